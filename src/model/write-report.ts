/** What writing the artifacts came to, and how that is told. */
import { visible } from './visible.ts'

/** What writing came to. Paths are relative to the folder that was written to. */
export interface WriteReport {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  /** Files edited by hand that were left alone; their new text lies beside them. */
  readonly kept: readonly string[]
  /** Where the new text of each kept file lies. */
  readonly beside: Readonly<Record<string, string>>
  /** Files of an earlier run, no longer part of the set: removed, unless they had been edited. */
  readonly removed: readonly string[]
  readonly keptStale: readonly string[]
}

/** A file that was left as somebody had edited it, and what can be done about it. */
export interface LeftFile {
  readonly says: string
  readonly fix: string
}

/** What was done, a line each: the files that were written and removed, and how many were as they should be. */
export const doneLines = ({ written, removed, unchanged }: WriteReport, folder: string): readonly string[] => [
  ...written.map((path) => visible(`wrote   ${folder}/${path}`)),
  ...removed.map((path) => visible(`removed ${folder}/${path}`)),
  ...(unchanged.length > 0 ? [unchangedText(unchanged)] : []),
]

/** The files that were left alone. */
export const leftFiles = ({ kept, beside, keptStale }: WriteReport, folder: string): readonly LeftFile[] => [
  ...kept.map((path) => ({
    says: visible(
      `${folder}/${path} was edited by hand and is left as it is; the new text is in ${folder}/${beside[path]}`,
    ),
    fix: 'Merge the two, or overwrite it with --force.',
  })),
  ...keptStale.map((path) => ({
    says: visible(`${folder}/${path} is no longer needed, but was edited by hand and is left`),
    fix: 'Remove it, or let --force do it.',
  })),
]

/** How to go on after writing, a line each. */
export const nextLines = (folder: string): readonly string[] => [
  `Next: open ${visible(folder)}/BRINGUP.md and follow it.`,
  'The same files again, any time: xenup generate',
]

/** How many files needed no writing; without a full stop. */
export const unchangedText = (files: readonly string[]): string =>
  `${countOf(files)} as ${files.length === 1 ? 'it' : 'they'} should be`

/** `1 file was`, `2 files were`. */
export const countOf = (files: readonly string[]): string =>
  files.length === 1 ? '1 file was' : `${files.length} files were`
