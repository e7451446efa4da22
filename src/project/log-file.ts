/** A console's log from a file or a pipe, piece by piece: it may be larger than memory. */
import { createReadStream, statSync } from 'node:fs'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { locateUserFile } from './user-file.ts'

const pieceSize = 1 << 18
/** So much is read in less than a second; after each there is a word of it. */
const untold = 64 << 20

/** Hands the bytes of a log on; `-` is standard input. How far it is goes to stderr. */
export async function readLogFile(path: string, io: Io, push: (piece: Uint8Array) => void): Promise<void> {
  let [bytes, told] = [0, 0]
  const take = (piece: Uint8Array): void => {
    push(piece)
    bytes += piece.length
    if (bytes < told + untold) return
    told = bytes
    io.err(`xenup: ${visible(path)}: ${bytes >> 20} MiB are read; Ctrl-C stops\n`)
  }
  if (path === '-') {
    for await (const piece of io.stdin) take(typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer))
    return
  }
  const place = locateUserFile(path, [io.cwd])
  try {
    if (!statSync(place).isFile() && !statSync(place).isDirectory())
      io.err(`xenup: ${visible(path)} is no regular file; read until its end comes, Ctrl-C stops\n`)
    for await (const piece of createReadStream(place, { highWaterMark: pieceSize })) take(piece as Buffer)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new UserError(code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`, {
      where: path,
      advice: code === 'EISDIR' ? 'Name the file with the log.' : 'Check its permissions.',
    })
  }
}
