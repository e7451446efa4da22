/** A terminal made of streams: keys go in, and what comes out is what a person would see. */
import { PassThrough, Writable } from 'node:stream'
import type { Terminal } from '../../src/fronts/plain/plain-front.ts'
import { ansiPaint, noPaint } from '../../src/fronts/plain/text.ts'

/** The keys that matter, as a terminal sends them. */
export const keys = { enter: '\r', down: '\x1b[B', up: '\x1b[A', ctrlC: '\x03', backspace: '\x7f' } as const

/** A terminal of 80 columns without colours of our own, unless asked for. */
export class FakeTerminal implements Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly columns = 80
  readonly paint
  /** Pages as they are, not drawn. */
  readonly page = (markdown: string): Promise<string> => Promise.resolve(markdown)
  #input = new PassThrough()
  #sent = ''
  #seen = 0

  constructor({ color = false }: { readonly color?: boolean } = {}) {
    this.paint = color ? ansiPaint : noPaint
    const output = new Writable({
      write: (chunk: Buffer, _, done) => {
        this.#sent += chunk.toString()
        done()
      },
    })
    // The prompts end what they are piped to, but for the standard streams.
    Object.assign(output, { _isStdio: true, columns: this.columns })
    this.stdin = this.#input as unknown as NodeJS.ReadStream
    this.stdout = output as unknown as NodeJS.WriteStream
  }

  /** Types, and waits until everything that follows has happened. */
  async press(...typed: readonly string[]): Promise<void> {
    for (const key of typed) {
      this.#input.write(key)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** Every byte that was sent to the terminal. */
  get sent(): string {
    return this.#sent
  }

  /** The lines that were not on the terminal the last time, as they stand now. */
  news(): string {
    const lines = shown(this.#sent)
    const fresh = lines.slice(this.#seen)
    this.#seen = lines.findLastIndex((line) => line.startsWith('✔')) + 1 || lines.length
    return fresh.join('\n').replace(/^\n+|\n+$/g, '')
  }
}

/**
 * What a terminal shows of a stream, line by line, trailing blanks aside. It knows what prompts send and nothing else:
 * any other control sequence throws, so that a hostile one cannot pass for text.
 */
export function shown(stream: string): readonly string[] {
  const lines: string[] = ['']
  let row = 0
  let column = 0
  const pattern = /\x1b\[(\??)([\d;]*)([A-Za-z])|[\s\S]/gu
  for (const [piece, isPrivate, parameters = '', final] of stream.matchAll(pattern)) {
    const count = Number(parameters === '' ? 1 : parameters)
    if (final === undefined) {
      if (piece === '\n') {
        row++
        column = 0
        lines[row] ??= ''
      } else if (piece === '\r') column = 0
      else if (piece < ' ' || (piece >= '\x7f' && piece < '\xa0'))
        throw new Error(`the terminal got ${JSON.stringify(piece)} after ${JSON.stringify(lines[row])}`)
      else {
        lines[row] = [...lines[row]!.padEnd(column)].toSpliced(column, 1, piece).join('')
        column++
      }
    } else if (isPrivate === '?' && parameters === '25' && /[hl]/.test(final)) continue
    else if (final === 'm') continue
    else if (final === 'A') row = Math.max(0, row - count)
    else if (final === 'B') {
      row += count
      while (lines.length <= row) lines.push('')
    } else if (final === 'G') column = count - 1
    else if (final === 'K' && parameters === '2') lines[row] = ''
    else if (final === 'K' && parameters === '') lines[row] = lines[row]!.slice(0, column)
    else if (final === 'J' && parameters === '') {
      lines[row] = lines[row]!.slice(0, column)
      lines.length = row + 1
    } else throw new Error(`the terminal got ${JSON.stringify(piece)} after ${JSON.stringify(lines[row])}`)
  }
  return lines.map((line) => line.trimEnd())
}
