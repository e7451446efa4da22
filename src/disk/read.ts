/** Reads files within bounds, whatever they are: a pipe has no size, /dev/zero no end, and a pipe may have no writer. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

const piece = 1 << 16
/** How long a pipe that has nothing to say yet is left alone, in milliseconds. */
const pause = 20

/** Opens a file without waiting for a writer; it is closed when `read` is done. */
export function withOpen<T>(path: string, read: (handle: number, stats: Stats) => T): T {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return read(handle, fstatSync(handle))
  } finally {
    closeSync(handle)
  }
}

/**
 * The bytes from a place on, or from where the file stands (null), and of more than `most` one beyond; a pipe's when its
 * last writer is done.
 */
export function readUpTo(handle: number, from: number | null, most: number): Buffer {
  const stats = fstatSync(handle)
  const wanted = most + 1
  // The size is right for most files, and only a beginning for those of /proc, which have none.
  const pieces = [Buffer.alloc(Math.min(wanted, Math.max(piece, stats.size + 1)))]
  let [total, filled] = [0, 0]
  for (;;) {
    const last = pieces.at(-1)!
    const length = readNow(handle, last.subarray(filled), from === null ? null : from + total, stats)
    filled += length
    total += length
    if (length === 0 || total === wanted)
      return pieces.length === 1 ? last.subarray(0, total) : Buffer.concat(pieces, total)
    if (filled < last.length) continue
    pieces.push(Buffer.alloc(Math.min(wanted - total, 16 * piece)))
    filled = 0
  }
}

/** What there is; 0 at the end, and where a file of /proc has no more to say for now. */
function readNow(handle: number, into: Buffer, at: number | null, stats: Stats): number {
  for (;;) {
    try {
      return readSync(handle, into, 0, into.length, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      if (stats.isFile()) return 0
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
}
