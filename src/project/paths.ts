/** Where a run reads and writes. */
import { dirname, relative, resolve } from 'node:path'
import type { Io } from '../model/io.ts'

export const answersName = 'xenup.answers.yaml'

/** Options that generate, check, rehearse and the wizard have in common. */
export const commonOptions = {
  answers: { type: 'string', short: 'a' },
  output: { type: 'string', short: 'o' },
  set: { type: 'string', multiple: true },
} as const

/** The options that name the paths. */
export interface PathOptions {
  readonly answers?: string | undefined
  readonly output?: string | undefined
}

/** Where a run reads and writes. */
export interface ProjectPaths {
  /** The answers file. */
  readonly answers: string
  /** The folder for artifacts. */
  readonly output: string
  /** Where relative files of the answers are looked for, in this order. */
  readonly folders: readonly string[]
}

/** The places that the options name; the defaults lie in the working folder. */
export function projectPaths(values: PathOptions, io: Io): ProjectPaths {
  const answers = resolve(io.cwd, values.answers ?? answersName)
  return { answers, output: resolve(io.cwd, values.output ?? 'xenup-out'), folders: [dirname(answers), io.cwd] }
}

/** The output folder as the user would type it. */
export const folderOf = (places: ProjectPaths, io: Io): string => relative(io.cwd, places.output) || '.'
