/**
 * A page's text to a Page: front matter, intro, sections, sources.
 *
 * Lenient, so that a page with a fault can still be shown; `verify` says what is wrong with it.
 */
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Page, PageSection } from '../model/page.ts'
import { type Block, blocksOf } from './markdown.ts'
import { bodyOf, type PageParts, type PageSource, partsOfPage } from './page-text.ts'

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

/** Parses a page. */
export function parsePage(source: PageSource): ParsedPage {
  const parts = partsOfPage(source.text)
  const front = frontMatter(parts)
  const { intro, sections } = bodyOf(parts)
  let read: readonly Block[] | undefined
  const blocks = (): readonly Block[] => (read ??= blocksOf(parts.markdown, parts.line))
  return {
    id: source.id,
    title: titleOf(source.id, front.attributes),
    attributes: front.attributes,
    intro,
    sections: sections.map((section, nth) => ({
      ...section,
      // The heading is no block of its section.
      get blocks() {
        const end = sections[nth + 1]?.line ?? Number.POSITIVE_INFINITY
        return blocks().filter(({ line }) => line > section.line && line < end)
      },
    })),
    get blocks() {
      return blocks()
    },
    source,
    ...(front.unreadable && { unreadable: front.unreadable }),
    lineOf: front.lineOf,
  }
}

/** What a page is called. */
export function titleOf(id: string, { title, name }: Page['attributes']): string {
  return typeof title === 'string' ? title : typeof name === 'string' ? name : id
}

interface FrontMatter {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly unreadable?: { readonly line: number; readonly says: string }
  lineOf(path: readonly (string | number)[]): number
}

/** YAML between two `---` lines at the top; numbers in hexadecimal stay text, so that addresses keep every digit. */
function frontMatter({ front }: PageParts): FrontMatter {
  if (front === undefined)
    return {
      attributes: {},
      unreadable: { line: 1, says: 'has no front matter; begin with --- and close it with ---' },
      lineOf: () => 1,
    }
  const counter = new LineCounter()
  const document = parseDocument(front, {
    lineCounter: counter,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !('format' in tag) || tag.format !== 'HEX'),
  })
  const [error] = document.errors
  const value: unknown = error ? undefined : document.toJS()
  const mapping = typeof value === 'object' && value !== null && !Array.isArray(value)
  return {
    attributes: mapping ? (value as Record<string, unknown>) : {},
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
