import { expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import { headerLine } from '../../../src/fronts/tui/header-line.ts'
import { layoutOf } from '../../../src/fronts/tui/layout.ts'
import { at, bringUp, finding, list, review, steps, theme, tried } from './screens.ts'

const errors = (count: number) =>
  tried({ findings: [...Array.from({ length: count }, () => finding()), finding({ severity: 'warning' })] })

test.each<readonly [string, Screen, number, string, string]>([
  ['a question', list(), 40, 'xenup  11/13 The first guest', ''],
  ['the review', review(), 40, 'xenup  Look it over and write', ''],
  ['the board', bringUp(), 40, 'xenup  At the board', ''],
  ['an error', list({ tried: errors(1) }), 40, 'xenup  11/13 The first guest', '1 error'],
  ['errors', list({ tried: errors(2) }), 40, 'xenup  11/13 The first guest', '2 errors'],
  ['a narrow screen', list({ tried: errors(2) }), 24, 'xenup  11/13 ~', '2 errors'],
  [
    'how much is left, from 80 columns',
    list({ map: steps }),
    80,
    'xenup  11/13 The first guest',
    '1 of 3 steps, about 30 min left',
  ],
  ['no more than fits below 80 columns', list({ map: steps }), 79, 'xenup  11/13 The first guest', ''],
  [
    'errors and how much is left',
    list({ map: steps, tried: errors(1) }),
    80,
    'xenup  11/13 The first guest',
    '1 error · 1 of 3 steps, about 30 min left',
  ],
  ['how much is left once, where the map stands beside', list({ map: steps }), 140, 'xenup  11/13 The first guest', ''],
])('the first line of %s', (_, screen, columns, head, tail) => {
  const size = { columns, rows: 24 }
  const gap = ' '.repeat(columns - head.length - tail.length)
  expect(headerLine(screen, layoutOf(at(screen), screen, size), size, theme)).toBe(`[${head}${gap}${tail}]`)
})
