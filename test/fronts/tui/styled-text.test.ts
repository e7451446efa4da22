import { styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import * as ours from '../../../src/fronts/tui/styled-text.ts'
import width, { isNarrow } from '../../../src/fronts/tui/styled-text.ts'

test('a text is as wide as string-width says, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '\x1b[1m', '\x1b[0;36m'), (text, colour) => {
      expect(width(colour + text)).toBe(stringWidth(colour + text))
    }),
    { numRuns: 300 },
  )
})

test('each character that counts as narrow is one column wide, alone and after another', () => {
  for (let code = 0x20; code < 0x2fff; code++) {
    const character = String.fromCharCode(code)
    if (isNarrow(character))
      expect([stringWidth(character), stringWidth(`a${character}`)], code.toString(16)).toEqual([1, 2])
  }
})

const styled = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', 'é'), maxLength: 4 }),
      fc.constantFrom(
        '\x1b[1m',
        '\x1b[2m',
        '\x1b[22m',
        '\x1b[7m',
        '\x1b[27m',
        '\x1b[31m',
        '\x1b[36m',
        '\x1b[39m',
        '\x1b[0m',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('a line has the characters and the styles that ansi-tokenize says, the first time and when it is known', () => {
  fc.assert(
    fc.property(fc.array(styled, { maxLength: 3 }), (lines) => {
      for (const line of [...lines, ...lines]) {
        const theirs = styledCharsFromTokens(tokenize(line))
        expect(ours.styledCharsFromTokens(ours.tokenize(line))).toEqual(theirs)
        expect(ours.styledCharsToString(ours.styledCharsFromTokens(ours.tokenize(line)))).toBe(
          styledCharsToString(theirs),
        )
      }
    }),
  )
})

test('characters that were put together from several lines are written as ansi-tokenize writes them', () => {
  fc.assert(
    fc.property(styled, styled, (one, other) => {
      const both = [one, other].flatMap((line) => styledCharsFromTokens(tokenize(line)))
      expect(ours.styledCharsToString(both)).toBe(styledCharsToString(both))
    }),
  )
})

test('more lines than are remembered are still themselves', () => {
  for (let number = 0; number < 2500; number++) {
    const line = `line ${number % 1250}`
    expect(
      ours
        .tokenize(line)
        .map((token) => ('value' in token ? token.value : ''))
        .join(''),
    ).toBe(line)
  }
})
