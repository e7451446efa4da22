/** Mutants that were looked at and may live, each with the reason: most change nothing that can be seen. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './operators.ts'

/** A row of accepted.json. Line numbers move; what is written on the line stays. */
export interface Accepted {
  readonly file: string
  /** The text of the line, without the spaces around it. */
  readonly line: string
  /** As the command prints it. */
  readonly change: string
  readonly reason: string
}

/** True when somebody has looked at this mutant. */
export const isAccepted = (rows: readonly Accepted[], root: string, file: string, { line, change }: Mutant): boolean =>
  rows.some((row) => row.file === file && row.change === change && row.line === linesOf(root, file)[line - 1])

/** Rows about files among `paths` that no longer have such a line. */
export const unused = (rows: readonly Accepted[], root: string, paths: readonly string[]): readonly Accepted[] =>
  rows.filter(({ file, line }) => paths.includes(file) && !linesOf(root, file).includes(line))

const known = new Map<string, readonly string[]>()

function linesOf(root: string, file: string): readonly string[] {
  const path = join(root, file)
  const lines =
    known.get(path) ??
    (existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .map((one) => one.trim())
      : [])
  known.set(path, lines)
  return lines
}
