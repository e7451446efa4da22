import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConsoleLine } from '../../src/console/line.ts'
import { Literals } from '../../src/console/literals.ts'
import { consoleLines } from '../../src/console/reader.ts'
import { controlBytes, Sieve } from '../../src/console/sieve.ts'

const texts = ['Panic on CPU ', 'nic', 'Failed to load', 'login:']

/** What a sieve lets through, fed in pieces of a size. */
function sieved(
  bytes: Uint8Array,
  size = 1 << 16,
  literals = new Literals(texts, controlBytes),
): readonly ConsoleLine[] {
  const lines: ConsoleLine[] = []
  const sieve = new Sieve(literals, (line) => lines.push(line))
  for (let at = 0; at < bytes.length; at += size) sieve.push(bytes.subarray(at, at + size))
  sieve.end()
  return lines
}
const numbers = (text: string, size?: number): readonly number[] =>
  sieved(Buffer.from(text), size).map(({ line }) => line)

describe('texts that are looked for at once', () => {
  test('are found wherever they stand, those inside others too', () => {
    const literals = new Literals(texts)
    expect([...literals.in('a Panic on CPU 0')].sort()).toEqual([0, 1])
    expect([...literals.in('Panic on')]).toEqual([1])
    expect([...literals.in('Failed to lo, Failed to load')]).toEqual([2])
    expect([...literals.in('Пaniс')]).toEqual([])
  })

  test('are those that String.includes finds', () => {
    const word = fc.constantFrom('Pa', 'nic', ' on', ' CPU ', 'Failed', ' to ', 'load', 'x', 'log', 'in:', 'é')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const line = words.join('')
        const found = texts.flatMap((text, id) => (line.includes(text) ? [id] : []))
        expect([...new Literals(texts).in(line)].sort()).toEqual(found)
      }),
      { numRuns: 1000 },
    )
  })

  test('count no longer once they are not heeded, and again when they are', () => {
    const literals = new Literals(texts)
    const flagged = (line: string): boolean => {
      let [state, tells] = [0, 0]
      for (const byte of Buffer.from(line)) {
        state = literals.next[(state << 8) | byte]!
        tells |= literals.heeded[state]!
      }
      return tells !== 0
    }
    expect(flagged('board login:')).toBe(true)
    literals.heed(3, false)
    literals.heed(1, false)
    expect([flagged('board login:'), flagged('nic'), flagged('Panic on CPU 1')]).toEqual([false, false, true])
    literals.heed(3, true)
    expect(flagged('board login:')).toBe(true)
  })
})

describe('a sieve', () => {
  test('lets the lines through that may tell something, two before and after, and the last ones', () => {
    const log = [...Array(20).keys()].map((nr) => (nr === 9 ? 'Panic on CPU 0' : `line ${nr}`)).join('\n')
    expect(numbers(`${log}\n`)).toEqual([8, 9, 10, 11, 12, 19, 20])
  })

  test('lets none through twice where they are close', () => {
    expect(numbers('a\nlogin:\nb\nlogin:\nc\n')).toEqual([1, 2, 3, 4, 5])
  })

  test('knows a line whose words are torn by control characters', () => {
    const line = sieved(Buffer.from(`${'x\n'.repeat(9)}Pan\0ic on\x1b[0m CPU 0\n${'x\n'.repeat(9)}`))
    expect(line.map(({ text }) => text)).toContain('Panic on CPU 0')
  })

  test('gives progress that is written over as lines, and a capture without line feeds', () => {
    expect(sieved(Buffer.from('1%\r2%\rlogin:\n')).map(({ text, line }) => [text, line])).toEqual([
      ['1%', 1],
      ['2%', 1],
      ['login:', 1],
    ])
    expect(numbers('a\rb\rlogin:\r')).toEqual([1, 2, 3])
  })

  test('reads UTF-16 of Windows terminals', () => {
    const text = Buffer.from('\ufeffPanic on CPU 0\r\nnext\r\n', 'utf16le')
    expect(sieved(text, 3).map(({ text }) => text)).toEqual(['Panic on CPU 0', 'next'])
  })

  test('keeps no more of an endless line than of a long one', () => {
    const [line] = sieved(Buffer.from(`${'x'.repeat(300_000)} login:\n`), 1000)
    expect(line!.whole).toHaveLength(8192)
  })

  test('gives what a reading of all lines gives, however it comes in pieces', () => {
    const piece = fc.constantFrom('Panic on CPU 0', 'login:', 'x', ' ', '\n', '\r\n', '\r', '\0', '\x1b[0m', 'é', '> ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (pieces, size) => {
        const text = `start\n${pieces.join('')}`
        const got = sieved(Buffer.from(text), size)
        const all = [...consoleLines(text)]
        expect(all).toEqual(expect.arrayContaining([...got]))
        for (const line of all.filter((one) => texts.some((wanted) => one.text.includes(wanted))))
          expect(got).toContainEqual(line)
        expect(got.map(({ line }) => line)).toEqual([...got].map(({ line }) => line).sort((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })
})
