/** Tokens as commands, joined and nested as the shell does it: lists, if, for, while, and GRUB's blocks in braces. */
import type { FaultSeen, TextPlace } from '../model/boot-seen.ts'
import { lex, type Token, type Word } from './words.ts'

/** A command, or what holds several. */
export type Command =
  | { readonly kind: 'simple'; readonly at: TextPlace; readonly words: readonly Word[] }
  | {
      readonly kind: 'if'
      readonly at: TextPlace
      readonly clauses: readonly { readonly condition: Block; readonly body: Block }[]
      readonly otherwise?: Block
    }
  | {
      readonly kind: 'for'
      readonly at: TextPlace
      readonly name: string
      readonly values: readonly Word[]
      readonly body: Block
    }
  | {
      readonly kind: 'while'
      readonly at: TextPlace
      readonly isUntil: boolean
      readonly condition: Block
      readonly body: Block
    }
  /** GRUB's `menuentry 'title' { … }`: the words before the brace, and what is inside. */
  | { readonly kind: 'block'; readonly at: TextPlace; readonly words: readonly Word[]; readonly body: Block }

/** Commands joined by `&&` and `||`; the first has no joint. */
export type Chain = readonly { readonly joint?: '&&' | '||'; readonly command: Command }[]

/** Chains one after the other. */
export type Block = readonly Chain[]

/** A script as commands, and what the shell would not read. */
export interface Parsed {
  readonly block: Block
  readonly faults: readonly FaultSeen[]
}

/** Real scripts nest a dozen levels at most. */
const maxDepth = 64

/**
 * Reads a script of U-Boot's shell, `hush`, or of another, which has blocks in braces; what is broken is a fault, and
 * reading goes on behind it.
 */
export function parse(text: string, shell: 'hush' | 'other' = 'hush'): Parsed {
  const { tokens, faults } = lex(text, shell === 'hush')
  const parser = new Parser(tokens, [...faults], shell === 'other')
  return { block: parser.all(), faults: parser.faults }
}

class Parser {
  readonly faults: FaultSeen[]
  readonly #tokens: readonly Token[]
  readonly #hasBraces: boolean
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], faults: FaultSeen[], hasBraces: boolean) {
    this.#tokens = tokens
    this.faults = faults
    this.#hasBraces = hasBraces
  }

  all(): Block {
    const chains: Chain[] = []
    while (this.#at < this.#tokens.length) {
      chains.push(...this.#block([]))
      const stray = this.#tokens[this.#at]
      if (!stray) break
      this.#fault(stray.at, `There is ${keywordOf(stray) ?? stray.kind} without what it belongs to`)
      this.#at++
    }
    return chains
  }

  /** Chains up to one of the words that end it, which is left where it is. */
  #block(ends: readonly string[]): Block {
    const chains: Chain[] = []
    for (;;) {
      const token = this.#tokens[this.#at]
      if (!token) return chains
      const keyword = keywordOf(token)
      if (keyword !== undefined && (ends.includes(keyword) || closing.has(keyword))) return chains
      if (token.kind === ';' || token.kind === '\n' || token.kind === '&') {
        this.#at++
        continue
      }
      if (token.kind !== 'word') {
        this.#fault(token.at, `There is ${token.kind} without a command before it`)
        this.#at++
        continue
      }
      chains.push(this.#chain())
    }
  }

  #chain(): Chain {
    const chain: { joint?: '&&' | '||'; command: Command }[] = [{ command: this.#command() }]
    for (;;) {
      const token = this.#tokens[this.#at]
      if (token?.kind !== '&&' && token?.kind !== '||') return chain
      this.#at++
      while (this.#tokens[this.#at]?.kind === '\n') this.#at++
      if (this.#tokens[this.#at]?.kind !== 'word') {
        this.#fault(token.at, `There is no command after ${token.kind}`)
        return chain
      }
      chain.push({ joint: token.kind, command: this.#command() })
    }
  }

  #command(): Command {
    const token = this.#tokens[this.#at]!
    const keyword = keywordOf(token)
    const isNesting = keyword === 'if' || keyword === 'for' || keyword === 'while' || keyword === 'until'
    if (!isNesting) return this.#simple()
    if (this.#depth >= maxDepth) {
      this.#fault(token.at, `Commands are nested deeper than ${maxDepth} levels`)
      this.#at = this.#tokens.length
      return { kind: 'simple', at: token.at, words: [] }
    }
    this.#at++
    this.#depth++
    const command =
      keyword === 'if'
        ? this.#if(token.at)
        : keyword === 'for'
          ? this.#for(token.at)
          : this.#while(token.at, keyword === 'until')
    this.#depth--
    return command
  }

  #if(at: TextPlace): Command {
    const clauses: { condition: Block; body: Block }[] = []
    let otherwise: Block | undefined
    for (;;) {
      const condition = this.#block(['then'])
      this.#expect('then', 'if', at)
      clauses.push({ condition, body: this.#block(['elif', 'else', 'fi']) })
      const next = this.#keyword()
      if (next === 'elif') {
        this.#at++
        continue
      }
      if (next === 'else') {
        this.#at++
        otherwise = this.#block(['fi'])
      }
      this.#expect('fi', 'if', at)
      return { kind: 'if', at, clauses, ...(otherwise && { otherwise }) }
    }
  }

  #for(at: TextPlace): Command {
    const [name = '', ...rest] = this.#words()
    const [keyword, ...values] = rest
    if (plain(name) === undefined || plain(keyword) !== 'in') this.#fault(at, 'for has no name and in behind it')
    this.#skipEnds()
    this.#expect('do', 'for', at)
    const body = this.#block(['done'])
    this.#expect('done', 'for', at)
    return { kind: 'for', at, name: plain(name) ?? '', values, body }
  }

  #while(at: TextPlace, isUntil: boolean): Command {
    const condition = this.#block(['do'])
    this.#expect('do', isUntil ? 'until' : 'while', at)
    const body = this.#block(['done'])
    this.#expect('done', isUntil ? 'until' : 'while', at)
    return { kind: 'while', at, isUntil, condition, body }
  }

  #simple(): Command {
    const at = this.#tokens[this.#at]!.at
    const words = this.#words()
    const last = words.at(-1)
    if (!this.#hasBraces || plain(last) !== '{' || this.#depth >= maxDepth) return { kind: 'simple', at, words }
    this.#depth++
    const body = this.#block(['}'])
    this.#expect('}', plain(words[0]) ?? 'the block', at)
    this.#depth--
    return { kind: 'block', at, words: words.slice(0, -1), body }
  }

  #words(): readonly Word[] {
    const words: Word[] = []
    for (let token = this.#tokens[this.#at]; token?.kind === 'word'; token = this.#tokens[++this.#at])
      words.push(token.word)
    return words
  }

  #skipEnds(): void {
    while (this.#tokens[this.#at]?.kind === '\n' || this.#tokens[this.#at]?.kind === ';') this.#at++
  }

  #keyword(): string | undefined {
    const token = this.#tokens[this.#at]
    return token && keywordOf(token)
  }

  #expect(wanted: string, whose: string, at: TextPlace): void {
    if (this.#keyword() === wanted) this.#at++
    else this.#fault(at, `The ${whose} that begins here has no ${wanted}`)
  }

  #fault(at: TextPlace, says: string): void {
    // One mistake can break much behind it; the first few tell.
    if (this.faults.length < 64)
      this.faults.push({
        severity: 'error',
        says,
        at,
        fix: 'Correct it: nothing of a text with such a mistake runs as it is meant.',
      })
  }
}

/** Words that end what they do not begin. */
const closing: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', '}'])

/** A word that has no quotes and no variable. */
export function plain(word: Word | '' | undefined): string | undefined {
  if (!word || word.isQuoted) return undefined
  const [piece, ...more] = word.pieces
  return piece?.kind === 'text' && more.length === 0 ? piece.text : undefined
}

function keywordOf(token: Token): string | undefined {
  if (token.kind !== 'word') return undefined
  const text = plain(token.word)
  return text !== undefined && (closing.has(text) || ['if', 'for', 'while', 'until'].includes(text)) ? text : undefined
}
