/** A console's log from a file or a pipe, piece by piece: it may be larger than memory. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { locateUserFile } from './user-file.ts'

const pieceSize = 1 << 18

/** Hands the bytes of a log on; `-` is standard input. */
export async function readLogFile(path: string, io: Io, push: (piece: Uint8Array) => void): Promise<void> {
  if (path === '-') {
    for await (const piece of io.stdin) push(typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer))
    return
  }
  const place = locateUserFile(path, [io.cwd])
  let handle: number | undefined
  try {
    handle = openSync(place, 'r')
    const piece = Buffer.alloc(pieceSize)
    for (let length = 1; length > 0; ) {
      length = readSync(handle, piece, 0, piece.length, null)
      push(piece.subarray(0, length))
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new UserError(code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`, {
      where: path,
      advice: code === 'EISDIR' ? 'Name the file with the log.' : 'Check its permissions.',
    })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
