import { boardStops } from '../../src/checks/board-stops.ts'
import type { Stop } from '../../src/model/board-needs.ts'
import { boardPage, log } from './material.ts'
import { describeCheck } from './table.ts'

const stop = (when: Stop['when'], changes: Partial<Stop> = {}) =>
  boardPage({ stops: [{ says: 'it panics.', fix: 'Take another tree.', when, source: 'here', ...changes }] })
const impossible = boardPage({
  name: 'A Pi of old',
  status: { level: 'impossible', says: 'it has no GIC', source: 'here' },
})
const silent = { 'read:native.log': undefined } as const

describeCheck(boardStops, {
  passes: {
    'a board without a certain stop': {},
    'a stop of another tree': { board: stop({ gic: '/interrupt-controller@78010000' }) },
    'a stop of older releases': { board: stop({ xenBefore: '4.17' }) },
    'a stop of newer releases': { board: stop({ xenSince: '4.18' }) },
    'a stop of firmware, which the log of Linux belies': { board: stop({ el2: 'not-shown' }) },
    'a stop of firmware, which its own log belies': {
      ...silent,
      board: stop({ el2: 'not-shown' }),
      'read:firmware.log': log('uart.log', 'yes'),
    },
  },
  fails: {
    'a stop without conditions': [{ board: stop({}) }, 'House Board: it panics'],
    'a stop of this tree': [{ board: stop({ gic: '/intc@8000000' }) }, 'it panics'],
    'a stop of this release': [{ board: stop({ xenSince: '4.17', xenBefore: '4.18' }) }, 'it panics'],
    'a stop of firmware that no log belies': [{ ...silent, board: stop({ el2: 'not-shown' }) }, 'it panics'],
    'a chip on which Xen cannot run': [{ board: impossible }, 'Xen cannot run on A Pi of old: it has no GIC'],
    'a board that is refused by its name, and came by its tree': [
      { board: boardPage({ status: { level: 'not-viable', says: 'No driver.', source: 'here' } }) },
      'Xen does not run on House Board as it is, by its page: No driver',
    ],
  },
  whole: [
    { board: stop({}, { xenSays: 'OLD Firmware is not supported.' }) },
    {
      rule: 'board-stops',
      severity: 'error',
      says: 'House Board: it panics ("OLD Firmware is not supported.")',
      at: 'answer board.id',
      fix: 'Take another tree.',
    },
  ],
  missing: {
    board: 'a board that has a page (board.id)',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
  },
})
