/**
 * The board pages that are shipped, as a set; what each says of its own board is held against real trees in
 * test/boards.
 */
import { describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { boardFor } from '../../src/model/board.ts'

const library = loadLibrary()
const catalogue = boardPages(library)
const boards = catalogue.filter(({ status }) => status.level !== 'impossible')

test('no two boards have one name in the catalogue', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('no compatible means two boards of one architecture', () => {
  const owners = new Map<string, string[]>()
  for (const { id, arch, match } of catalogue) {
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

test('every board tells which files its first stages need, and where they lie', () => {
  expect(boards.filter(({ firmwareFiles }) => firmwareFiles.length === 0).map(({ id }) => id)).toEqual([])
})

test('a file that xenup writes for the firmware is among those that the firmware needs', () => {
  for (const { id, quirks, firmwareFiles } of boards) {
    const written = quirks.flatMap(({ effect }) => (effect?.kind === 'firmware-file' ? [effect.path] : []))
    const listed = firmwareFiles.flatMap(({ from, place }) =>
      from.some(({ kind }) => kind === 'xenup') && place.kind === 'partition' ? [place.path] : [],
    )
    expect({ id, files: listed }).toEqual({ id, files: written })
  }
})

test('the sizes of a board go up, and the smallest begins where the page says that RAM begins, or behind firmware', () => {
  for (const { id, ram } of boards) {
    const sizes = (ram?.layouts ?? []).map(({ size }) => size)
    expect({ id, sizes: sizes.toSorted((a, b) => (a < b ? -1 : 1)) }).toEqual({ id, sizes })
    for (const { banks } of ram?.layouts ?? []) expect(banks[0]!.base, id).toBeGreaterThanOrEqual(ram!.base)
  }
})

test('where several U-Boots have a variable, their releases do not overlap', () => {
  for (const { id, addresses } of boards) {
    for (const { variable } of addresses) {
      const spans = addresses
        .filter((one) => one.variable === variable)
        .map(({ since = '', until = '9999' }) => [since, until] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
      const overlapping = spans.filter(([since], index) => index > 0 && since < spans[index - 1]![1])
      expect(overlapping, `${variable} on ${id}`).toEqual([])
    }
  }
})
