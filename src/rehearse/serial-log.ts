/** A serial console as it comes in: bytes to lines that may be shown and matched. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { visible } from '../model/visible.ts'

/** Sequences that steer a terminal: CSI, OSC and the two-character ones (ECMA-48). U-Boot sends some at its start. */
const steering = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])/g

/** A line without what steers a terminal, tabs as spaces; any other control character is shown as `\x07`. */
export const plainLine = (raw: string): string => visible(raw.replace(steering, '').replaceAll('\t', ' ')).trimEnd()

/** A line without an end is cut here: garbage from a wrong baud rate must not fill the memory. */
const longestLine = 65536

/** Takes chunks of a stream, gives the lines that each one completes. */
export class LineReader {
  readonly #decoder = new StringDecoder('utf8')
  #open = ''

  /** The lines that end in this chunk, plain; empty ones are left out. */
  push(chunk: Buffer): readonly string[] {
    const pieces = (this.#open + this.#decoder.write(chunk)).split(/[\r\n]+/)
    this.#open = pieces.pop() ?? ''
    if (this.#open.length > longestLine) {
      pieces.push(this.#open)
      this.#open = ''
    }
    return pieces.filter((piece) => piece !== '').map(plainLine)
  }

  /** What stands after the last line end: a prompt, or a line that never ended. */
  get rest(): string {
    return plainLine(this.#open)
  }
}

/** Reads what was appended to a file since the last time. */
export class FileTail {
  readonly #path: string
  #at = 0

  constructor(path: string) {
    this.#path = path
  }

  /** The new bytes, empty when there are none. */
  read(): Buffer {
    const file = openSync(this.#path, 'r')
    try {
      const chunks: Buffer[] = []
      for (;;) {
        const chunk = Buffer.alloc(65536)
        const length = readSync(file, chunk, 0, chunk.length, this.#at)
        if (length === 0) return Buffer.concat(chunks)
        this.#at += length
        chunks.push(chunk.subarray(0, length))
      }
    } finally {
      closeSync(file)
    }
  }
}
