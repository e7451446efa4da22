/** Devices that the page of a board knows to lose something when Xen runs. */
import { clause } from '../model/board.ts'
import { atAnswer, defineCheck } from './check.ts'

export const boardLosses = defineCheck({
  id: 'board-losses',
  needs: ['board'],
  uses: ['dom0-userspace.bridge'],
  run({ board, 'dom0-userspace.bridge': bridge }) {
    return board.loses.map(({ device, says, matters }) => {
      const isMissed = matters === 'disk' || (matters === 'network' && bridge !== 'no')
      return {
        severity: isMissed ? 'warning' : 'note',
        says: `${device} of ${board.name}: ${clause(says)}`,
        at: atAnswer('board.id'),
        fix: `Plan without it, or see what the page of the board says: xenup explain ${board.id}.`,
      }
    })
  },
})
