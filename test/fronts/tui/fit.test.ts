import { describe, expect, test } from 'vitest'
import { cut, fit, fitAround, fitEnd, fitStyled, windowOf, wrapTo } from '../../../src/fronts/tui/fit.ts'

describe('words in lines', () => {
  test.each([
    ['one two three', 7, '', ['one two', 'three']],
    ['one two', 7, '', ['one two']],
    ['one two', 6, '', ['one', 'two']],
    ['one  two', 9, '', ['one two']],
    [' one two ', 9, '', ['one two']],
    ['one two', 5, '  ', ['one', '  two']],
    ['one two three', 5, '', ['one', 'two', 'three']],
    ['a\nb c', 9, '  ', ['a', 'b c']],
    ['', 9, '', ['']],
    ['abcdefgh', 5, '', ['abcde', 'fgh']],
    ['a bcdefghi', 5, ' ', ['a', ' bcde', ' fghi']],
    ['日本日本', 5, '', ['日本', '日本']],
    ['abcdef', 1, '', ['abcd', 'ef']],
    ['日本 日本', 9, '', ['日本 日本']],
    ['ab 日本', 6, '', ['ab', '日本']],
  ])('%j in %i columns after %j: %j', (text, width, indent, lines) => {
    expect(wrapTo(text, width, indent)).toEqual(lines)
  })
})

test.each([
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['abc', 0, ''],
  ['abc', -1, ''],
  ['a日b', 2, 'a'],
  ['a日b', 3, 'a日'],
  ['日本', 3, '日'],
])('%s cut to %i columns is %j', (text, width, expected) => {
  expect(cut(text, width)).toBe(expected)
})

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab~'],
  ['日本', 4, '日本'],
  ['日本日', 5, '日本~'],
  ['abc', 1, '~'],
  ['abc', 0, ''],
])('%s fits %i columns as %j', (text, width, expected) => {
  expect(fit(text, width, '~')).toBe(expected)
})

test.each([
  ['abcdef', 'f', 6, 'abcdef'],
  ['abcdef', 'a', 4, 'abc~'],
  ['a long way to the needle here', '', 8, 'a long ~'],
  ['a long way to the needle here', 'nothing', 8, 'a long ~'],
  ['abc', 'd', 0, ''],
  ['ab needle and more', 'needle', 10, 'ab needle~'],
  ['abcdef needle and more', 'needle', 12, '~def needle~'],
])('%s around %j fits %i columns as %s', (text, needle, width, expected) => {
  expect(fitAround(text, needle, width, '~')).toBe(expected)
})

test('what comes before the needle has a third of the line', () => {
  expect(fitAround('0123456789 needle 0123456789', 'needle', 15, '~')).toBe('~6789 needle 0~')
  expect(fitAround('0123456789', '789', 9, '~')).toBe('~456789')
  expect(fitAround('01234567', '67', 9, '~')).toBe('01234567')
})

test.each([
  ['/boot/xen', 9, '/boot/xen'],
  ['/boot/xen', 5, '~/xen'],
  ['日本日', 5, '~本日'],
  ['日本日', 4, '~日'],
])('%s fits %i columns with its end: %s', (text, width, expected) => {
  expect(fitEnd(text, width, '~')).toBe(expected)
})

test.each([
  ['\x1b[1mabcdef\x1b[22m', 3, '\x1b[1mabc\x1b[22m'],
  ['\x1b[1mab\x1b[22mcd\x1b[2mef\x1b[22m', 3, '\x1b[1mab\x1b[22mc\x1b[2m\x1b[22m'],
  ['\x1b[1mabc\x1b[22m', 3, '\x1b[1mabc\x1b[22m'],
  ['日本語', 5, '日本'],
])('%j with its colours fits %i columns', (text, width, expected) => {
  expect(fitStyled(text, width)).toBe(expected)
})

describe('a window', () => {
  const lines = ['0', '1', '2', '3', '4']
  test.each([
    [0, 2, ['0', '1'], 0, true],
    [2, 2, ['2', '3'], 2, true],
    [3, 2, ['3', '4'], 3, false],
    [9, 2, ['3', '4'], 3, false],
    [-4, 2, ['0', '1'], 0, true],
    [0, 5, lines, 0, false],
    [3, 9, lines, 0, false],
    [0, 0, [], 0, true],
    [0, -3, [], 0, true],
  ])('from %i, %i high', (top, height, shown, first, isMore) => {
    expect(windowOf(lines, top, height)).toEqual({ lines: shown, top: first, isMore })
  })
})
