import { describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/content/library.ts'
import { blocksOf } from '../../src/content/markdown.ts'
import { sectionsIn } from '../../src/content/parse.ts'

/** The sections as the lexer of Markdown finds them. */
const lexed = (markdown: string) => {
  const sections: { heading: string; line: number; markdown: string }[] = []
  for (const { token, line } of blocksOf(markdown, 1)) {
    if (token.type === 'heading' && token['depth'] === 2) sections.push({ heading: token['text'], line, markdown: '' })
    else if (sections.length > 0) sections.at(-1)!.markdown += token.raw
  }
  return sections.map((one) => ({ ...one, markdown: one.markdown.trim() }))
}

describe('the sections of a page', () => {
  test.each([
    ['nothing', ''],
    ['no section', '# A title\n\nWords.\n'],
    ['two', 'Intro.\n\n## One\n\nA.\n\n## Two\n\nB.\n'],
    ['a deeper heading', '## One\n\n### Deeper\n\nA.\n\n## Two\n'],
    ['a ## in a fence', '## One\n\n```sh\n## no heading\n```\n\n## Two\n\nB.\n'],
    ['a ## in a longer fence', '## One\n\n````md\n```\n## no heading\n```\n````\n\n## Two\n'],
    ['a fence that never ends', '## One\n\n```\n## no heading\n'],
    ['a ## in the middle of a line', '## One\n\nA ## is no heading.\n'],
    ['blank lines around', '\n\n## One\n\n\nA.\n\n\n\n## Two\n'],
  ])('of a page with %s are those that the lexer finds', (_, markdown) => {
    expect(sectionsIn(markdown, 1)).toEqual(lexed(markdown))
  })

  test('of every shipped page are those that the lexer finds', () => {
    const library = loadLibrary()
    for (const folder of ['steps', 'checks', 'symptoms', 'boards', 'artifacts', 'words'])
      for (const page of library.all(folder)) {
        const whole = page.sections.map(({ heading, markdown }) => `## ${heading}\n\n${markdown}`).join('\n\n')
        expect(
          lexed(whole).map(({ heading }) => heading),
          page.id,
        ).toEqual(page.sections.map(({ heading }) => heading))
        expect(sectionsIn(whole, 1), page.id).toEqual(lexed(whole))
      }
  })
})
