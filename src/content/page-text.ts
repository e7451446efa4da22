/** The text of a page by its lines: where its front matter ends, its intro, its sections and their sources. */
import type { PageSection } from '../model/page.ts'

/** A page as it lies on disk. */
export interface PageSource {
  /** `steps/goal`. */
  readonly id: string
  /** For faults: `content/steps/goal.md`. */
  readonly file: string
  readonly text: string
}

/** A page in its two parts. */
export interface PageParts {
  /** The YAML between the two lines of dashes; undefined where there is none. */
  readonly front: string | undefined
  readonly markdown: string
  /** The file's 1-based line in which the Markdown begins. */
  readonly line: number
}

/** Takes the front matter off. */
export function partsOfPage(text: string): PageParts {
  const whole = text.replace(/\r\n?/g, '\n')
  const match = /^---\n(.*?\n)?---(?:\n|$)/s.exec(whole)
  if (!match) return { front: undefined, markdown: whole, line: 1 }
  return {
    front: match[1] ?? '',
    markdown: whole.slice(match[0].length),
    line: match[0].split('\n').length,
  }
}

/** Intro and sections, as the lexer of Markdown would find them. It takes some 10 ms for a page, and one line is asked. */
export function bodyOf({ markdown, line }: PageParts): {
  readonly intro: string
  readonly sections: readonly PageSection[]
} {
  const [intro, ...sections] = cut(markdown)
  return {
    intro: intro!.lines.join('\n').trim(),
    sections: sections.map(({ heading, at, lines }) => {
      const text = lines.join('\n').trim()
      return { heading, line: line + at, markdown: text, sources: sourcesIn(heading, text) }
    }),
  }
}

/** At each `##` outside of a fence; the piece before the first has no heading, and loses the page's title. */
function cut(markdown: string) {
  const pieces: { heading: string; at: number; lines: string[] }[] = [{ heading: '', at: 0, lines: [] }]
  let fence: string | undefined
  for (const [at, text] of markdown.split('\n').entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1]
    const [, depth, heading = ''] = fence === undefined ? (/^(#{1,2}) +(\S.*)$/.exec(text) ?? []) : []
    if (depth === '##') pieces.push({ heading: heading.trim(), at, lines: [] })
    else if (depth === undefined || pieces.length > 1) pieces.at(-1)!.lines.push(text)
    if (mark !== undefined && fence === undefined) fence = mark
    else if (mark?.startsWith(fence!) && text.trim() === mark) fence = undefined
  }
  return pieces
}

/** The items of the list under `Sources:` (or under a heading `Sources`), or what follows `Source:` on its line. */
function sourcesIn(heading: string, markdown: string): readonly string[] {
  const label = /(?:^|\n\n)Sources:(?:\n|$)/.exec(markdown)
  if (heading !== 'Sources' && !label)
    return markdown.split(/\n\s*\n/).flatMap((paragraph) => /^Source: (.+)$/s.exec(paragraph)?.[1]?.trim() ?? [])
  const lines = markdown.slice(label ? label.index + label[0].length : 0).split('\n')
  const start = lines.findIndex((text) => text.startsWith('- '))
  const items: string[] = []
  for (const text of start < 0 ? [] : lines.slice(start)) {
    if (text.startsWith('- ')) items.push(text.slice(2).trim())
    else if (text.startsWith('  ')) items.push(`${items.pop()}\n${text.trim()}`)
    else break
  }
  return items
}
