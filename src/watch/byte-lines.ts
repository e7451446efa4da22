/** Bytes as they come, cut into lines. */
import { longestLine } from '../console/reader.ts'

const lineFeed = 10

/** Takes pieces of any size; the line that has not ended yet waits. */
export class ByteLines {
  #open: Buffer = Buffer.alloc(0)

  /** The lines that end in this piece, with their line feeds; one that grows without end is cut. */
  push(piece: Uint8Array): readonly Buffer[] {
    const lines: Buffer[] = []
    const all = this.#open.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#open, piece])
    let at = 0
    for (let end = all.indexOf(lineFeed); end >= 0; end = all.indexOf(lineFeed, at)) {
      lines.push(all.subarray(at, end + 1))
      at = end + 1
    }
    for (; all.length - at > longestLine; at += longestLine) lines.push(all.subarray(at, at + longestLine))
    this.#open = Buffer.from(all.subarray(at))
    return lines
  }

  /** What has come of a line that has not ended: a prompt, a progress bar. */
  get open(): Buffer {
    return this.#open
  }

  /** Gives up the open line, as the last one. */
  end(): Buffer {
    const rest = this.#open
    this.#open = Buffer.alloc(0)
    return rest
  }
}
