/**
 * Text with colours: how many columns it takes, and which characters it has, in the words of two packages that Ink
 * measures and draws with. It stands for both of them inside Ink (stand-ins.ts), in the built program and in the tests.
 *
 * string-width compiles the pattern of all emoji at its first character beyond ASCII; ansi-tokenize takes every line of
 * every frame apart and compares the style of each character with that of the one before. How much that took is in
 * CONTRIBUTING.md, under *Decisions*.
 */
import {
  ansiCodesToString,
  diffAnsiCodes,
  type StyledChar,
  styledCharsFromTokens as styledOf,
  type Token,
  tokenize as tokensOf,
} from '@alcalzone/ansi-tokenize'
import stringWidth from 'string-width'

/**
 * ASCII, Latin letters but for the soft hyphen, and the signs and lines of theme.ts: one column and one UTF-16 unit
 * each.
 */
const narrow =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2193\u2248\u2500-\u257f\u2588\u25b6\u25cb\u2713\u276f]*$/

/** True when each UTF-16 unit takes one column. */
export const isNarrow = (text: string): boolean => narrow.test(text)

/** Columns of a text; colours take none. As string-width counts. */
export default function width(text: string, options?: Parameters<typeof stringWidth>[1]): number {
  const bare = text.includes('\x1b') ? text.replace(/\x1b\[[\d;]*m/g, '') : text
  return isNarrow(bare) ? bare.length : stringWidth(text, options)
}

/** Lines of some ten screens are remembered; then it begins anew. */
const most = 1000
const known = new Map<string, Token[]>()
const characters = new WeakMap<Token[], StyledChar[]>()

/** As ansi-tokenize does; most lines of a frame were in the one before, and are remembered. */
export function tokenize(line: string): Token[] {
  const before = known.get(line)
  if (before) return before
  if (known.size >= most) known.clear()
  const tokens = tokensOf(line)
  known.set(line, tokens)
  return tokens
}

/** As ansi-tokenize does; neighbours in one style share one list of it, so that they are compared at a glance. */
export function styledCharsFromTokens(tokens: Token[]): StyledChar[] {
  const before = characters.get(tokens)
  if (before) return before
  const now = styledOf(tokens)
  for (let at = 1; at < now.length; at++)
    if (isSame(now[at - 1]!.styles, now[at]!.styles)) now[at]!.styles = now[at - 1]!.styles
  characters.set(tokens, now)
  return now
}

/** As ansi-tokenize does. */
export function styledCharsToString(chars: readonly StyledChar[]): string {
  let text = ''
  let before: StyledChar['styles'] = []
  for (const { value, styles } of chars) {
    if (styles !== before && styles.length + before.length > 0) text += codes(before, styles)
    before = styles
    text += value
  }
  return before.length > 0 ? text + codes(before, []) : text
}

const codes = (from: StyledChar['styles'], to: StyledChar['styles']): string =>
  ansiCodesToString(diffAnsiCodes(from, to))

const isSame = (one: StyledChar['styles'], other: StyledChar['styles']): boolean =>
  one.length === other.length && one.every(({ code }, index) => code === other[index]!.code)
