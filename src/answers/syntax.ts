/** From text to a YAML document, with the parser's complaints in words of ours. */
import {
  Composer,
  type CST,
  type Document,
  Lexer,
  type ParseOptions,
  Parser,
  type YAMLError,
  YAMLParseError,
} from 'yaml'
import { type AnswersProblems, word } from './problem.ts'
import { scan } from './scan.ts'

/** Parses YAML in which every scalar is text; undefined when the text cannot be parsed at all. */
export function parseFaulty(text: string, faults: AnswersProblems): Document | undefined {
  const { parsable, lastQuote, pieces } = scan(text, faults)
  if (!parsable) return undefined
  const document = parseSound(text, pieces)
  const tabs = document.errors.filter(({ code }) => code === 'TAB_AS_INDENT')
  if (tabs[0]) {
    // What follows a tab is misread: nothing else that seems wrong is worth a word before the tabs are gone.
    const more = tabs.length === 1 ? '' : ` (and on ${tabs.length - 1} more ${tabs.length === 2 ? 'line' : 'lines'})`
    faults.add(`a tab is no indentation in YAML; use spaces${more}`, tabs[0].pos[0])
    return undefined
  }
  const offsets = new Set<number>()
  for (const error of [...document.errors, ...document.warnings]) {
    const unclosed = error.message.startsWith('Missing closing')
    const start = unclosed ? lastQuote : error.pos[0]
    // A second complaint about the same place is the first one again.
    if (error.code === 'TAG_RESOLVE_FAILED' || error.code === 'BAD_COLLECTION_TYPE' || offsets.has(start)) continue
    offsets.add(start)
    faults.add(unclosed ? 'this quote is not closed; close it on the same line' : inWords(error), start)
  }
  return document
}

/**
 * Parses YAML that has been read before and is known to have no faults, as parseDocument of yaml does; from the pieces
 * of the lexer where they are there.
 */
export function parseSound(
  text: string,
  pieces: Iterable<string> = new Lexer().lex(text),
  options: Pick<ParseOptions, 'keepSourceTokens'> = {},
): Document {
  const composer = new Composer({
    ...options,
    // failsafe: 0x40000000 stays 0x40000000 and 4.20 does not turn into 4.2.
    schema: 'failsafe',
    // The parser compares each key with each; the reader finds a key that is given twice, and says where.
    uniqueKeys: false,
  })
  let document: Document | undefined
  for (const one of composer.compose(parsed(pieces), true, text.length)) {
    if (document) {
      document.errors.push(new YAMLParseError([one.range[0], one.range[1]], 'MULTIPLE_DOCS', ''))
      break
    }
    document = one
  }
  return document!
}

function* parsed(pieces: Iterable<string>): Generator<CST.Token> {
  const parser = new Parser()
  for (const piece of pieces) yield* parser.next(piece)
  yield* parser.end()
}

/** What each kind of complaint means to somebody who writes answers, and what to do. */
const words: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'this is indented otherwise than the lines it belongs to; begin the names under a step in one column',
  BLOCK_AS_IMPLICIT_KEY:
    'a second key begins in this value; put quotes around a value with ": " in it, and begin the names under a step in one column',
  MULTILINE_IMPLICIT_KEY: 'there is no key: value on this line; write a colon and a space after the key',
  BAD_SCALAR_START: 'no value begins with this character; put quotes around the value',
  BAD_DQ_ESCAPE: 'no such escape with \\ exists in double quotes; write \\\\ for a backslash, or use single quotes',
  MULTIPLE_DOCS: 'a second YAML document begins here; keep one',
  MULTIPLE_ANCHORS: 'there is more than one & before this value; keep one',
  BAD_ALIAS: 'an & or * has no usable name; give it one of letters and digits',
  ALIAS_PROPS: 'an & or a tag stands before a *; remove it',
  KEY_OVER_1024_CHARS: 'this key is too long; is a quote or a colon missing?',
  BAD_DIRECTIVE: 'this line with % is none that YAML 1.2 has; remove it',
}

function inWords({ code, message }: YAMLError): string {
  if (message.startsWith('Flow ')) return 'a bracket is not closed before this; close it'
  if (message === 'Unexpected scalar at node end')
    return "this follows a value that has ended; put quotes around all of it, and write '' for a ' in single quotes"
  // Some of the parser's sentences end with all that it did not understand.
  return (
    words[code] ??
    `YAML does not allow this (${word(message.replace(/: ".*$/s, ''))}); put quotes around a value with special characters, or correct the line`
  )
}
