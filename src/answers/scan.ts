/**
 * A look at the text's tokens before it is parsed: for what would bring the parser down, and for YAML that an answers
 * file has no use for. The parser descends once a level, and its stack gives out at some thousands.
 */
import { CST, Lexer } from 'yaml'
import { limits } from '../model/limits.ts'
import { type AnswersProblems, word } from './problem.ts'

const deepest = limits.answersDepth.most
/** Each costs the parser some microseconds and, in a fault, a sentence. */
const mostTokens = limits.answersTokens.most

/** What the look found. */
export interface Scan {
  /** False when the text must not be parsed; a fault says why. */
  readonly parsable: boolean
  /** Where the last quoted value begins: an unclosed quote is reported there, not at the end of the file. */
  readonly lastQuote: number
  /** The text in the pieces of the lexer, for the parser. */
  readonly pieces: readonly string[]
}

/** Looks through a text of YAML; notes unresolved merges, tags, `?` keys, too deep nesting and too many tokens. */
export function scan(text: string, faults: AnswersProblems): Scan {
  // The file is kept in git: the marks of a merge are a likely mistake, and break YAML in confusing ways.
  const marks = [...text.matchAll(/^(?:<{7}|>{7})(?= )/gm)]
  for (const { index } of marks)
    faults.add('a merge was not finished here; choose one side and remove the marks', index)
  if (marks.length > 0) return { parsable: false, lastQuote: 0, pieces: [] }

  // Within a block of text a line is no token, and a fault in each of them costs as much as one.
  for (let at = text.indexOf('\n'), lines = 1; at >= 0; at = text.indexOf('\n', at + 1)) {
    if (++lines <= limits.answersLines.most) continue
    faults.add(`there is too much in this file, up to here ${limits.answersLines.most} lines; is it another file?`, at)
    return { parsable: false, lastQuote: 0, pieces: [] }
  }

  const levels = new Levels()
  const pieces: string[] = []
  let [lastQuote, tokens] = [0, 0]
  for (const { type, offset, column, source } of tokensOf(text, pieces)) {
    if (++tokens > mostTokens) {
      faults.add(
        `there is too much in this file, up to here ${mostTokens} words, marks and lines; is it another file?`,
        offset,
      )
      return { parsable: false, lastQuote, pieces }
    }
    if (type === 'space' || type === 'newline' || type === 'comment') continue
    if (type === 'tag')
      faults.add(
        `${word(source)} is a tag, which answers do not have; remove it, or put quotes around a value that begins with !`,
        offset,
      )
    if (type === 'explicit-key-ind')
      faults.add('a key is not written with a question mark here; write key: value', offset)
    if (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') lastQuote = offset
    if (levels.after(type, column) > deepest) {
      faults.add(
        `this is nested more than ${deepest} levels deep, and answers are nested two; is it another file?`,
        offset,
      )
      return { parsable: false, lastQuote, pieces }
    }
  }
  return { parsable: true, lastQuote, pieces }
}

interface Token {
  readonly type: CST.TokenType | null
  readonly source: string
  readonly offset: number
  /** Offset from the beginning of the line. */
  readonly column: number
}

/** The comments in a piece of YAML, each with its #. */
export const commentsIn = (text: string): readonly string[] =>
  [...tokensOf(text, [])].filter(({ type }) => type === 'comment').map(({ source }) => source)

function* tokensOf(text: string, pieces: string[]): Generator<Token> {
  let [offset, lineStart, scalar] = [0, 0, false]
  for (const source of new Lexer().lex(text)) {
    pieces.push(source)
    const type = scalar ? 'scalar' : CST.tokenType(source)
    // Three tokens mark a state and stand for no text; one of them says that a plain or block scalar is next.
    if (!scalar && (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end')) {
      scalar = type === 'scalar'
      if (type === 'flow-error-end') yield { type, source: '', offset, column: offset - lineStart }
      continue
    }
    scalar = false
    yield { type, source, offset, column: offset - lineStart }
    offset += source.length
    if (type === 'newline') lineStart = offset
  }
}

/** How deep a token may stand: brackets that are open, and columns further left in which something began. */
class Levels {
  #brackets = 0
  readonly #columns: number[] = []

  after(type: Token['type'], column: number): number {
    if (type === 'flow-map-start' || type === 'flow-seq-start') this.#brackets++
    else if (type === 'flow-map-end' || type === 'flow-seq-end') this.#brackets = Math.max(0, this.#brackets - 1)
    else if (type === 'flow-error-end') this.#brackets = 0
    else if (this.#brackets === 0) {
      while ((this.#columns.at(-1) ?? -1) >= column) this.#columns.pop()
      this.#columns.push(column)
    }
    return this.#brackets + this.#columns.length
  }
}
