/** Reads the files that users name: regular ones, of a sane size, with errors in words. */
import { createHash } from 'node:crypto'
import { existsSync, readSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { MadeFromFile } from '../artifacts/provenance.ts'
import { readUpTo, withOpen } from '../disk/read.ts'
import type { FileReader } from '../engine/replay.ts'
import { parseFile, parseInSteps, worthReading } from '../learn/file.ts'
import { withRamdisk } from '../learn/ramdisk.ts'
import type { ParsedFile } from '../model/facts.ts'
import { type Limit, limits, limitText } from '../model/limits.ts'
import { humanSize } from '../model/quantity.ts'
import type { RandomAccess } from '../model/random-access.ts'
import { Interrupted, TooLarge, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import type { ProjectPaths } from './paths.ts'

/** Where a file lies: a relative path is looked for in the folders, in their order. */
export function locateUserFile(path: string, folders: readonly string[]): string {
  const places = isAbsolute(path) ? [path] : [...new Set(folders.map((folder) => resolve(folder, path)))]
  const place = places.find((one) => existsSync(one))
  if (place !== undefined) return place
  const looked = isAbsolute(path)
    ? ''
    : `; looked in ${places.map((place) => visible(resolve(place, '..'))).join(' and ')}`
  throw new UserError('there is no such file', { where: path, advice: `Check the path${looked}.` })
}

/** What tells one state of a file from another without reading it: place, size, time of the last change. */
export function userFileStamp(path: string, folders: readonly string[]): string {
  const place = locateUserFile(path, folders)
  const { size, mtimeNs, ino } = statSync(place, { bigint: true })
  return `${place} ${size} ${mtimeNs} ${ino}`
}

/** The hash of a file that was found, read to its end piece by piece, and its size. */
export const hashOfFile = (place: string): Pick<MadeFromFile, 'size' | 'sha256'> =>
  withRegular(place, place, (handle) => hashed(handle, new Uint8Array()))

/** The hash of a file of which the beginning was read already: no byte is read twice for it. */
function hashed(handle: number, beginning: Uint8Array): Pick<MadeFromFile, 'size' | 'sha256'> {
  const hash = createHash('sha256').update(beginning)
  const piece = Buffer.alloc(1 << 20)
  let size = beginning.length
  while (size <= limits.file.most) {
    const length = readSync(handle, piece, 0, piece.length, size)
    if (length === 0) break
    hash.update(piece.subarray(0, length))
    size += length
  }
  return { size, sha256: hash.digest('hex') }
}

/** A log of so many bytes takes a second to learn from where the machine is slow: before that there is a word of it. */
const longLog = 1 << 20

/** Says what is going on, in a line. */
export type Tell = (says: string) => void

/** How a file is read. */
interface ReadingFile {
  readonly asked?: 'log' | undefined
  readonly tell?: Tell | undefined
  readonly withHash?: boolean | undefined
}

/**
 * Reads a file, as far as there is something to learn, and learns from it; for a log, if a log is `asked` for. Of a long
 * one it says so first. With `withHash` the rest is read as well, and all of it hashed.
 */
export function parseUserFile(
  path: string,
  folders: readonly string[],
  { asked, tell, withHash = false }: ReadingFile = {},
): ParsedFile {
  const place = locateUserFile(path, folders)
  try {
    return withRegular(place, path, (handle, size) => {
      const beginning = readUpTo(handle, 0, limits.beginning.most)
      const isAll = beginning.length <= limits.beginning.most
      const limit = isAll ? undefined : worthReading(beginning, asked)
      if (limit && size > limit.most) throw tooLarge(limit, path)
      if (asked && size >= longLog && limit)
        tell?.(`xenup: ${visible(path)}: ${humanSize(BigInt(size))} are read; Ctrl-C stops\n`)
      const bytes = limit ? readUpTo(handle, 0, limit.most) : beginning
      if (limit && bytes.length > limit.most) throw tooLarge(limit, path)
      // Files of /proc have no size.
      const whole = isAll || limit ? bytes.length : size
      const learnt = withRamdisk(parseFile(bytes, path, whole, asked), randomAccess(handle, whole))
      return withHash ? { ...learnt, sha256: hashed(handle, bytes).sha256 } : learnt
    })
  } catch (error) {
    throw userErrorFrom(error, path)
  }
}

/** Hands the bytes of a console's log on, piece by piece. */
export const readUserLog = (path: string, folders: readonly string[], push: (piece: Uint8Array) => void): void =>
  withRegular(locateUserFile(path, folders), path, (handle) => {
    const chunk = Buffer.alloc(1 << 16)
    for (let length = -1; length !== 0; ) {
      length = readSync(handle, chunk, 0, chunk.length, null)
      push(chunk.subarray(0, length))
    }
  })

/** Any part of an open file: of an initramfs the headers and the end tell what its beginning does not. */
const randomAccess = (handle: number, size: number): RandomAccess => ({
  size,
  read(at, length) {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
    return at < 0 ? new Uint8Array() : bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, at))
  },
})

const withRegular = <T>(place: string, path: string, read: (handle: number, size: number) => T): T =>
  withOpen(place, (handle, stats) => {
    if (!stats.isFile())
      throw new UserError(stats.isDirectory() ? 'it is a folder' : 'it is not a regular file', {
        where: path,
        advice: 'Name a file.',
      })
    if (stats.size > limits.file.most) throw tooLarge(limits.file, path)
    return read(handle, stats.size)
  })

const tooLarge = (limit: Limit, where: string): TooLarge =>
  new TooLarge(`it has more than ${limitText(limit)}, and no more is read of ${limit.on}: ${limit.because}`, {
    where,
    advice: limit === limits.text ? 'Cut it down to the boot in question.' : 'Name another file.',
  })

function userErrorFrom(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof UserError || !code) return error
  return new UserError(`it cannot be read (${code})`, { where: path, advice: 'Check its permissions.' })
}

/** What was learnt of files by the paths that answers have, and what tells whether it still counts. */
export type FilesKnown = Map<string, { readonly stamp: string; readonly learnt: ParsedFile }>

/** How files are read: what is known of some, who is told of a long one, whether they are hashed. */
export interface ReadingFiles {
  readonly known?: FilesKnown | undefined
  readonly tell?: Tell | undefined
  /** For those who record what artifacts were made from. */
  readonly withHash?: boolean | undefined
}

/** Reads the file that an answer names; one that has not changed since it became `known` is not read again. */
export function fileReader(
  places: Pick<ProjectPaths, 'folders'>,
  { known = new Map(), tell, withHash }: ReadingFiles = {},
): FileReader {
  return (path, asked) => {
    const stamp = stampFor(path, places, asked)
    const before = known.get(path)
    if (before?.stamp === stamp) return before.learnt
    const learnt = parseUserFile(path, places.folders, { asked, tell, withHash })
    known.set(path, { stamp, learnt })
    return learnt
  }
}

const stampFor = (path: string, { folders }: Pick<ProjectPaths, 'folders'>, asked: 'log' | undefined): string =>
  `${asked ?? ''} ${userFileStamp(path, folders)}`

/** True for a log that takes long enough to be told about; false for what is none or is not there. */
export function isLongLog(path: string, { folders }: Pick<ProjectPaths, 'folders'>, known: FilesKnown): boolean {
  try {
    const { size } = statSync(locateUserFile(path, folders))
    return size >= longLog && size <= limits.text.most && known.get(path)?.stamp !== stampFor(path, { folders }, 'log')
  } catch {
    return false
  }
}

/**
 * Reads a long log while the process attends to its user, so that it is known when it is asked for. Throws UserError as
 * reading does, and Interrupted.
 */
export async function readLongLog(
  path: string,
  places: Pick<ProjectPaths, 'folders'>,
  known: FilesKnown,
  signal: AbortSignal,
): Promise<void> {
  const stamp = stampFor(path, places, 'log')
  const place = locateUserFile(path, places.folders)
  const bytes = withRegular(place, path, (handle) => readUpTo(handle, 0, limits.text.most))
  const parsing = parseInSteps(bytes, path, bytes.length, 'log')
  for (;;) {
    const { done, value } = parsing.next()
    if (done) return void known.set(path, { stamp, learnt: value })
    await setImmediate()
    if (signal.aborted) throw new Interrupted('')
  }
}

/** What a log teaches; nothing of one that is too large for that, and that is judged line by line all the same. */
export function logTaught(teach: FileReader, path: string): ParsedFile | undefined {
  try {
    return teach(path, 'log')
  } catch (error) {
    if (error instanceof TooLarge) return undefined
    throw error
  }
}
