/** What writing the artifacts came to, and how that is told. */
import { type LineRange, rangesText } from './edited-files.ts'
import { visible } from './visible.ts'

/** What writing came to. Paths are relative to the folder that was written to. */
export interface WriteReport {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  /** Of those written, the ones that had been there and were gone; and where such a file lies now. */
  readonly restored: readonly string[]
  readonly movedTo: Readonly<Record<string, string>>
  /** Files edited by hand, with the edits carried over into their new text: at these lines of it. */
  readonly merged: readonly { readonly path: string; readonly lines: readonly LineRange[] }[]
  /** Files edited by hand that stay as they are, since their new text brings nothing. */
  readonly kept: readonly string[]
  /** Files that were left, since they were edited in lines that the new text changes as well. */
  readonly clashing: readonly {
    readonly path: string
    readonly isBaseKnown: boolean
    readonly lines: readonly LineRange[]
  }[]
  /** Files that were left, since somebody made them read-only. */
  readonly readOnly: readonly string[]
  /** Where the new text of each file lies that was left. */
  readonly beside: Readonly<Record<string, string>>
  /** Files that have both versions now, between markers; and those that had them already. The line is the first one's. */
  readonly marked: readonly { readonly path: string; readonly line: number }[]
  readonly conflicted: readonly { readonly path: string; readonly line: number }[]
  /** Images that were not made, because their script has markers. */
  readonly held: readonly string[]
  /** Where the user's own lines lie of each file that was replaced, in whole or where it clashed. */
  readonly copies: Readonly<Record<string, string>>
  /** Files of an earlier run, no longer part of the set: removed, unless they had been edited. */
  readonly removed: readonly string[]
  readonly keptStale: readonly string[]
}

/** Nothing was done. */
export const nothingWritten: WriteReport = {
  written: [],
  unchanged: [],
  restored: [],
  movedTo: {},
  merged: [],
  kept: [],
  clashing: [],
  readOnly: [],
  beside: {},
  marked: [],
  conflicted: [],
  held: [],
  copies: {},
  removed: [],
  keptStale: [],
}

/** A file that needs somebody to look at it, and what can be done about it. */
export interface LeftFile {
  readonly says: string
  readonly fix: string
}

/** What was done, a line each: the files that were written, merged and removed, and how many were as they should be. */
export function doneLines(report: WriteReport, folder: string): readonly string[] {
  const { written, merged, kept, removed, unchanged } = report
  return [
    ...written.map((path) => visible(`wrote   ${folder}/${path}${wordOn(path, report, folder)}`)),
    ...merged.map(({ path, lines }) => visible(`merged  ${folder}/${path}: ${carriedText(lines)}`)),
    ...removed.map((path) => visible(`removed ${folder}/${path}${wordOn(path, report, folder)}`)),
    ...kept.map((path) => visible(`kept    ${folder}/${path}, as you edited it`)),
    ...(unchanged.length > 0 ? [unchangedText(unchanged)] : []),
  ]
}

/** What else has to be known of a file that was written or removed. */
export function wordOn(path: string, { restored, movedTo, copies }: WriteReport, folder: string): string {
  if (Object.hasOwn(movedTo, path)) return ` again: yours was moved to ${folder}/${movedTo[path]}, which stays`
  if (restored.includes(path)) return ' again: it had been deleted'
  return Object.hasOwn(copies, path) ? `; yours is kept as ${folder}/${copies[path]}` : ''
}

/** Which lines of a merged file are the user's. */
export const carriedText = (lines: readonly LineRange[]): string =>
  lines.length === 0 ? 'your edits are in the new text' : `yours are ${rangesText(lines)}`

/** The files that need somebody to look at them. */
export function leftFiles(report: WriteReport, folder: string): readonly LeftFile[] {
  const { clashing, readOnly, marked, conflicted, held, beside, merged, copies, keptStale } = report
  const left = (path: string): string => `it is left, and the new text is in ${folder}/${beside[path]}`
  const files = [
    ...clashing.map(({ path, isBaseKnown, lines }) => ({
      says: `${folder}/${path} was edited by hand${isBaseKnown ? ` where the new text differs too (${rangesText(lines)})` : ', and what it was before is not known'}; ${left(path)}`,
      fix: 'Choose: --conflict markers has both in the file, --take-new the new text with yours beside it, --keep-mine yours.',
    })),
    ...readOnly.map((path) => ({
      says: `${folder}/${path} is read-only; ${left(path)}`,
      fix: 'Make it writable with chmod u+w, or take the new text with --take-new.',
    })),
    ...marked.map(({ path, line }) => ({
      says: `${folder}/${path}:${line} has both versions now, between <<<<<<< mine and >>>>>>> new`,
      fix: 'Leave at each place what is right, without the markers, and generate again.',
    })),
    ...conflicted.map(({ path, line }) => ({
      says: `${folder}/${path}:${line} still has both versions, between <<<<<<< mine and >>>>>>> new`,
      fix: 'Leave at each place what is right, without the markers, and generate again.',
    })),
    ...held.map((path) => ({
      says: `${folder}/${path} is not made from a script that has markers`,
      fix: 'It is made as soon as they are gone.',
    })),
    ...merged
      .filter(({ path }) => Object.hasOwn(copies, path))
      .map(({ path }) => ({
        says: `${folder}/${path} has the new text where your edits clash with it; those are in ${folder}/${copies[path]}`,
        fix: 'Put back what you need.',
      })),
    ...keptStale.map((path) => ({
      says: `${folder}/${path} is no longer needed, but was edited by hand or made read-only, and is left`,
      fix: 'Remove it, let --take-new do it and keep a copy, or make it your own with --keep-mine.',
    })),
  ]
  return files.map(({ says, fix }) => ({ says: visible(says), fix: visible(fix) }))
}

/** How to go on after writing, a line each. */
export const nextLines = (folder: string): readonly string[] => [
  `Next: open ${visible(folder)}/BRINGUP.md and follow it.`,
  'The same files again, any time: xenup generate',
]

/** How many files needed no writing; without a full stop. */
export const unchangedText = (files: readonly string[]): string =>
  `${countOf(files)} as ${files.length === 1 ? 'it' : 'they'} should be`

/** `1 file was`, `2 files were`. */
export const countOf = (files: readonly unknown[]): string =>
  files.length === 1 ? '1 file was' : `${files.length} files were`
