/**
 * Which of many texts stand in a line, all looked for at once and byte by byte (Aho and Corasick, "Efficient string
 * matching", 1975): the time does not depend on how many there are.
 */

/** Of a text this many characters are looked for: enough to be rare, and the table stays small. */
const longest = 16
const bytes = 256

/** An automaton for some texts of ASCII. */
export class Literals {
  /** The next state, by state and byte. */
  readonly next: Uint16Array
  /** Whether a state ends a text that is heeded. */
  readonly heeded: Uint8Array
  /** The texts that end in a state. */
  readonly #ending: readonly (readonly number[])[]
  readonly #ignored = new Set<number>()

  /** `also`: bytes that count as a text of their own wherever they stand. */
  constructor(texts: readonly string[], also: readonly number[] = []) {
    const { next, ending } = automaton(texts.map((text) => text.slice(0, longest)))
    const other = ending.push([-1]) - 1
    next.push(next[0]!.slice())
    for (const row of next) for (const byte of also) row[byte] = other
    this.next = new Uint16Array(next.length * bytes)
    next.forEach((row, state) => this.next.set(row, state * bytes))
    this.heeded = Uint8Array.from(ending, (ids) => (ids.length > 0 ? 1 : 0))
    this.#ending = ending
  }

  /** The numbers of the texts in a line. */
  in(line: string): ReadonlySet<number> {
    const found = new Set<number>()
    let state = 0
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at)
      state = code < bytes ? this.next[state * bytes + code]! : 0
      if (this.#ending[state]!.length > 0) for (const id of this.#ending[state]!) found.add(id)
    }
    return found
  }

  /** From now on a text counts in `heeded`, or does not. */
  heed(text: number, isHeeded: boolean): void {
    if (this.#ignored.has(text) !== isHeeded) return
    if (isHeeded) this.#ignored.delete(text)
    else this.#ignored.add(text)
    this.#ending.forEach((ids, state) => {
      if (ids.includes(text)) this.heeded[state] = ids.some((id) => !this.#ignored.has(id)) ? 1 : 0
    })
  }
}

interface Automaton {
  readonly next: Uint16Array[]
  readonly ending: number[][]
}

function automaton(texts: readonly string[]): Automaton {
  const next: Uint16Array[] = [new Uint16Array(bytes)]
  const ending: number[][] = [[]]
  texts.forEach((text, id) => {
    let state = 0
    for (const char of text) {
      const code = char.charCodeAt(0) & 0xff
      if (next[state]![code] === 0) {
        next[state]![code] = next.push(new Uint16Array(bytes)) - 1
        ending.push([])
      }
      state = next[state]![code]!
    }
    if (state !== 0) ending[state]!.push(id)
  })
  // Where a text breaks off, the longest beginning of another that ends there goes on.
  const fails = new Uint16Array(next.length)
  const queue = [...next[0]!].filter((state) => state !== 0)
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!
    const fail = fails[state]!
    ending[state]!.push(...ending[fail]!)
    for (let code = 0; code < bytes; code++) {
      const child = next[state]![code]!
      if (child === 0) next[state]![code] = next[fail]![code]!
      else {
        fails[child] = next[fail]![code]!
        queue.push(child)
      }
    }
  }
  return { next, ending }
}
