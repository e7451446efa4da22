/** The answers file on disk: loaded, and saved without losing what somebody else wrote meanwhile. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { diskError } from '../disk/disk-error.ts'
import { readUpTo, withOpen } from '../disk/read.ts'
import { regularFile, replaceFile } from '../disk/replace-file.ts'
import { limits } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'
import { schemaFile } from './document.ts'
import { type AnswersFile, readAnswersBytes } from './read.ts'
import { schemaText } from './schema-text.ts'

/** What the file held when it was last read or saved; opaque, to be handed back to `saveAnswers`. */
export interface FileStamp {
  readonly bytes: Uint8Array
}

/** An answers file from the disk. */
export interface LoadedAnswers extends AnswersFile {
  readonly seen: FileStamp
}

/**
 * Loads the file, called `shown` in its faults; undefined when there is none. Throws AnswersError for its faults,
 * UserError for the disk's.
 */
export function loadAnswers(path: string, shown = path): LoadedAnswers | undefined {
  const bytes = bytesOf(path)
  return bytes && { ...readAnswersBytes(bytes, shown), seen: { bytes } }
}

/**
 * Saves the file in one step; `seen` is what it last held, undefined when it was not there.
 *
 * When it has changed since, it is left alone, `text` goes to a new file beside it, and UserError names both.
 */
export function saveAnswers(path: string, text: string, seen: FileStamp | undefined): FileStamp {
  const now = Buffer.from(text)
  // Compared by content: two saves within one tick of the clock, or a checkout by git, can leave time and size the
  // same.
  const disk = oldBytesOf(path)
  if (disk && !now.equals(disk) && !(seen && disk.equals(seen.bytes))) {
    const beside = unusedBeside(path)
    replaceFile(beside, text)
    throw new UserError(
      seen
        ? 'the file was changed by somebody else since it was read, and was left as it is'
        : 'a file of this name has appeared meanwhile, and was left as it is',
      {
        where: path,
        advice: `Your answers are in ${beside}: compare the two (diff ${basename(path)} ${basename(beside)}), keep one as ${basename(path)}, and start again.`,
      },
    )
  }
  if (!disk || !now.equals(disk)) replaceFile(path, text)
  return { bytes: now }
}

/** Lays the schema beside the answers file, where its first line looks for it; an older one is replaced. */
export function saveSchema(answersPath: string): void {
  const path = join(dirname(answersPath), schemaFile)
  const text = schemaText()
  if (oldBytesOf(path)?.toString() !== text) replaceFile(path, text)
}

/** `xenup.answers.mine.yaml`, or the first number that is free. */
function unusedBeside(path: string): string {
  const ending = extname(path)
  const stem = join(dirname(path), basename(path, ending))
  for (let number = 1; ; number++) {
    const candidate = `${stem}.mine${number === 1 ? '' : number}${ending}`
    if (!existsSync(candidate)) return candidate
  }
}

/** The bytes of a file that is to be replaced: a pipe or a device is none, and reading it might never end. */
function oldBytesOf(path: string): Buffer | undefined {
  try {
    return regularFile(path) && bytesOf(path)
  } catch (error) {
    throw diskError(error, path, 'saved')
  }
}

/** The bytes of a file, no more than are read of an answers file and one; undefined when there is no file. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return withOpen(path, (handle, stats) => {
      const bytes = readUpTo(handle, null, limits.answers.most)
      if (bytes.length === 0 && stats.isFIFO())
        throw new UserError('it is a pipe, and nobody writes to it', {
          where: path,
          advice: 'Name a file, or start what writes first.',
        })
      return bytes
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw diskError(error, path, 'read')
  }
}
