/**
 * Coloured lines as the characters that Ink puts in its grid; stands for that package in Ink, in the built program.
 * Most lines of a frame were in the one before, and to take them all apart again was two thirds of the time of a frame.
 */
import {
  styledCharsFromTokens as charactersOf,
  type StyledChar,
  styledCharsToString,
  type Token,
  tokenize as tokensOf,
} from '@alcalzone/ansi-tokenize'

/** Lines of some ten screens; then it begins anew. */
const most = 1000
const known = new Map<string, Token[]>()
const characters = new WeakMap<Token[], StyledChar[]>()

export function tokenize(line: string): Token[] {
  const before = known.get(line)
  if (before) return before
  if (known.size >= most) known.clear()
  const tokens = tokensOf(line)
  known.set(line, tokens)
  return tokens
}

export function styledCharsFromTokens(tokens: Token[]): StyledChar[] {
  const before = characters.get(tokens)
  if (before) return before
  const now = charactersOf(tokens)
  characters.set(tokens, now)
  return now
}

export { styledCharsToString }
