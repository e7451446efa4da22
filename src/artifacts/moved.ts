/** Finds a file that the user has moved or renamed, by what is in it. */
import type { ReadDisk } from './compare.ts'
import { sha256 } from './manifest.ts'
import { textLines } from './text-lines.ts'

/** The share of lines that a file must have of what was written, to be that file, moved and edited. */
const alike = 0.7

/** A file as it was written last: its hashes, and the text where it is known. */
export interface Lost {
  readonly hashes: readonly string[]
  readonly text: Uint8Array | undefined
}

/** The first of the paths where the file lies; undefined when it is in none of them. */
export function movedTo({ hashes, text }: Lost, paths: readonly string[], readDisk: ReadDisk): string | undefined {
  const files = paths.flatMap((path) => {
    const bytes = readable(path, readDisk)
    return bytes ? [{ path, bytes }] : []
  })
  const same = files.find(({ bytes }) => hashes.includes(sha256(bytes)))
  return (same ?? files.find(({ bytes }) => text !== undefined && isAlike(text, bytes)))?.path
}

/** A file that cannot be read is not the one that is looked for. */
function readable(path: string, readDisk: ReadDisk): Uint8Array | undefined {
  try {
    return readDisk(path)
  } catch {
    return undefined
  }
}

/** Compares which lines there are, in whatever order. */
function isAlike(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [textLines(one), textLines(other)]
  if (!a || !b) return false
  const left = new Map<string, number>()
  for (const line of a.lines) left.set(line, (left.get(line) ?? 0) + 1)
  const shared = b.lines.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count > 0
  })
  return shared.length >= alike * Math.max(a.lines.length, b.lines.length)
}
