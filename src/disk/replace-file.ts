/**
 * Writes a file so that at every moment, also after a power cut, it is the old one or the new one.
 *
 * The new text goes to a temporary file in the same folder, to the disk, and then in one step under the file's name.
 * (Hard links and access control lists of the old file are not carried over; its mode and, where allowed, its owner
 * are.)
 */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { diskError } from './disk-error.ts'
import { syncFolder } from './sync.ts'
import { removeLeftOvers, temporaryFileName } from './temporary.ts'

/**
 * Writes `text` to the file that `path` names, through symbolic links. Throws UserError; the old file is then as it was.
 */
export function replaceFile(path: string, text: string): void {
  try {
    const target = behindLinks(path)
    const old = regularFile(target)
    // A rename would go over a file that was made read-only: the folder's permissions decide there, not the file's.
    if (old) accessSync(target, constants.W_OK)
    removeLeftOvers(dirname(target))
    write(join(dirname(target), temporaryFileName()), target, text, old)
    settle(dirname(target))
  } catch (error) {
    throw diskError(error, path, 'saved')
  }
}

/** What is known of a file; undefined when there is none. Throws UserError for a folder or a device. */
export function regularFile(path: string): Stats | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && !stats.isFile()) {
    throw new UserError(`it cannot be saved: it is ${stats.isDirectory() ? 'a folder' : 'not a regular file'}`, {
      where: path,
      advice: 'Name a file.',
    })
  }
  return stats
}

/** Where the links lead, also to a file that is not there yet. */
function behindLinks(path: string): string {
  let place = resolve(path)
  // realpath finds loops, and refuses them like the system does.
  for (let links = 0; links < 40; links++) {
    const folder = realpathSync(dirname(place))
    place = join(folder, basename(place))
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return place
    place = resolve(folder, readlinkSync(place))
  }
  return realpathSync(place)
}

function write(temporary: string, target: string, text: string, old: Stats | undefined): void {
  // A new file gets the mode that the user's umask gives; the place of a private one is never open to others.
  const file = openSync(temporary, 'wx', old ? 0o600 : 0o666)
  try {
    try {
      writeFileSync(file, text)
      if (old) likeOld(file, old)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, target)
  } catch (error) {
    discard(temporary)
    throw error
  }
}

function discard(temporary: string): void {
  try {
    unlinkSync(temporary)
  } catch {
    // What went wrong first is what the user needs to hear.
  }
}

function likeOld(file: number, old: Stats): void {
  const own = fstatSync(file)
  if (own.uid !== old.uid || own.gid !== old.gid) {
    try {
      fchownSync(file, old.uid, old.gid)
    } catch {
      // Only root may give files away; then the file is the writer's, as with every editor.
    }
  }
  fchmodSync(file, old.mode & 0o7777)
}

/** Makes the new name last; the file is whole whatever becomes of this. */
function settle(folder: string): void {
  try {
    syncFolder(folder)
  } catch {
    return
  }
}
