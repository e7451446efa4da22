/** What must outlast a power cut: a file's bytes before it takes its name, and the names in a folder after that. */
import { closeSync, fchmodSync, fsyncSync, openSync, writeSync } from 'node:fs'

/** Writes a new file, with a mode where one is given, and waits until the disk has it. */
export function writeSynced(path: string, bytes: Uint8Array, mode?: number): void {
  const handle = openSync(path, 'wx', 0o644)
  try {
    if (mode !== undefined) fchmodSync(handle, mode)
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What systems say of which a folder cannot be synced, or not opened for it: the file system sees to it by itself. */
const cannot: readonly unknown[] = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES']

/** Makes the names in a folder last, where the file system can. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (!cannot.includes((error as NodeJS.ErrnoException).code)) throw error
  }
}
