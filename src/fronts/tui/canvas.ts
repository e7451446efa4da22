/** What Ink takes for the terminal. */
import { Writable } from 'node:stream'
import type { Size } from './painter.ts'

/** Where frames go. */
export interface Frames {
  readonly size: Size
  show(frame: string): void
}

/**
 * A stream with the size of the terminal, which hands each of Ink's frames to the painter.
 *
 * Ink erases its last frame and writes the next one whole: on a board's serial line, at 115200 baud, a frame of 80×24
 * takes a fifth of a second, for each key. The painter sends what differs from what the terminal shows, some 300 bytes.
 * This stream is the one place where the two meet; it says `resize` when the terminal does.
 */
export class Canvas extends Writable {
  readonly isTTY = true
  readonly #frames: Frames

  constructor(frames: Frames) {
    super({ decodeStrings: false })
    this.#frames = frames
  }

  get columns(): number {
    return this.#frames.size.columns
  }

  get rows(): number {
    return this.#frames.size.rows
  }

  override _write(chunk: string | Buffer, _: BufferEncoding, done: () => void): void {
    const frame = frameIn(String(chunk))
    // Ink also writes to hide the cursor, and to say where a frame begins and ends.
    if (frame.trim() !== '') this.#frames.show(frame)
    done()
  }
}

/** The lines of a frame with their colours, without what erases and moves: where things stand is the painter's. */
export const frameIn = (written: string): string => written.replace(/\x1b\[[\d;?]*[A-Za-ln-z]/g, '')
