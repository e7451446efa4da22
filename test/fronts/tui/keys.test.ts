import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Key, Keys } from '../../../src/fronts/tui/keys.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)

/** The keys of pieces that come one after the other, and then nothing for a while. */
function keysOf(...pieces: readonly (string | Uint8Array)[]): readonly Key[] {
  const reader = new Keys()
  const keys = pieces.flatMap((piece) => reader.feed(typeof piece === 'string' ? bytes(piece) : piece))
  return [...keys, ...reader.settle()]
}

describe('keys', () => {
  test.each([
    ['a', { name: 'text', text: 'a' }],
    ['é', { name: 'text', text: 'é' }],
    [' ', { name: 'text', text: ' ' }],
    ['~', { name: 'text', text: '~' }],
    ['\r', { name: 'enter' }],
    ['\n', { name: 'enter' }],
    ['\t', { name: 'tab' }],
    ['\x7f', { name: 'backspace' }],
    ['\b', { name: 'backspace' }],
    ['\x03', { name: 'text', text: 'c', ctrl: true }],
    ['\x01', { name: 'text', text: 'a', ctrl: true }],
    ['\x1a', { name: 'text', text: 'z', ctrl: true }],
    ['\x1b[A', { name: 'up' }],
    ['\x1bOA', { name: 'up' }],
    ['\x1b[1;5C', { name: 'right', ctrl: true }],
    ['\x1b[3~', { name: 'delete' }],
    ['\x1b[5~', { name: 'pageup' }],
    ['\x1bOP', { name: 'f1' }],
    ['\x1b[11~', { name: 'f1' }],
    ['\x1b[1~', { name: 'home' }],
    ['\x1b[7~', { name: 'home' }],
    ['\x1b[4~', { name: 'end' }],
    ['\x1b[8~', { name: 'end' }],
    ['\x1b[3;5~', { name: 'delete', ctrl: true }],
    ['\x1b[1;3D', { name: 'left', alt: true }],
    ['\x1b[1;2D', { name: 'left' }],
    ['\x1b[1;4D', { name: 'left', alt: true }],
    ['\x1b[1;7D', { name: 'left', ctrl: true, alt: true }],
    ['\x1bx', { name: 'text', text: 'x', alt: true }],
    ['\x1b\x7f', { name: 'backspace', alt: true }],
    ['\x1b😀', { name: 'text', text: '😀', alt: true }],
    ['\x1b[[A', { name: 'f1' }],
    ['\x1b[21~', { name: 'f10' }],
    ['\x1b[Z', { name: 'backtab' }],
    ['\x1bm', { name: 'text', text: 'm', alt: true }],
  ] as const)('%j is one key', (sent, key) => {
    expect(keysOf(sent)).toEqual([key])
  })

  test('a lone Escape is Escape, once nothing follows it', () => {
    const reader = new Keys()
    expect(reader.feed(bytes('\x1b'))).toEqual([])
    expect(reader.isHolding).toBe(true)
    expect(reader.settle()).toEqual([{ name: 'escape' }])
    expect(keysOf('\x1b\x1b')).toEqual([{ name: 'escape' }, { name: 'escape' }])
  })

  test('the beginning of a sequence that does not go on is Escape, and what was typed after it', () => {
    expect(keysOf('\x1b[')).toEqual([{ name: 'escape' }, { name: 'text', text: '[' }])
    expect(keysOf('\x1b[1', ';5C')).toEqual([{ name: 'right', ctrl: true }])
  })

  test('what is typed fast and comes at once is still every key', () => {
    expect(keysOf('ab\x7f\x7f\r')).toEqual([
      { name: 'text', text: 'a' },
      { name: 'text', text: 'b' },
      { name: 'backspace' },
      { name: 'backspace' },
      { name: 'enter' },
    ])
  })

  test('a paste is one thing, whatever is in it, and its line ends are newlines', () => {
    expect(keysOf('\x1b[200~U-Boot\r\n=> \x1b[A\r', 'q\x03\x1b[20', '1~x')).toEqual([
      { name: 'paste', text: 'U-Boot\n=> \x1b[A\nq\x03' },
      { name: 'text', text: 'x' },
    ])
  })

  test('control characters that are no keys are nothing', () => {
    expect(keysOf('\x00\x80\x9f\x1c', 'x')).toEqual([{ name: 'text', text: 'x' }])
    expect(keysOf('\xa0')).toEqual([{ name: 'text', text: '\xa0' }])
  })

  test('a sequence that nobody knows is nothing', () => {
    expect(
      keysOf('\x1b[99;9u', '\x1b[?1;2c', 'x')
        .filter(({ name }) => name === 'text')
        .at(-1),
    ).toEqual({ name: 'text', text: 'x' })
  })

  test('it makes no difference in which pieces bytes come, but for a lone Escape', () => {
    const part = fc.constantFrom(
      'a',
      'ü',
      '日',
      '\r',
      '\x7f',
      '\x1b[A',
      '\x1b[1;5D',
      '\x1bOQ',
      '\x1b[6~',
      '\x1b[200~two\nlines\x1b[201~',
      '\x03',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 20 }), (parts, cuts) => {
        const all = bytes(parts.join(''))
        const places = [...new Set(cuts.map((cut) => cut % (all.length + 1)))].sort((a, b) => a - b)
        const pieces = [0, ...places].map((start, index) => all.subarray(start, places[index] ?? all.length))
        expect(joined(keysOf(...pieces))).toEqual(joined(keysOf(all)))
      }),
    )
  })

  test('no bytes make it throw, and no key holds a control character, but for a paste', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 5 }), (pieces) => {
        for (const { name, text } of keysOf(...pieces)) if (name === 'text') expect(text).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

/** Text that came in pieces is the same text. */
function joined(keys: readonly Key[]): readonly Key[] {
  return keys.reduce<Key[]>((all, key) => {
    const last = all.at(-1)
    if (key.name === 'text' && last?.name === 'text' && !key.ctrl && !last.ctrl && !key.alt && !last.alt)
      all[all.length - 1] = { name: 'text', text: last.text! + key.text! }
    else all.push(key)
    return all
  }, [])
}
