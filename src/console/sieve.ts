/**
 * A long capture at the speed of a search: bytes in, and out come the lines that may tell something, with the two before
 * and after each. What is left out is only counted.
 */
import { StringDecoder } from 'node:string_decoder'
import { type ConsoleLine, linesIn } from './line.ts'
import type { Literals } from './literals.ts'
import { longestLine } from './reader.ts'

/** As many lines before and after one that tells, and at the end of the capture, are shown. */
export const around = 2

/** Control characters may stand amid the words of a line, and are taken out before it is read: NULs, escape sequences. */
export const controlBytes: readonly number[] = [...Array(32).keys(), 127].filter((code) => ![9, 10, 13].includes(code))

const lineFeed = 10
const carriageReturn = 13

/** Takes bytes in pieces of any size; each line that may tell goes to `take`, in their order. */
export class Sieve {
  readonly #literals: Literals
  readonly #take: (line: ConsoleLine) => void
  /** From the beginning of the last lines that were not shown. */
  #kept: Buffer = Buffer.alloc(0)
  /** Where in `kept` lines begin, the last of them the open one. */
  #starts: number[] = [0]
  #line = 1
  #shownTo = 0
  #showTo = 0
  #state = 0
  #tells = 0
  #begun = false
  #utf16: StringDecoder | undefined
  #hasOnlyReturns = false

  constructor(literals: Literals, take: (line: ConsoleLine) => void) {
    this.#literals = literals
    this.#take = take
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    if (!this.#begun) this.#begin(chunk)
    const bytes = this.#utf16 ? Buffer.from(this.#utf16.write(Buffer.from(chunk))) : Buffer.from(chunk)
    if (this.#hasOnlyReturns)
      for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at)) bytes[at] = lineFeed
    this.#scan(bytes)
  }

  /** The line that the capture breaks off in, and those before it. */
  end(): void {
    this.#show(this.#kept, this.#line, this.#kept.length)
  }

  #begin(chunk: Uint8Array): void {
    this.#begun = true
    if (chunk[0] === 0xff && chunk[1] === 0xfe) this.#utf16 = new StringDecoder('utf16le')
    else this.#hasOnlyReturns = chunk.includes(carriageReturn) && !chunk.includes(lineFeed)
  }

  #scan(chunk: Buffer): void {
    const from = this.#kept.length
    const all = from === 0 ? chunk : Buffer.concat([this.#kept, chunk])
    const { next, heeded } = this.#literals
    let [state, tells] = [this.#state, this.#tells]
    for (let at = from; at < all.length; at++) {
      const byte = all[at]!
      if (byte !== lineFeed) {
        state = next[(state << 8) | byte]!
        tells |= heeded[state]!
        continue
      }
      if (tells !== 0) {
        this.#show(all, this.#line, at)
        this.#showTo = this.#line + around
      } else if (this.#line <= this.#showTo) this.#show(all, this.#line, at)
      this.#line++
      this.#starts.push(at + 1)
      if (this.#starts.length > around + 1) this.#starts.shift()
      state = 0
      tells = 0
    }
    this.#state = state
    this.#tells = tells
    this.#keep(all)
  }

  /** Shows a line that ends at `end`, and those before it that are kept and were not shown. */
  #show(all: Buffer, line: number, end: number): void {
    const first = line - this.#starts.length + 1
    this.#starts.forEach((start, index) => {
      const number = first + index
      if (number <= this.#shownTo) return
      const stop = this.#starts[index + 1] === undefined ? end : this.#starts[index + 1]! - 1
      const text = all.toString('utf8', start, Math.min(stop, start + longestLine))
      for (const one of linesIn(text, number)) this.#take(one)
    })
    this.#shownTo = line
  }

  /** Lets go of all but the last lines; of an endless one its beginning stays. */
  #keep(all: Buffer): void {
    const [start = 0] = this.#starts
    const open = this.#starts.at(-1)!
    const end = Math.min(all.length, open + longestLine)
    this.#kept = Buffer.from(all.subarray(start, end))
    this.#starts = this.#starts.map((one) => one - start)
  }
}
