/**
 * A script as tokens: words with their quotes and variables, and what stands between commands; each with its place.
 *
 * The rules are those of U-Boot's shell (common/cli_hush.c, parse_stream), which GRUB's and a plain list of shell
 * assignments keep as far as such texts go. One pass, nothing executed.
 */
import type { FaultSeen, TextPlace } from '../model/boot-seen.ts'

/** A piece of a word: text as it stands, or the name of a variable. */
export interface Piece {
  readonly kind: 'text' | 'variable'
  readonly text: string
  readonly isQuoted: boolean
}

/** One word. */
export interface Word {
  readonly at: TextPlace
  readonly pieces: readonly Piece[]
  /** Some part of it stands in quotes. */
  readonly isQuoted: boolean
}

/** A word, or what ends or joins commands. */
export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly at: TextPlace }
  | { readonly kind: ';' | '\n' | '&&' | '||' | '&' | '|'; readonly at: TextPlace }

/** The tokens, and what the shell would not read. */
export interface Lexed {
  readonly tokens: readonly Token[]
  readonly faults: readonly FaultSeen[]
}

/** Takes a text apart; `isHush` for U-Boot's shell, which has traps of its own. */
export function lex(text: string, isHush: boolean): Lexed {
  const tokens: Token[] = []
  const faults: FaultSeen[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  let saidCarriageReturn = false
  const place = (index = at): TextPlace => ({ line, column: index - lineStart + 1 })
  const newline = (): void => {
    line++
    lineStart = at
  }
  /** Goes on to an index behind `at`, over line ends. */
  const skipTo = (index: number): void => {
    for (; at < index; at++)
      if (text[at] === '\n') {
        line++
        lineStart = at + 1
      }
  }

  while (at < text.length) {
    const ch = text[at]!
    if (ch === '\n') {
      tokens.push({ kind: '\n', at: place() })
      at++
      newline()
    } else if (ch === ' ' || ch === '\t') at++
    else if (ch === '\r') {
      if (isHush && !saidCarriageReturn) faults.push(carriageReturn(place()))
      saidCarriageReturn = true
      at++
    } else if (ch === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = text.indexOf('\n', at) + 1
      newline()
    } else if (ch === '#') {
      const last = tokens.at(-1)
      const name = /^#(address|size)-cells/.exec(text.slice(at, at + 15))
      if (isHush && name && last?.kind === 'word') faults.push(commentedCells(name[0], place()))
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (ch === ';' || ch === '&' || ch === '|') {
      const isDouble = ch !== ';' && text[at + 1] === ch
      tokens.push({ kind: isDouble ? (`${ch}${ch}` as '&&' | '||') : ch, at: place() })
      at += isDouble ? 2 : 1
    } else {
      const start = place()
      const word = readWord(start)
      tokens.push({ kind: 'word', word, at: start })
    }
  }
  return { tokens, faults }

  function readWord(start: TextPlace): Word {
    const pieces: Piece[] = []
    let plain = ''
    let inQuotes: TextPlace | undefined
    let isQuoted = false
    let saidApostrophe = false
    const flush = (): void => {
      if (plain !== '') pieces.push({ kind: 'text', text: plain, isQuoted: inQuotes !== undefined })
      plain = ''
    }
    for (; at < text.length; ) {
      const ch = text[at]!
      if (inQuotes === undefined && (' \t\r\n;&|'.includes(ch) || /^\\\r?\n/.test(text.slice(at, at + 3)))) break
      if (ch === '"') {
        flush()
        inQuotes = inQuotes === undefined ? place() : undefined
        isQuoted = true
        at++
      } else if (ch === "'" && inQuotes === undefined) {
        flush()
        const end = text.indexOf("'", at + 1)
        if (end < 0) {
          faults.push(openQuote("'", place()))
          at = text.length
          break
        }
        const inside = text.slice(at + 1, end)
        pieces.push({ kind: 'text', text: inside, isQuoted: true })
        isQuoted = true
        skipTo(end + 1)
      } else if (ch === '\\') {
        const next = text[at + 1]
        if (next === '\n' || (next === '\r' && text[at + 2] === '\n')) {
          at += next === '\n' ? 2 : 3
          newline()
        } else {
          plain += next ?? ''
          at += 2
        }
      } else if (!isHush && (ch === '`' || text.startsWith('$(', at))) {
        // What a command would print stands as a variable of no possible name: its value is not known.
        flush()
        const end = text.indexOf(ch === '`' ? '`' : ')', at + 2)
        pieces.push({ kind: 'variable', text: '$(…)', isQuoted: inQuotes !== undefined })
        skipTo(end < 0 ? text.length : end + 1)
      } else if (ch === '$') {
        const name = /^\$(?:\{([^}\n]{0,200})\}|([A-Za-z_]\w{0,200}))/.exec(text.slice(at, at + 210))
        if (!name) {
          plain += ch
          at++
        } else {
          flush()
          pieces.push({ kind: 'variable', text: name[1] ?? name[2]!, isQuoted: inQuotes !== undefined })
          at += name[0].length
        }
      } else {
        if (ch === "'" && isHush && !saidApostrophe) {
          faults.push(apostrophe(place()))
          saidApostrophe = true
        }
        plain += ch
        at++
        if (ch === '\n') newline()
      }
    }
    flush()
    if (inQuotes !== undefined) faults.push(openQuote('"', inQuotes))
    return { at: start, pieces, isQuoted }
  }
}

const carriageReturn = (at: TextPlace): FaultSeen => ({
  severity: 'warning',
  says: 'Lines end with a carriage return, as Windows writes them, and U-Boot takes it for a part of the last word',
  at,
  fix: 'Convert the file: sed -i s/\\\\r$// FILE, then make the image again.',
})

const commentedCells = (name: string, at: TextPlace): FaultSeen => ({
  severity: 'error',
  says: `A word that begins with # is a comment: ${name} and what follows on the line are never seen`,
  at,
  fix: `Write \\${name}, or put it in single quotes.`,
})

const openQuote = (quote: string, at: TextPlace): FaultSeen => ({
  severity: 'error',
  says: `The quote ${quote} that begins here has no end: all that follows is taken as one word`,
  at,
  fix: 'Close it.',
})

/** parse_stream looks for ' without regard to " around it. */
const apostrophe = (at: TextPlace): FaultSeen => ({
  severity: 'warning',
  says: "A single quote stands inside double quotes: U-Boot's old shell begins a quoted text there, which goes on to the next one, over line ends",
  at,
  fix: 'Leave the apostrophe out.',
})
