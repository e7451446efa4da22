/** What the page of a board says is certain to stop it, as far as its conditions hold in this set-up. */
import { clause } from '../model/board.ts'
import { stopsThatHold } from '../model/board-needs.ts'
import { atAnswer, defineCheck } from './check.ts'

export const boardStops = defineCheck({
  id: 'board-stops',
  needs: ['board', 'xen.version'],
  uses: ['board.id', 'gic', 'read:native.log', 'read:firmware.log'],
  run(have) {
    const { name, status, stops } = have.board
    if (status.level === 'impossible')
      return [
        {
          severity: 'error',
          says: `Xen cannot run on ${name}: ${clause(status.says)}`,
          at: atAnswer('board.id'),
          fix: 'Take another board; "xenup boards" lists those with a page, and QEMU needs none.',
        },
      ]
    const gic = have.gic?.value.path
    const el2Shown = [have['read:native.log'], have['read:firmware.log']].some(
      (log) => log?.facts['firmware.el2']?.value === 'yes',
    )
    const held = stopsThatHold(stops, { xen: have['xen.version'], ...(gic !== undefined && { gic }), el2Shown })
    return [
      ...held.map(({ says, xenSays, fix }) => ({
        severity: 'error' as const,
        says: `${name}: ${clause(says)}${xenSays ? ` ("${xenSays}")` : ''}`,
        at: atAnswer('board.id'),
        fix,
      })),
      // A board that is refused by its name comes here by its tree, which may have been mended.
      ...(status.level === 'not-viable'
        ? [
            {
              severity: 'warning' as const,
              says: `Xen does not run on ${name} as it is, by its page: ${clause(status.says)}`,
              at: atAnswer('board.id'),
              fix: `See that this tree cures it: xenup explain ${have.board.id}.`,
            },
          ]
        : []),
    ]
  },
})
