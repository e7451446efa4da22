import fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { markdownCode, markdownText } from '../../src/artifacts/quote/index.ts'
import { visible } from '../../src/model/visible.ts'
import { hostile, line } from './quote-values.ts'

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** The text that a browser shows for a piece of HTML without tags. */
const shown = (html: string): string =>
  html.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string, name: string) =>
    code ? String.fromCharCode(Number(code)) : named[name]!,
  )

const page = (markdown: string): string => marked.parse(markdown, { async: false })

const any = fc.oneof(
  line,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('`', ' ', '|', '\\', 'a', '*', '<', '\n') }),
)

describe('a value in a code span of the handbook', () => {
  const code = (value: string) =>
    /^<p>See <code>([^<]*)<\/code>\.<\/p>\n$/.exec(page(`See ${markdownCode(value)}.`))?.[1]
  const cell = (value: string) =>
    /<td><code>([^<]*)<\/code><\/td>/.exec(page(`| a |\n|---|\n| ${markdownCode(value, { inTable: true })} |`))?.[1]

  test('every hostile value is shown as it is', () => {
    for (const value of hostile.filter((value) => value !== '')) {
      expect(shown(code(value)!)).toBe(value)
      expect(shown(cell(value)!)).toBe(value)
    }
  })

  test('whatever it holds, it is shown as it is, control characters as escapes', () => {
    fc.assert(
      fc.property(
        any.filter((value) => value !== ''),
        (value) => {
          expect(shown(code(value)!)).toBe(visible(value))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('in a table a bar does not end the cell', () => {
    fc.assert(
      fc.property(
        any.filter((value) => value !== ''),
        (value) => {
          expect(shown(cell(value)!)).toBe(visible(value))
        },
      ),
      { numRuns: 1000 },
    )
    expect(markdownCode('a|b', { inTable: true })).toBe('`a\\|b`')
  })

  test('an empty value is called empty', () => {
    expect(markdownCode('')).toBe('*empty*')
  })

  test('an escape sequence is shown and not sent', () => {
    expect(markdownCode('\x1b[2J')).toBe('`\\x1b[2J`')
  })
})

describe('a value in a paragraph of the handbook', () => {
  const paragraph = (value: string) => /^<p>([^<]*)<\/p>\n$/.exec(page(markdownText(value)))?.[1]

  test('every hostile value is shown as it is', () => {
    for (const value of hostile.filter((value) => value !== '')) expect(shown(paragraph(value)!)).toBe(value)
  })

  test('whatever it holds, it makes no markup', () => {
    fc.assert(
      fc.property(
        any.filter((value) => value !== ''),
        (value) => {
          expect(shown(paragraph(value)!)).toBe(visible(value))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test.each([
    '# no heading',
    '- no list',
    '1. no list',
    '1) no list',
    '> no quote',
    '    no code',
    '---',
    '===',
    '![x](y)',
    '[x](y)',
    '<b>',
    '&amp;',
    'https://xenproject.org',
    'www.xenproject.org',
    'root@dom0.example',
    '~~x~~',
    '$x$',
    '**x**',
    '| a |',
    '[x]: y',
  ])('%j stays text', (value) => {
    expect(shown(paragraph(value)!)).toBe(value)
  })

  test('ordinary words are left alone', () => {
    for (const text of ['Debian 12.5, 2 GiB - arm64 (QEMU)', '33.9 KiB', 'CONFIG_XEN and dom0_mem'])
      expect(markdownText(text)).toBe(text)
  })
})
