/** The Markdown of pages: marked, and one thing more, `[[word]]`, which links to the glossary. */
import { Marked, type Token, type TokenizerExtension, type Tokens } from 'marked'

/** A link to the glossary, as marked's lexer gives it. */
export interface WordLink {
  readonly type: 'wordLink'
  readonly raw: string
  readonly word: string
}

/** The tokenizer of `[[word]]`; code spans and fences never come here. */
export const wordLink: TokenizerExtension = {
  name: 'wordLink',
  level: 'inline',
  start: (text) => text.indexOf('[['),
  tokenizer(text) {
    const match = /^\[\[([^[\]]+)\]\]/.exec(text)
    return match ? { type: 'wordLink', raw: match[0], word: match[1]!.replace(/\s+/g, ' ') } : undefined
  },
}

let made: Marked | undefined
const reader = (): Marked => (made ??= new Marked({ extensions: [wordLink] }))

/** A block of a page (paragraph, list, fence, heading) and its 1-based line in the file. */
export interface Block {
  readonly token: Token
  readonly line: number
}

/** Cuts Markdown into its blocks; `line` is the line of its first character. */
export function blocksOf(markdown: string, line: number): readonly Block[] {
  const blocks: Block[] = []
  for (const token of reader().lexer(markdown)) {
    blocks.push({ token, line })
    line += token.raw.split('\n').length - 1
  }
  return blocks
}

/** Every token of a block, itself included. */
export function tokensOf(block: Block): readonly Token[] {
  const all: Token[] = []
  void reader().walkTokens([block.token], (token) => void all.push(token))
  return all
}

/** A paragraph's text; undefined for any other block. */
export const paragraphText = (block: Block | undefined): string | undefined =>
  block?.token.type === 'paragraph' ? (block.token as Tokens.Paragraph).text : undefined

/** The file's line where `needle` stands in a block; the block's first line when it stands across lines. */
export function lineOf(block: Block, needle: string): number {
  const offset = block.token.raw.split('\n').findIndex((line) => line.includes(needle))
  return block.line + Math.max(offset, 0)
}
