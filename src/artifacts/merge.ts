/**
 * Three-way merge by lines: what somebody edited since a file was written last (`base` to `mine`), carried over into its
 * new text. Edits that touch, or are next to, what changed in the new text clash, as with diff3 and git.
 */
import { diff3MergeRegions, diffIndices } from 'node-diff3'
import type { Clash, LineRange } from '../model/edited-files.ts'
import { limits } from '../model/limits.ts'
import { markedLines } from './markers.ts'
import { readable, type TextForm, type TextLines, textBytes, textLines } from './text-lines.ts'

/** Lines that are settled, or a place where both sides say something else. */
type Piece = { readonly lines: readonly string[] } | PieceThatClashes

interface PieceThatClashes {
  readonly mine: readonly string[]
  readonly new: readonly string[]
  readonly before?: readonly string[]
  /** Its first line in the file as it lies there, and in the text that was written last; from 0. */
  readonly mineAt: number
  readonly baseAt: number
}

/** What merging came to. */
export interface Merge {
  readonly clashes: readonly Clash[]
  /** The merged text; of what clashes it has the new text, or both between markers. */
  bytes(clashing: 'new' | 'markers'): Uint8Array
  /** The lines of that text which are the user's. */
  carried(clashing: 'new' | 'markers'): readonly LineRange[]
  /** What clashes of the user's, as the hunks of a patch. */
  rejected(path: string): Uint8Array
}

/**
 * Merges. Without a base every place in which the two differ clashes. Undefined for what is no text, and for one of more
 * lines than are merged (`limits.merged`).
 */
export function merge(base: Uint8Array | undefined, mine: Uint8Array, next: Uint8Array): Merge | undefined {
  const [my, our, old] = [textLines(mine), textLines(next), base && textLines(base)]
  if (!my || !our || [my, our, old].some((text) => text && text.lines.length > limits.merged.most)) return undefined
  const pieces = (old ? threeWays(my.lines, old.lines, our.lines) : twoWays(my.lines, our.lines)).flatMap(trimmed)
  const merged = (clashing: 'new' | 'markers'): TextLines => {
    const lines = pieces.flatMap((piece) =>
      'lines' in piece ? piece.lines : clashing === 'new' ? piece.new : markedLines(piece.mine, piece.new),
    )
    return { lines, form: formOf(old?.form ?? our.form, my, our.form, lines) }
  }
  const clashing = pieces.filter((piece) => !('lines' in piece)) as readonly PieceThatClashes[]
  return {
    clashes: clashing.map((piece) => ({
      mine: piece.mine.map(readable),
      new: piece.new.map(readable),
      ...(piece.before && { before: piece.before.map(readable) }),
      at: { first: piece.mineAt + 1, last: piece.mineAt + piece.mine.length },
    })),
    bytes: (clashing) => textBytes(merged(clashing)),
    carried: (clashing) => changedLines(our.lines, merged(clashing).lines),
    rejected: (path) =>
      Buffer.from(
        clashing.map((piece) => hunk(piece)).reduce((a, b) => a + b, head(path)),
        'latin1',
      ),
  }
}

/** How many lines of two texts differ; undefined where that is not to be told. */
export function distance(one: Uint8Array, other: Uint8Array): number | undefined {
  const [a, b] = [textLines(one), textLines(other)]
  if (!a || !b || [a, b].some(({ lines }) => lines.length > limits.merged.most)) return undefined
  return differences(a.lines, b.lines).reduce((sum, { from, to }) => sum + from.length + to.length, 0)
}

function threeWays(mine: readonly string[], base: readonly string[], next: readonly string[]): readonly Piece[] {
  return (diff3MergeRegions([...mine], [...base], [...next]) as readonly Region[]).map((region): Piece => {
    if (region.stable) return { lines: region.bufferContent }
    const { aContent, aStart, bContent, oContent, oStart } = region
    return { mine: aContent, new: bContent, before: oContent, mineAt: aStart, baseAt: oStart }
  })
}

/** A region of node-diff3: `a` is mine, `o` the base, `b` the new text. */
type Region =
  | { readonly stable: true; readonly bufferContent: readonly string[] }
  | {
      readonly stable: false
      readonly aStart: number
      readonly aContent: readonly string[]
      readonly oStart: number
      readonly oContent: readonly string[]
      readonly bContent: readonly string[]
    }

function twoWays(mine: readonly string[], next: readonly string[]): readonly Piece[] {
  let at = 0
  const pieces = differences(mine, next).flatMap(({ fromAt, from, to }): Piece[] => {
    const same = mine.slice(at, fromAt)
    at = fromAt + from.length
    return [{ lines: same }, { mine: from, new: to, mineAt: fromAt, baseAt: 0 }]
  })
  return [...pieces, { lines: mine.slice(at) }]
}

/** Where both sides begin or end alike there is nothing to choose. */
function trimmed(piece: Piece): readonly Piece[] {
  if ('lines' in piece) return [piece]
  const { mine, new: next } = piece
  const shorter = Math.min(mine.length, next.length)
  let [start, end] = [0, 0]
  while (start < shorter && mine[start] === next[start]) start++
  while (end < shorter - start && mine.at(-1 - end) === next.at(-1 - end)) end++
  const inner = (lines: readonly string[]) => lines.slice(start, lines.length - end)
  const clash = { ...piece, mine: inner(mine), new: inner(next), mineAt: piece.mineAt + start }
  return [
    { lines: mine.slice(0, start) },
    ...(clash.mine.length + clash.new.length > 0 ? [clash] : []),
    { lines: mine.slice(mine.length - end) },
  ]
}

/** Of how it is written down, too, what the user changed is carried over. */
function formOf(base: TextForm, mine: TextLines, next: TextForm, lines: readonly string[]): TextForm {
  const of = (key: keyof TextForm): boolean => (mine.form[key] === base[key] ? next[key] : mine.form[key])
  // A last line without an end is the user's only while it is the last one.
  const isOpen = mine.form.isOpen && !base.isOpen ? lines.at(-1) === mine.lines.at(-1) : of('isOpen')
  return { hasMark: of('hasMark'), isCrlf: of('isCrlf'), isOpen }
}

interface Difference {
  readonly fromAt: number
  readonly from: readonly string[]
  readonly toAt: number
  readonly to: readonly string[]
}

const differences = (from: readonly string[], to: readonly string[]): readonly Difference[] =>
  diffIndices([...from], [...to]).map(({ buffer1, buffer1Content, buffer2, buffer2Content }) => ({
    fromAt: buffer1[0] as number,
    from: buffer1Content as readonly string[],
    toAt: buffer2[0] as number,
    to: buffer2Content as readonly string[],
  }))

const changedLines = (from: readonly string[], to: readonly string[]): readonly LineRange[] =>
  differences(from, to).map(({ toAt, to }) => ({ first: toAt + 1, last: toAt + to.length }))

const head = (path: string): string => `--- ${path}\n+++ ${path}\n`

/** As patch writes what it could not apply. */
function hunk({ before = [], mine, baseAt, mineAt }: PieceThatClashes): string {
  const at = (from: number, { length }: readonly string[]): string => `${length === 0 ? from : from + 1},${length}`
  const lines = [...before.map((line) => `-${line}`), ...mine.map((line) => `+${line}`)]
  return `@@ -${at(baseAt, before)} +${at(mineAt, mine)} @@\n${lines.map((line) => `${line}\n`).join('')}`
}
