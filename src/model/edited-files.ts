/** What can be done with files that somebody edited by hand. */

/**
 * `merge`: edits are carried over into the new text, and where they clash the file stays and the new text is laid beside
 * it. `mine`: the file stays, and that is all. `new`: the new text takes its place, and a copy of the file is kept.
 * `markers`: as `merge`, but where they clash both are written, between markers. `reject`: as `merge`, but where they
 * clash the new text is written, and the edits go to a file beside it.
 */
export type EditChoice = 'merge' | 'mine' | 'new' | 'markers' | 'reject'

/** The choice for all files, and that for some. */
export interface EditChoices {
  readonly all: EditChoice
  readonly files?: Readonly<Record<string, EditChoice>>
}

/** What is done where nobody chose. */
export const carriedOver: EditChoices = { all: 'merge' }

/** The choice for a file. */
export const choiceFor = (path: string, { all, files = {} }: EditChoices): EditChoice =>
  Object.hasOwn(files, path) ? files[path]! : all

/** Lines of a file, from 1; where lines were taken out, `last` is that before `first`. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/** A place where an edit and a new text clash. */
export interface Clash {
  /** The lines as they were when the file was written last; missing where that is not known. */
  readonly before?: readonly string[]
  readonly mine: readonly string[]
  readonly new: readonly string[]
  /** Where the edit stands in the file as it lies there. */
  readonly at: LineRange
}

/** As many places are told one by one: nobody reads more. */
const told = 8

/** `line 12`, `lines 12-14 and 30`, `lines 12-14, and what you took out before line 30`. */
export function rangesText(ranges: readonly LineRange[]): string {
  const there = ranges.filter(({ first, last }) => last >= first)
  const gone = ranges.filter(({ first, last }) => last < first)
  const one = ({ first, last }: LineRange): string => (first === last ? `${first}` : `${first}-${last}`)
  const isOne = there.length === 1 && there[0]!.first === there[0]!.last
  return [
    ...(there.length > 0 ? [`${isOne ? 'line' : 'lines'} ${listed(there.map(one))}`] : []),
    ...(gone.length > 0 ? [`what you took out before line ${listed(gone.map(({ first }) => `${first}`))}`] : []),
  ].join(', and ')
}

const listed = (items: readonly string[]): string => {
  if (items.length > told) return `${items.slice(0, told).join(', ')} and ${items.length - told} places more`
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
