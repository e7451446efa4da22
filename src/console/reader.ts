/** A console as it comes in: bytes or text in pieces of any size, lines out, one at a time. */
import { StringDecoder } from 'node:string_decoder'
import { limits } from '../model/limits.ts'
import { type ConsoleLine, consoleLine, linesIn } from './line.ts'

/**
 * What comes between two line ends is cut here: no command line and no variable of U-Boot comes near, and garbage from a
 * wrong baud rate must not fill the memory.
 */
export const longestLine = limits.line.most

/** Takes pieces, gives the lines that each one completes. */
export class ConsoleReader {
  #decoder: StringDecoder | undefined
  /** The first byte, while it is alone: two tell UTF-16. */
  #first: Buffer = Buffer.alloc(0)
  #open = ''
  #line = 1

  /** The lines that end in this piece; those with nothing to see are left out. */
  push(chunk: Uint8Array | string): readonly ConsoleLine[] {
    return typeof chunk === 'string' ? this.#take(chunk) : this.#take(this.#decode(chunk))
  }

  /** The line that the capture breaks off in, if there is one. */
  end(): readonly ConsoleLine[] {
    const rest = this.#decoder ? this.#decoder.end() : this.#first.toString('utf8')
    return [...this.#take(rest), ...this.#close()]
  }

  /** What stands after the last line end: a prompt, or a line that never ended. */
  get rest(): string {
    return consoleLine(this.#open)?.text ?? ''
  }

  #decode(chunk: Uint8Array): string {
    if (this.#decoder) return this.#decoder.write(Buffer.from(chunk))
    this.#first = Buffer.concat([this.#first, chunk])
    if (this.#first.length < 2) return ''
    const isUtf16 = this.#first[0] === 0xff && this.#first[1] === 0xfe
    this.#decoder = new StringDecoder(isUtf16 ? 'utf16le' : 'utf8')
    return this.#decoder.write(this.#first.subarray(isUtf16 ? 2 : 0))
  }

  #take(text: string): readonly ConsoleLine[] {
    const lines: ConsoleLine[] = []
    let at = 0
    for (let index = 0; index < text.length; index++) {
      if (text[index] !== '\r' && text[index] !== '\n') continue
      this.#append(text.slice(at, index))
      if (this.#open !== '') lines.push(...this.#close())
      // A progress display is written over with bare carriage returns: each state is a line, and none is counted.
      if (text[index] === '\n') this.#line++
      at = index + 1
    }
    this.#append(text.slice(at))
    return lines
  }

  #append(piece: string): void {
    this.#open += piece.slice(0, Math.max(0, longestLine - this.#open.length))
  }

  #close(): readonly ConsoleLine[] {
    const lines = linesIn(this.#open, this.#line)
    this.#open = ''
    return lines
  }
}

/** Texts are fed to the reader in pieces, so that their lines need not be held all at once. */
const pieceSize = 1 << 16

/** The lines of a text. Ends are LF or CRLF; in a text without any LF, CR. */
export function* consoleLines(text: string): Generator<ConsoleLine> {
  const reader = new ConsoleReader()
  const hasLf = text.includes('\n')
  for (let at = 0; at < text.length; at += pieceSize) {
    const piece = text.slice(at, at + pieceSize)
    yield* reader.push(hasLf ? piece : piece.replaceAll('\r', '\n'))
  }
  yield* reader.end()
}
