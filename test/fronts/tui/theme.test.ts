import { describe, expect, test } from 'vitest'
import { inAscii, isUtf8Locale, themeOf } from '../../../src/fronts/tui/theme.ts'

describe('the theme', () => {
  const coloured = themeOf({ color: true, isUtf8: true })
  const bare = themeOf({ color: false, isUtf8: false })
  test.each([
    ['strong', '\x1b[1mx\x1b[22m', '\x1b[1mx\x1b[22m'],
    ['quiet', '\x1b[2mx\x1b[22m', '\x1b[2mx\x1b[22m'],
    ['chosen', '\x1b[7mx\x1b[27m', '\x1b[7mx\x1b[27m'],
    ['alarm', '\x1b[31mx\x1b[39m', 'x'],
    ['warn', '\x1b[33mx\x1b[39m', 'x'],
    ['good', '\x1b[32mx\x1b[39m', 'x'],
    ['accent', '\x1b[36mx\x1b[39m', 'x'],
  ] as const)('paints %s text, and without colours with weight alone', (name, withColours, without) => {
    expect(coloured[name]('x')).toBe(withColours)
    expect(bare[name]('x')).toBe(without)
    expect(coloured[name]('')).toBe('')
  })
  test('has signs for Unicode and for ASCII, each one column wide', () => {
    expect(coloured.marks).toMatchInlineSnapshot(`
      {
        "across": "─",
        "block": "█",
        "cut": "…",
        "down": "│",
        "less": "↑",
        "more": "↓",
        "pointer": "❯",
        "states": {
          "ahead": "·",
          "done": "✓",
          "here": "▶",
          "not-needed": "-",
          "open": "○",
          "rests-on": "≈",
        },
      }
    `)
    expect(bare.marks).toMatchInlineSnapshot(`
      {
        "across": "-",
        "block": "#",
        "cut": "~",
        "down": "|",
        "less": "^",
        "more": "v",
        "pointer": ">",
        "states": {
          "ahead": ".",
          "done": "x",
          "here": ">",
          "not-needed": "-",
          "open": "o",
          "rests-on": "~",
        },
      }
    `)
    expect([coloured.color, bare.color]).toEqual([true, false])
  })
})

test.each([
  [{ LC_ALL: 'C.UTF-8' }, true],
  [{ LC_ALL: 'de_DE.utf8' }, true],
  [{ LC_ALL: 'C', LC_CTYPE: 'C.UTF-8' }, false],
  [{ LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
  [{ LC_ALL: '', LANG: 'C.UTF-8' }, true],
  [{ LANG: 'C' }, false],
  [{}, false],
])('a locale of %j has UTF-8: %s', (env, is) => {
  expect(isUtf8Locale(env)).toBe(is)
})

test('text is told in ASCII as good as it goes', () => {
  expect(inAscii('“a”…‘b’ – c — d → e ← f × ≥ ≤ ≈ · • µ\u00a0é日')).toBe(
    `"a"...'b' - c - d -> e <- f x >= <= ~ . * u ??`,
  )
  expect(inAscii('plain')).toBe('plain')
})
