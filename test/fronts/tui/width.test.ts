import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import width, { isNarrow } from '../../../src/fronts/tui/width.ts'

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
