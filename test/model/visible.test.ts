import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toJson } from '../../src/model/json.ts'
import { invisible, unprintable, visible } from '../../src/model/visible.ts'

describe('text that is shown on a terminal', () => {
  test.each([
    ['an escape sequence', '\x1b[31mred', '\\x1b[31mred'],
    ['a one-byte CSI', '\x9b2J', '\\x9b2J'],
    ['DEL', 'a\x7f', 'a\\x7f'],
    ['a carriage return', 'ok\rBAD', 'ok\\x0dBAD'],
    ['a bidirectional override', '\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a byte order mark', '\ufeffx', '\\u{feff}x'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['half a character', 'a\ud800', 'a\\u{d800}'],
    ['a tag', '\u{e0041}', '\\u{e0041}'],
  ])('shows %s instead of sending it', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  test('keeps newlines and tabs only when asked', () => {
    expect(visible('a\n\tb')).toBe('a\\x0a\\x09b')
    expect(visible('a\n\tb\x1b', { lines: true })).toBe('a\n\tb\\x1b')
  })

  test('leaves letters of every language, and emoji, alone', () => {
    expect(visible('für ξένος 板 🐧')).toBe('für ξένος 板 🐧')
  })

  test('never holds a control character afterwards, whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/)
        expect(invisible(visible(text))).toBeUndefined()
      }),
    )
  })
})

describe('JSON', () => {
  test('says the same, with nothing raw in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = toJson({ text, list: [1n] })
        expect(json).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/)
        expect(JSON.parse(json)).toEqual({ text, list: ['0x1'] })
      }),
    )
    expect(toJson('\u{e0001}\u009b')).toBe('"\\udb40\\udc01\\u009b"')
  })
})

describe('a character that does not belong', () => {
  test.each([
    ['quiet\nsplash', 'a newline at character 6'],
    ['\ta', 'a tab at character 1'],
    ['a\x01', 'the control character U+0001 at character 2'],
    ['🐧\x1b', '🐧 (U+1F427) at character 1'],
    ['aé', 'é (U+00E9) at character 2'],
    ['a\u200b', 'the invisible character U+200B at character 2'],
    ['a\u00a0b', 'a no-break space at character 2'],
    ['a\ud800', 'the invisible character U+D800 at character 2'],
  ])('in %j is named with its place', (text, words) => {
    expect(unprintable(text)).toBe(words)
  })

  test('is counted as people count, not in code units', () => {
    expect(invisible('🐧🐧\x1b')).toBe('an escape character at character 3')
  })

  test('is not found in plain ASCII', () => {
    expect(unprintable(' ~')).toBeUndefined()
  })
})
