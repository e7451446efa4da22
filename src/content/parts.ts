/** The parts of a question's section: each begins with its name in bold, `**What it is.**`. */
import type { parts } from './page-form.ts'

type Part = (typeof parts)[number]

/** What stands under one name, as Markdown, without the name; nothing when the section has no such part. */
export function partOf(markdown: string, name: Part): string {
  const mark = `**${name}**`
  const start = markdown.indexOf(mark)
  if (start < 0) return ''
  const rest = markdown.slice(start + mark.length)
  const end = rest.search(/\n\*\*[A-Z][^*\n]*\.\*\*|\nSources:/)
  return (end < 0 ? rest : rest.slice(0, end)).trim()
}

/** The first paragraph of a text as plain words on one line: marks of Markdown, links and [[terms]] are taken off. */
export function plainParagraph(markdown: string): string {
  const [first = ''] = markdown.trim().split(/\n\s*\n/)
  return first
    .replace(/\[\[([^[\]|]+)(?:\|[^[\]]+)?\]\]/gs, '$1')
    .replace(/\[([^[\]]+)\]\([^()]*\)/gs, '$1')
    .replace(/\*\*([^*]+)\*\*/gs, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
