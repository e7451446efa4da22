import { expect, test } from 'vitest'
import { boardLosses } from '../../src/checks/board-losses.ts'
import { boardPage } from './material.ts'
import { describeCheck, findings } from './table.ts'

const loss = (matters?: 'disk' | 'network') =>
  boardPage({
    loses: [{ device: 'Ethernet', says: 'it gets no interrupt.', source: 'here', ...(matters && { matters }) }],
  })

test.each([
  ['a disk, always', loss('disk'), 'no', 'warning'],
  ['the network, where guests are bridged to it', loss('network'), 'yes', 'warning'],
  ['the network, where nobody asked for it', loss('network'), 'no', 'note'],
  ['what nobody needs to boot', loss(), 'yes', 'note'],
] as const)('a warning is for %s', (_what, board, bridge, severity) => {
  expect(findings(boardLosses, { board, 'dom0-userspace.bridge': bridge })).toMatchObject([{ severity }])
})

describeCheck(boardLosses, {
  passes: { 'a board that loses nothing': {} },
  fails: { 'a device without interrupts': [{ board: loss() }, 'Ethernet of House Board: it gets no interrupt'] },
  whole: [
    { board: loss('disk') },
    {
      rule: 'board-losses',
      severity: 'warning',
      says: 'Ethernet of House Board: it gets no interrupt',
      at: 'answer board.id',
      fix: 'Plan without it, or see what the page of the board says: xenup explain house.',
    },
  ],
  missing: { board: 'a board that has a page (board.id)' },
})
