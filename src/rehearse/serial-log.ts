/** A serial console's log as QEMU writes it. */
import { closeSync, openSync, readSync } from 'node:fs'

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
