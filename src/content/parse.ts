/**
 * A page's text to a Page: front matter, intro, sections, sources.
 *
 * Lenient, so that a page with a fault can still be shown; `verify` says what is wrong with it.
 */
import type { Tokens } from 'marked'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Page, PageSection } from '../model/page.ts'
import { type Block, blocksOf, paragraphText } from './markdown.ts'

/** A page as it lies on disk. */
export interface PageSource {
  /** `steps/goal`. */
  readonly id: string
  /** For faults: `content/steps/goal.md`. */
  readonly file: string
  readonly text: string
}

/** A section with its blocks, for verification. */
export interface ParsedSection extends PageSection {
  readonly blocks: readonly Block[]
}

/** A page with what verification needs besides: its text, its blocks, and where things stand. */
export interface ParsedPage extends Page {
  readonly source: PageSource
  readonly sections: readonly ParsedSection[]
  /** Every block, headings included. */
  readonly blocks: readonly Block[]
  /** What is wrong with the front matter as YAML; undefined when it can be read. */
  readonly unreadable?: { readonly line: number; readonly says: string }
  /** The file's line of a value in the front matter, by its path; 1 when there is none. */
  lineOf(path: readonly (string | number)[]): number
}

/**
 * Front matters by their text, parsed when xenup was built: YAML of all boards takes longer than the rest of a short
 * command.
 */
export type KnownFrontMatter = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** Parses a page; what is known of a front matter is taken when it is the same to the letter. */
export function parsePage(source: PageSource, known?: KnownFrontMatter): ParsedPage {
  const text = source.text.replace(/\r\n?/g, '\n')
  const front = frontMatter(text, known)
  const markdown = text.slice(front.end)
  const line = front.lines + 1
  // Of most pages only the front matter is asked for: every board's at each start; of the others a section or two.
  let read: Body | undefined
  const body = (): Body => (read ??= bodyOf(blocksOf(markdown, line)))
  let cut: readonly ParsedSection[] | undefined
  const { title, name } = front.attributes
  return {
    id: source.id,
    title: typeof title === 'string' ? title : typeof name === 'string' ? name : source.id,
    attributes: front.attributes,
    get intro() {
      return body().intro
    },
    get sections() {
      return (cut ??= sectionsIn(markdown, line).map((one, nth) => ({
        ...one,
        get blocks() {
          return body().sections[nth]!.blocks
        },
        get sources() {
          return body().sections[nth]!.sources
        },
      })))
    },
    get blocks() {
      return body().blocks
    },
    source,
    ...(front.unreadable && { unreadable: front.unreadable }),
    lineOf: front.lineOf,
  }
}

/**
 * The sections of a text by its lines, as the lexer would find them: a `##` outside of a fence. The lexer takes some
 * 10 ms for a page, and the first screen needs one section of one.
 */
export function sectionsIn(
  markdown: string,
  firstLine: number,
): readonly Pick<PageSection, 'heading' | 'markdown' | 'line'>[] {
  const found: { heading: string; line: number; lines: string[] }[] = []
  let fence: string | undefined
  for (const [index, text] of markdown.split('\n').entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1]
    const heading = fence === undefined ? /^## +(\S.*)$/.exec(text)?.[1] : undefined
    if (heading !== undefined) found.push({ heading: heading.trim(), line: firstLine + index, lines: [] })
    else found.at(-1)?.lines.push(text)
    if (mark !== undefined && fence === undefined) fence = mark
    else if (mark?.startsWith(fence!) && text.trim() === mark) fence = undefined
  }
  return found.map(({ heading, line, lines }) => ({ heading, line, markdown: lines.join('\n').trim() }))
}

type Body = Pick<ParsedPage, 'intro' | 'sections' | 'blocks'>

function bodyOf(blocks: readonly Block[]): Body {
  const starts = blocks.flatMap((block, index) => (isSectionHeading(block) ? [index] : []))
  return {
    intro: markdownOf(
      blocks.slice(0, starts[0]).filter(({ token }) => !(token.type === 'heading' && token['depth'] === 1)),
    ),
    sections: starts.map((start, nth) => section(blocks.slice(start, starts[nth + 1]))),
    blocks,
  }
}

/** `##`; deeper headings belong to the section in which they stand. */
const isSectionHeading = ({ token }: Block): boolean => token.type === 'heading' && token['depth'] === 2

const markdownOf = (blocks: readonly Block[]): string =>
  blocks
    .map(({ token }) => token.raw)
    .join('')
    .trim()

function section([heading, ...blocks]: readonly Block[]): ParsedSection {
  const name = (heading!.token as Tokens.Heading).text
  return { heading: name, markdown: markdownOf(blocks), sources: sourcesIn(name, blocks), line: heading!.line, blocks }
}

/** The items of the list under `Sources:` (or under a heading `Sources`), or what follows `Source:` on its line. */
function sourcesIn(heading: string, blocks: readonly Block[]): readonly string[] {
  const said = blocks.filter(({ token }) => token.type !== 'space')
  const label = said.findIndex((block) => paragraphText(block) === 'Sources:')
  if (heading === 'Sources' || label >= 0) {
    const list = said.slice(label + 1).find(({ token }) => token.type === 'list')
    return list ? (list.token as Tokens.List).items.map((item) => item.text.trim()) : []
  }
  return said.flatMap((block) => /^Source: (.+)$/s.exec(paragraphText(block) ?? '')?.[1]?.trim() ?? [])
}

interface FrontMatter {
  readonly attributes: Readonly<Record<string, unknown>>
  /** Where the Markdown begins. */
  readonly end: number
  readonly lines: number
  readonly unreadable?: { readonly line: number; readonly says: string }
  lineOf(path: readonly (string | number)[]): number
}

const delimited = /^---\n(.*?\n)?---(?:\n|$)/s

/** The text of a page's front matter and what it says, for `KnownFrontMatter`; undefined where it cannot be read. */
export function readFrontMatter(
  text: string,
): readonly [text: string, attributes: Readonly<Record<string, unknown>>] | undefined {
  const whole = text.replace(/\r\n?/g, '\n')
  const { unreadable, attributes } = frontMatter(whole)
  return unreadable ? undefined : [delimited.exec(whole)?.[1] ?? '', attributes]
}

/** YAML between two `---` lines at the top; numbers in hexadecimal stay text, so that addresses keep every digit. */
function frontMatter(text: string, known?: KnownFrontMatter): FrontMatter {
  const match = delimited.exec(text)
  if (!match)
    return {
      attributes: {},
      end: 0,
      lines: 0,
      unreadable: { line: 1, says: 'has no front matter; begin with --- and close it with ---' },
      lineOf: () => 1,
    }
  const attributes = known?.get(match[1] ?? '')
  if (attributes)
    return {
      attributes,
      end: match[0].length,
      lines: match[0].split('\n').length - 1,
      lineOf: (path) => frontMatter(text).lineOf(path),
    }
  const counter = new LineCounter()
  const document = parseDocument(match[1] ?? '', {
    lineCounter: counter,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !('format' in tag) || tag.format !== 'HEX'),
  })
  const [error] = document.errors
  const value: unknown = error ? undefined : document.toJS()
  const mapping = typeof value === 'object' && value !== null && !Array.isArray(value)
  const end = match[0].length
  return {
    attributes: mapping ? (value as Record<string, unknown>) : {},
    end,
    lines: match[0].split('\n').length - 1,
    ...(!mapping && {
      unreadable: error
        ? {
            line: counter.linePos(error.pos[0]).line + 1,
            says: `has front matter that is not YAML: ${error.message.split('\n')[0]!.replace(/ at line \d.*$/, '')}`,
          }
        : { line: 1, says: 'has front matter without a single key' },
    }),
    lineOf(path) {
      // The place of the nearest thing that is there: a missing key is reported where its parent stands.
      for (let depth = path.length; depth > 0; depth--) {
        const node: unknown = document.getIn(path.slice(0, depth), true)
        if (isNode(node) && node.range) return counter.linePos(node.range[0]).line + 1
      }
      return 1
    },
  }
}
