/**
 * Which tests reach which mutants. A source is instrumented so that each expression that has a mutant says when it is
 * evaluated; a test carries what it reached as the bits of a number.
 */
import type { Mutant, Reach } from './operators.ts'

/** The global function that instrumented sources call with the number of an expression. */
export const reachedName = '__xenupReached'

/**
 * A source that calls `__xenupReached(first + i)` before it evaluates the expression of mutant `i`. Lines stay where
 * they are.
 */
export function instrumented(source: string, mutants: readonly Mutant[], first: number): string {
  const places = new Map<string, { readonly reach: Reach; readonly numbers: number[] }>()
  for (const [i, { reach }] of mutants.entries()) {
    const key = `${reach.start}-${reach.end}`
    const known = places.get(key) ?? { reach, numbers: [] }
    known.numbers.push(first + i)
    places.set(key, known)
  }
  const marks = [...places.values()].flatMap(({ reach: { start, end, statement }, numbers }) => [
    // Without semicolons a line must not begin with a parenthesis.
    { at: start, width: end - start, opens: true, text: `${statement ? 'void ' : ''}(${reachedName}(${numbers}),` },
    { at: end, width: end - start, opens: false, text: ')' },
  ])
  // At one place what ends comes before what begins; of what ends the inner first, of what begins the outer.
  marks.sort(
    (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (a.opens ? b.width - a.width : a.width - b.width),
  )
  let [out, at] = ['', 0]
  for (const mark of marks) {
    out += source.slice(at, mark.at) + mark.text
    at = mark.at
  }
  return out + source.slice(at)
}

/** Numbers as a text, a bit each. */
export function packed(numbers: ReadonlySet<number>): string {
  const bytes = new Uint8Array(Math.ceil((Math.max(-1, ...numbers) + 1) / 8))
  for (const number of numbers) bytes[number >> 3]! |= 1 << (number & 7)
  return Buffer.from(bytes).toString('base64')
}

/** The numbers back from {@link packed}. */
export function unpacked(text: string): ReadonlySet<number> {
  const bytes = Buffer.from(text, 'base64')
  const numbers = new Set<number>()
  for (const [i, byte] of bytes.entries())
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) numbers.add(i * 8 + bit)
  return numbers
}
