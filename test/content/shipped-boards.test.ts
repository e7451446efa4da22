/**
 * The board pages that are shipped, as a set; what each says of its own board is held against real trees in
 * test/boards.
 */
import { describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { boardFor } from '../../src/model/board.ts'

const library = loadLibrary()
const boards = boardPages(library).filter(({ id }) => id !== 'other')

test('no compatible means two boards of one architecture', () => {
  const owners = new Map<string, string[]>()
  for (const { id, arch, match } of boards) {
    for (const compatible of match)
      owners.set(`${arch} ${compatible}`, [...(owners.get(`${arch} ${compatible}`) ?? []), id])
  }
  expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([])
})

describe('a tree that calls itself what the page says', () => {
  test.each(
    boards.filter(({ match, facts }) => match.length > 0 && facts.compatible).map((page) => [page.id, page] as const),
  )('is known as %s', (id, { facts }) => {
    expect(boardFor(facts, boards)?.id).toBe(id)
  })
})

test('a page says the same architecture in its head and in its facts', () => {
  expect(boards.filter(({ arch, facts }) => facts.arch && facts.arch.value !== arch).map(({ id }) => id)).toEqual([])
})

const sections = [
  'Serial console',
  'Jumpers and boot switches',
  'Firmware',
  'What is odd about it',
  'How sure this is',
  'Sources',
]

test.each(boards.filter(({ target }) => target === 'hardware').map(({ id }) => id))(
  '%s has every section that a board needs',
  (id) => {
    const headings = library.page(`boards/${id}`)!.sections.map(({ heading }) => heading)
    expect(headings).toEqual(expect.arrayContaining(sections))
  },
)
