import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wrap } from '../../src/model/wrap.ts'

const character = fc.constantFrom(...'abcdefgh.,:/-é板')
const word = fc.string({ unit: character, minLength: 1, maxLength: 14 })
const lead = fc.nat(6).map((count) => ' '.repeat(count))
const paragraph = fc
  .tuple(
    lead,
    fc.array(word, { minLength: 1, maxLength: 30 }),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 30, maxLength: 30 }),
  )
  .map(
    ([before, words, gaps]) =>
      before + words.map((one, index) => (index === 0 ? one : ' '.repeat(gaps[index]!) + one)).join(''),
  )
const text = fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((paragraphs) => paragraphs.join('\n'))
const width = fc.integer({ min: 1, max: 60 })
const indent = fc.nat(6).map((count) => ' '.repeat(count))

describe('text in lines', () => {
  test.each<[string, string, number, string, string]>([
    ['breaks at spaces', 'one two three', 8, '', 'one two\nthree'],
    ['fills a line to the last column', 'one two', 7, '', 'one two'],
    ['keeps what is short on one line', 'one two', 80, '', 'one two'],
    ['keeps a long word whole', 'a /soc/serial@ff1a0000 b', 8, '', 'a\n/soc/serial@ff1a0000\nb'],
    ['keeps its leading indent, and indents what follows', '  one two three', 9, '    ', '  one two\n    three'],
    ['keeps its own line ends', 'one\ntwo\n\nthree', 80, '', 'one\ntwo\n\nthree'],
    ['makes one space of several', 'one   two', 80, '', 'one two'],
    ['of nothing is nothing', '', 80, '', ''],
    ['loses what is behind the last word', 'one  ', 80, '', 'one'],
  ])('%s', (_, plain, columns, indented, expected) => {
    expect(wrap(plain, columns, indented)).toBe(expected)
  })

  test('is no wider than it may, unless a single word is', () => {
    fc.assert(
      fc.property(text, width, indent, (plain, columns, indented) => {
        for (const line of wrap(plain, columns, indented).split('\n')) {
          if (line.length > columns) expect(line.trim()).not.toContain(' ')
        }
      }),
    )
  })

  test('has the same words in the same order', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), width, indent, (plain, columns, indented) => {
        const words = (one: string) => one.split(/\s+/).filter((part) => part !== '')
        expect(words(wrap(plain, columns, indented))).toEqual(words(plain))
      }),
    )
  })

  test('keeps the leading indent of each paragraph, and indents the others as told', () => {
    fc.assert(
      fc.property(paragraph, width, indent, (plain, columns, indented) => {
        const [first, ...more] = wrap(plain, columns, indented).split('\n')
        expect(/^ */.exec(first!)![0]).toBe(/^ */.exec(plain)![0])
        for (const line of more) expect(/^ */.exec(line)![0]).toBe(indented)
      }),
    )
  })

  test('wrapped again is the same, and breaks no earlier than it must', () => {
    fc.assert(
      fc.property(
        paragraph.map((one) => one.trimStart()),
        width,
        (plain, columns) => {
          const once = wrap(plain, columns)
          expect(wrap(once, columns)).toBe(once)
          const lines = once.split('\n')
          for (let i = 1; i < lines.length; i++)
            expect(`${lines[i - 1]} ${lines[i]!.split(' ')[0]}`.length).toBeGreaterThan(columns)
        },
      ),
    )
  })

  test('of any text never loses a line end', () => {
    fc.assert(
      fc.property(fc.string(), width, (plain, columns) => {
        expect(wrap(plain, columns).split('\n').length).toBeGreaterThanOrEqual(plain.split('\n').length)
      }),
    )
  })
})
