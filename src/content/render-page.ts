/**
 * Pages as text for a terminal: marked reads them, and each kind of token is drawn here.
 *
 * Every line is at most `width` columns, except what has to stay whole to be copied: code, and a word such as a URL.
 */
import type { MarkedExtension, Parser, Token, Tokens } from 'marked'
import type { Page, PageSection } from '../model/page.ts'
import { visible } from '../model/visible.ts'
import { type WordLink, wordLink } from './markdown.ts'
import { pageMarkdown } from './page-markdown.ts'
import { columnsOf, wrap } from './wrap-styled.ts'

/** How wide, and with colours or without. */
export interface PageStyle {
  readonly width: number
  readonly color: boolean
}

/** A whole page: title, summary, intro, sections under their headings. */
export const showPage = (page: Page, look: PageStyle): Promise<string> => show(pageMarkdown(page), look)

/** What a section says, without its heading: the question stands on the screen already. */
export const showSection = (section: PageSection, look: PageStyle): Promise<string> => show(section.markdown, look)

/** Markdown as text: no markup left, no control characters, one newline at the end. */
export async function show(markdown: string, look: PageStyle): Promise<string> {
  const key = `${look.width} ${look.color}`
  let render = renderers.get(key)
  if (!render) renderers.set(key, (render = await renderer(look)))
  return `${render(visible(markdown, { lines: true }))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

/** The width is fixed when marked is set up, so there is one for each look. */
const renderers = new Map<string, (markdown: string) => string>()

/** Loads marked, which takes its time: only when something is drawn. */
async function renderer(look: PageStyle): Promise<(markdown: string) => string> {
  const { Marked } = await import('marked')
  const marked = new Marked(drawing(look))
  return (markdown) => marked.parse(markdown, { async: false })
}

type Style = (text: string) => string
const plain: Style = (text) => text
const styled =
  (open: number, close: number): Style =>
  (text) =>
    `\u001b[${open}m${text}\u001b[${close}m`

const styles = (color: boolean) =>
  color
    ? {
        strong: styled(1, 22),
        em: styled(3, 23),
        term: styled(4, 24),
        code: styled(36, 39),
        url: styled(34, 39),
        heading: styled(1, 22),
      }
    : // Without colours a code span keeps its backticks: `dtuart=serial0`. must not be typed with the full stop.
      { strong: plain, em: plain, term: plain, code: (text: string) => `\`${text}\``, url: plain, heading: plain }

interface Drawing {
  readonly parser: Parser
}

/** How each token is drawn. A block ends with an empty line. */
function drawing({ width, color }: PageStyle): MarkedExtension {
  const { code, term, url, strong, em, heading } = styles(color)
  /** What is left beside the marks of quotes and lists. */
  const room = { width: Math.max(width, 20) }

  /** Draws blocks in what is left of the width beside a mark, which stands on their first line. */
  function beside(mark: string, rest: string, draw: () => string): string {
    room.width -= mark.length
    const text = draw().trim()
    room.width += mark.length
    return mark + text.split('\n').join(`\n${rest}`)
  }

  return {
    extensions: [{ ...wordLink, name: 'wordLink', renderer: (token) => term((token as unknown as WordLink).word) }],
    // marked 18 gives the box of a task item as a token of its own; the box is drawn with the item's mark.
    walkTokens(token: Token) {
      if (token.type === 'list_item' && token['tokens'])
        token['tokens'] = (token['tokens'] as Token[]).filter(({ type }) => type !== 'checkbox')
    },
    renderer: {
      space: () => '',
      heading(this: Drawing, { depth, tokens }: Tokens.Heading) {
        const lines = wrap(heading(unescaped(this.parser.parseInline(tokens))), room.width)
        // Bold tells a heading from a paragraph; without it, a rule does.
        const rule = (depth === 1 ? '=' : '-').repeat(Math.max(...lines.split('\n').map(columnsOf)))
        return `${color ? lines : `${lines}\n${rule}`}\n\n`
      },
      paragraph(this: Drawing, { tokens }: Tokens.Paragraph) {
        return `${wrap(unescaped(this.parser.parseInline(tokens)), room.width)}\n\n`
      },
      hr: () => `${'-'.repeat(room.width)}\n\n`,
      html: ({ text }: Tokens.HTML | Tokens.Tag) => text,
      strong(this: Drawing, { tokens }: Tokens.Strong) {
        return strong(this.parser.parseInline(tokens))
      },
      em(this: Drawing, { tokens }: Tokens.Em) {
        return em(this.parser.parseInline(tokens))
      },
      del(this: Drawing, { tokens }: Tokens.Del) {
        return this.parser.parseInline(tokens)
      },
      br: () => '\n',
      image: ({ text, href }: Tokens.Image) => `${text} (${href})`,
      text(this: Drawing, token: Tokens.Text | Tokens.Escape) {
        // Only the text of a tight list item has tokens; it is a block, and nobody else wraps it.
        if ('tokens' in token && token.tokens) return `${wrap(this.parser.parseInline(token.tokens), room.width)}\n`
        return token.text.replace(/\n/g, ' ')
      },
      list(this: Drawing, list: Tokens.List) {
        const items = list.items.map((item, index) => {
          const mark = list.ordered ? `${Number(list.start) + index}. ` : '- '
          const box = item.task ? (item.checked ? '[x] ' : '[ ] ') : ''
          return beside(mark + box, ' '.repeat(mark.length + box.length), () => this.parser.parse(item.tokens))
        })
        return `${items.join(list.loose ? '\n\n' : '\n')}\n\n`
      },
      code: ({ text }: Tokens.Code) => `${text.replace(/\t/g, '    ').split('\n').map(fenced).join('\n')}\n\n`,
      codespan: ({ text }: Tokens.Codespan) => code(text),
      blockquote(this: Drawing, quote: Tokens.Blockquote) {
        return `${beside('| ', '| ', () => this.parser.parse(quote.tokens))}\n\n`
      },
      link(this: Drawing, { href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens)
        if (!/^[a-z]+:/i.test(href)) return text
        return href === text || href === `mailto:${text}` ? url(href) : `${text} (${url(href)})`
      },
      table(this: Drawing, { header, rows }: Tokens.Table) {
        const draw = (cells: readonly Tokens.TableCell[]) => cells.map(({ tokens }) => this.parser.parseInline(tokens))
        return `${tableText(draw(header).map(strong), rows.map(draw), room.width)}\n\n`
      },
    },
  }

  function fenced(line: string): string {
    return line === '' ? '' : `  ${color ? code(line) : line}`
  }
}

/** The characters that Markdown may have as entities. */
const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

/** Columns side by side when they fit, else every row as `head: cell` lines. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const widths = head.map((cell, column) =>
    Math.max(columnsOf(cell), ...rows.map((row) => columnsOf(row[column] ?? ''))),
  )
  if (widths.reduce((sum, one) => sum + one + 2, -2) > width) {
    return rows.map((row) => row.map((cell, column) => wrap(`${head[column]}: ${cell}`, width)).join('\n')).join('\n\n')
  }
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat(widths[column]! - columnsOf(cell)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((one) => '-'.repeat(one)).join('  '), ...rows.map(line)].join('\n')
}
