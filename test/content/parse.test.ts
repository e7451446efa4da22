import { describe, expect, test } from 'vitest'
import { parsePage } from '../../src/content/parse.ts'

const page = (text: string, id = 'steps/goal') => parsePage({ id, file: `content/${id}.md`, text })

describe('a page', () => {
  const goal = page(
    '---\ntitle: The goal\nsummary: Short.\n---\n\nAn intro\nof two lines.\n\n## goal.target\n\nText.\n\nSources:\n\n- `a.c` in xen.git,\n  line 3\n- https://xenproject.org/\n\n## goal.reach\n\nMore.\n',
  )

  test('has the title of its front matter, and everything else that stands there', () => {
    expect(goal.title).toBe('The goal')
    expect(goal.attributes).toEqual({ title: 'The goal', summary: 'Short.' })
  })

  test('has an intro, which ends at the first section', () => {
    expect(goal.intro).toBe('An intro\nof two lines.')
  })

  test('has sections with their line in the file and their Markdown, heading left out', () => {
    expect(goal.sections.map(({ heading, line }) => [heading, line])).toEqual([
      ['goal.target', 9],
      ['goal.reach', 19],
    ])
    expect(goal.sections[1]!.markdown).toBe('More.')
  })

  test('has the sources that are listed after "Sources:"', () => {
    expect(goal.sections.map(({ sources }) => sources)).toEqual([
      ['`a.c` in xen.git,\nline 3', 'https://xenproject.org/'],
      [],
    ])
  })
})

test('a heading in a code fence is no section', () => {
  const { sections } = page(
    '---\ntitle: T\n---\n\n```sh\n## not a section\n```\n\n## real\n\n````text\n```\n## nor this\n```\n````\n',
  )
  expect(sections.map(({ heading, line }) => [heading, line])).toEqual([['real', 9]])
})

test('a deeper heading belongs to the section in which it stands', () => {
  const { sections } = page('---\ntitle: T\n---\n\n## one\n\n### inner\n\ntext\n\n## two\n')
  expect(sections.map(({ heading, markdown }) => [heading, markdown])).toEqual([
    ['one', '### inner\n\ntext'],
    ['two', ''],
  ])
})

test('a section that is called Sources is one list of sources', () => {
  expect(page('---\ntitle: T\n---\n\n## Sources\n\n- `gic.c`\n').sections[0]!.sources).toEqual(['`gic.c`'])
})

test('a word of the glossary has its source on a line of its own', () => {
  expect(
    page('---\ntitle: T\n---\n\n## EL2\n\nA level.\n\nSource: `booting.txt` in xen.git\n', 'words').sections[0]!
      .sources,
  ).toEqual(['`booting.txt` in xen.git'])
})

test('an address in the front matter keeps every digit', () => {
  const { attributes } = page(
    "---\nname: A board\nbase: 0xffffffff80000000\nversion: '1.0'\ncount: 2\n---\n",
    'boards/other',
  )
  expect(attributes).toEqual({ name: 'A board', base: '0xffffffff80000000', version: '1.0', count: 2 })
})

test('a board is called by its name', () => {
  expect(page('---\nname: A board\n---\n', 'boards/other').title).toBe('A board')
})

test('the line of a value in the front matter is found, or that of what it stands in', () => {
  const board = page('---\nname: A board\nfacts:\n  - key: arch\n    value: arm64\n---\n', 'boards/other')
  expect(board.lineOf(['facts', 0, 'value'])).toBe(5)
  expect(board.lineOf(['facts', 0, 'source'])).toBe(4)
  expect(board.lineOf(['arch'])).toBe(1)
})

test('line ends of DOS are read as well', () => {
  const { title, intro, sections } = page('---\r\ntitle: T\r\n---\r\n\r\nIntro.\r\n\r\n## one\r\n\r\ntext\r\n')
  expect([title, intro, sections[0]!.markdown, sections[0]!.line]).toEqual(['T', 'Intro.', 'text', 7])
})

test('a page without front matter, or with YAML that is broken, is read as far as it goes', () => {
  expect(page('Text.\n')).toMatchObject({ title: 'steps/goal', intro: 'Text.', unreadable: { line: 1 } })
  expect(page('---\ntitle: "T\n---\n\nText.\n')).toMatchObject({
    title: 'steps/goal',
    intro: 'Text.',
    unreadable: { says: expect.stringContaining('not YAML') },
  })
})
