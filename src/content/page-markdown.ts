/** A page as one piece of Markdown, with what its front matter says. */
import type { Page } from '../model/page.ts'

/** Title, summary, intro, sections under their headings, a board's facts. */
export function pageMarkdown({ title, attributes, intro, sections }: Page): string {
  const { summary, facts } = attributes
  return [
    `# ${title}`,
    ...(typeof summary === 'string' ? [summary] : []),
    intro,
    ...sections.map((section) => `## ${section.heading}\n\n${section.markdown}`),
    ...(Array.isArray(facts) && facts.length > 0 ? [`## Facts\n\n${facts.map(factItem).join('\n')}`] : []),
  ].join('\n\n')
}

function factItem(fact: unknown): string {
  const { key, value, source, assumes } = fact as Readonly<Record<string, unknown>>
  const given = assumes === undefined ? '' : `, when started with \`${String(assumes)}\``
  return `- \`${String(key)}\`: ${inWords(value)}${given} (${String(source)})`
}

/** `[{ base: 0x4000, size: 0x1000 }]` as `base 0x4000, size 0x1000`. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join('; ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, one]) => `${key} ${inWords(one)}`)
    .join(', ')
}
