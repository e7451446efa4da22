import type { Token, Tokens } from 'marked'
import { describe, expect, test } from 'vitest'
import { blocksOf, paragraphText } from '../../src/content/markdown.ts'
import { packageFile } from '../../src/content/package-file.ts'
import { bodyOf, partsOfPage } from '../../src/content/page-text.ts'
import { pageSources } from '../../src/content/parsed-pages.ts'

/** Intro and sections as the lexer of Markdown finds them. */
function lexed(markdown: string, line: number) {
  const raw = (tokens: readonly Token[]): string =>
    tokens
      .map((token) => token.raw)
      .join('')
      .trim()
  const parts: { heading: string; line: number; tokens: Token[] }[] = [{ heading: '', line: 0, tokens: [] }]
  for (const { token, line: at } of blocksOf(markdown, line)) {
    const depth = token.type === 'heading' ? (token as Tokens.Heading).depth : 0
    if (depth === 2) parts.push({ heading: (token as Tokens.Heading).text, line: at, tokens: [] })
    else if (depth !== 1 || parts.length > 1) parts.at(-1)!.tokens.push(token)
  }
  const [intro, ...sections] = parts
  return {
    intro: raw(intro!.tokens),
    sections: sections.map(({ tokens, ...one }) => ({
      ...one,
      markdown: raw(tokens),
      sources: sourcesOf(one.heading, tokens),
    })),
  }
}

function sourcesOf(heading: string, tokens: readonly Token[]): readonly string[] {
  const text = (token: Token) => paragraphText({ token, line: 0 }) ?? ''
  const label = tokens.findIndex((token) => text(token) === 'Sources:')
  if (heading !== 'Sources' && label < 0)
    return tokens.flatMap((token) => /^Source: (.+)$/s.exec(text(token))?.[1]?.trim() ?? [])
  const list = tokens.slice(label + 1).find(({ type }) => type === 'list') as Tokens.List | undefined
  return (list?.items ?? []).map((item) => item.text.trim())
}

describe('intro, sections and sources of a page', () => {
  test.each([
    ['nothing', ''],
    ['no section', '# A title\n\nWords.\n'],
    ['two sections', 'Intro.\n\n## One\n\nA.\n\n## Two\n\nB.\n'],
    ['a deeper heading', '## One\n\n### Deeper\n\nA.\n\n## Two\n'],
    ['a ## in a fence', '## One\n\n```sh\n## no heading\n```\n\n## Two\n\nB.\n'],
    ['a ## in a longer fence', '## One\n\n````md\n```\n## no heading\n```\n````\n\n## Two\n'],
    ['a fence that never ends', '## One\n\n```\n## no heading\n'],
    ['a ## in the middle of a line', '## One\n\nA ## is no heading.\n'],
    ['blank lines around', '\n\n## One\n\n\nA.\n\n\n\n## Two\n'],
    ['a list of sources', '## One\n\nA.\n\nSources:\n\n- `a.c`,\n  line 3\n- b\n\n## Two\n\nSources:\n- c\n'],
    ['a section of sources', 'Intro.\n\n## Sources\n\nAll of xen.git:\n\n- `a.c`\n- `b.c`\n'],
    ['a source on a line of its own', '## EL2\n\nA level.\n\nSource: `booting.txt` in\nxen.git\n'],
    ['no list under its sources', '## One\n\nSources:\n\nnone\n'],
  ])('with %s are those that the lexer finds', (_, markdown) => {
    expect(bodyOf({ front: '', markdown, line: 5 })).toEqual(lexed(markdown, 5))
  })

  test.each(pageSources(packageFile('content')).map(({ id, text }) => [id, text]))(
    'of %s are those that the lexer finds',
    (_, text) => {
      const parts = partsOfPage(text)
      expect(bodyOf(parts)).toEqual(lexed(parts.markdown, parts.line))
    },
  )
})
