import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LinePattern, ownLinePattern, readLinePattern } from '../../src/model/line-pattern.ts'

const read = (source: string): LinePattern => {
  const pattern = readLinePattern(source)
  if (typeof pattern === 'string') throw new Error(pattern)
  return pattern
}

describe('what every line that matches holds', () => {
  test.each([
    ['^Panic on CPU \\d', ['Panic on CPU ']],
    ['^(?:Bad|Wrong) magic', ['Bad magic', 'Wrong magic']],
    ['GICv[23] lines', ['GICv2 lines', 'GICv3 lines']],
    ['(?<file>\\S{1,80}) does not exist', [' does not exist']],
    ['a{0,3}Unable to map IRQ(?<irq>\\d{1,4}) to', ['Unable to map IRQ']],
    ['(?!never)Failed', ['Failed']],
    ['x|\\d\\d', []],
    ['PC: {1,8}0', ['PC: ']],
    ['\\*\\*\\* LOADING', ['*** LOADING']],
    ['[a-z]{4}', []],
  ])('%s', (source, literals) => {
    expect([...read(source).literals].sort()).toEqual([...literals].sort())
  })

  test('is in every text that the pattern matches', () => {
    const sources = ['^IRQ ?(?<irq>\\d{1,4}) is', 'mmc\\d: (?:error|ADMA)', '(?:ab|cd)[ef]g{2}', 'un(?:able|known) to']
    const words = ['IRQ', ' ', '4', 'is', 'mmc', '0', ': ', 'error', 'ADMA', 'ab', 'cd', 'e', 'gg', 'un', 'able', ' to']
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.constantFrom(...words), { maxLength: 8 }),
        (source, text) => {
          const { regex, literals } = read(source)
          const line = text.join('')
          if (regex.test(line)) expect(literals.some((literal) => line.includes(literal))).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('its groups are known by name', () => {
  expect(read('^Unable to retrieve address (?<nr>\\d{1,4}) for (?<node>/\\S{1,9})').groups).toEqual(['nr', 'node'])
})

describe('what would cost more than a line is long is refused', () => {
  test.each([
    ['a+b', 'repeats without a bound: write {0,80} instead of * and +'],
    ['(?:a{1,}b)', 'repeats without a bound: write {0,80} instead of * and +'],
    ['(?:a{0,9}){0,9}b', /^can match in \d+ ways/],
    ['\\S{1,300}x\\S{1,300}', /^can match in 90000 ways/],
    ['(a)\\1', 'refers back to a group'],
    ['(a', /^is no regular expression: /],
  ])('%s', (source, says) => {
    expect(readLinePattern(source)).toEqual(typeof says === 'string' ? says : expect.stringMatching(says))
  })

  test('but for patterns of our own', () => {
    expect(ownLinePattern('^a+ panic').literals).toEqual([' panic'])
    expect(() => ownLinePattern('(')).toThrow('is no regular expression')
  })
})
