/** Which panes stand where: a row is the size, what is open, and the panes with their widths. */
import { describe, expect, test } from 'vitest'
import { layoutOf, pageHeight } from '../../../src/fronts/tui/layout.ts'
import { at, bringUp, file, list, question, review, task, tried } from './screens.ts'

const shown = (...of: Parameters<typeof layoutOf>): string =>
  layoutOf(...of)
    .panes.map(({ pane, width }) => `${pane} ${width}`)
    .join(' | ')

describe('the panes', () => {
  const changed = list({ tried: tried({ files: [file('a', ' x'), file('b', '*y')] }) })
  test.each([
    ['one fills a narrow screen', list(), 'ask', 80, 'ask 80'],
    ['one that was asked for fills a narrow screen', list(), 'why', 99, 'why 99'],
    ['two stand side by side from 100 columns', list(), 'ask', 100, 'ask 53 | memory 45'],
    ['one that was asked for stands at the right', list(), 'why', 100, 'ask 53 | why 45'],
    ['the map takes the place of the question', list(), 'map', 120, 'map 64 | memory 54'],
    ['what the answer makes stands beside it', changed, 'ask', 100, 'ask 53 | artifacts 45'],
    [
      'what is to be done stands beside a gate',
      question({ isGate: true, tasks: [task()] }),
      'ask',
      100,
      'ask 53 | tasks 45',
    ],
    ['a gate without anything to do is a question', question({ isGate: true }), 'ask', 100, 'ask 53 | memory 45'],
    ['a question with something to do is no gate', question({ tasks: [task()] }), 'ask', 100, 'ask 53 | memory 45'],
    ['what is to be done stands beside the board', bringUp(), 'ask', 100, 'ask 53 | tasks 45'],
    ['memory stands beside the review', review(), 'ask', 100, 'ask 53 | memory 45'],
    ['the map at a glance comes from 140 columns', list(), 'ask', 140, 'glance 32 | ask 52 | memory 52'],
    ['it is wider from 170 columns', list(), 'ask', 170, 'glance 38 | ask 64 | memory 64'],
    ['the map in full takes its place', list(), 'map', 140, 'map 86 | memory 52'],
    ['two panes up to 139 columns', list(), 'ask', 139, 'ask 74 | memory 63'],
  ] as const)('%s', (_, screen, pane, columns, expected) => {
    expect(shown(at(screen, { pane }), screen, { columns, rows: 24 })).toBe(expected)
  })

  test.each([
    [24, 20, 2],
    [16, 12, 2],
    [15, 12, 1],
    [5, 2, 1],
    [2, 1, 1],
  ] as const)('of %i rows they have %i, and the keys %i', (rows, height, footer) => {
    for (const columns of [80, 100, 150]) {
      const layout = layoutOf(at(list()), list(), { columns, rows })
      expect([layout.height, layout.footer]).toEqual([height, footer])
    }
  })

  test('fill the screen, with a rule of two columns between them', () => {
    for (let columns = 100; columns < 230; columns++)
      for (const pane of ['ask', 'map', 'why'] as const) {
        const { panes } = layoutOf(at(list(), { pane }), list(), { columns, rows: 24 })
        const used = panes.reduce((sum, { width }) => sum + width, 0) + 2 * (panes.length - 1)
        expect(used).toBe(columns)
      }
  })

  test('Page Down goes on three lines less than there are, and one at least', () => {
    expect(pageHeight({ panes: [], height: 20, footer: 2 })).toBe(17)
    expect(pageHeight({ panes: [], height: 2, footer: 1 })).toBe(1)
  })
})
