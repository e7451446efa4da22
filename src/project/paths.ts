/** Where a run reads and writes. */
import { relative, resolve } from 'node:path'
import type { Io } from '../model/io.ts'
import { foldersOf, ownLayer } from './layers.ts'

export const answersName = 'xenup.answers.yaml'

/** Options that generate, check, rehearse and the wizard have in common. */
export const commonOptions = {
  answers: { type: 'string', short: 'a', multiple: true },
  output: { type: 'string', short: 'o' },
  set: { type: 'string', multiple: true },
} as const

/** The options that name the paths. */
export interface PathOptions {
  /** Answers files, later ones over earlier ones. */
  readonly answers?: readonly string[] | undefined
  readonly output?: string | undefined
}

/** Where a run reads and writes. */
export interface ProjectPaths {
  /** The answers file that is written: the last that was named. */
  readonly answers: string
  /** All that were named, as they were. */
  readonly layers: readonly string[]
  /** The folder for artifacts. */
  readonly output: string
  /** Where relative files of the answers are looked for, in this order. */
  readonly folders: readonly string[]
}

/** The places that the options name; the defaults lie in the working folder. */
export function projectPaths(values: PathOptions, io: Io): ProjectPaths {
  const layers = values.answers ?? [answersName]
  return {
    answers: resolve(io.cwd, ownLayer(layers) ?? answersName),
    layers,
    output: resolve(io.cwd, values.output ?? 'xenup-out'),
    folders: foldersOf(layers, io.cwd),
  }
}

/** The output folder as the user would type it. */
export const folderOf = (places: ProjectPaths, io: Io): string => relative(io.cwd, places.output) || '.'
