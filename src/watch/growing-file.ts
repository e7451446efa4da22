/** A file that another program writes: the log of a terminal program, or QEMU's `-serial file:`. */
import { type FileHandle, open, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { Away, codeOf } from './away.ts'

/** Milliseconds between two looks at its end. */
const pause = 100
const pieceSize = 1 << 16

/** Its bytes from the first one on, for as long as it stays the same file. */
export async function* growingFile(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await opened(path)
  try {
    for (let at = 0; ; ) {
      const piece = Buffer.alloc(pieceSize)
      const { bytesRead } = await file.read(piece, 0, piece.length, at)
      at += bytesRead
      if (bytesRead > 0) yield piece.subarray(0, bytesRead)
      else {
        await setTimeout(pause, undefined, { signal })
        if (!(await isStillThere(file, path, at)))
          throw new Away('the file was replaced or cut short, and is read from its beginning')
      }
      signal.throwIfAborted()
    }
  } finally {
    await file.close()
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    throw new Away(code === 'ENOENT' ? 'the file is not there' : `the file cannot be read (${code})`, {
      isWorthWaiting: false,
      advice: 'Check its path and its permissions.',
    })
  }
}

/** One that was deleted may still be written to: only another file in its place ends it. */
async function isStillThere(file: FileHandle, path: string, read: number): Promise<boolean> {
  const ours = await file.stat()
  if (ours.size < read) return false
  const named = await stat(path).catch(() => undefined)
  return named === undefined || (named.ino === ours.ino && named.dev === ours.dev)
}
