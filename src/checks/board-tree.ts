/**
 * The device tree should be that of the board that was chosen: where it is another's, one of the two answers is wrong.
 */
import { atAnswer, atFact, defineCheck } from './check.ts'

export const boardTree = defineCheck({
  id: 'board-tree',
  needs: ['read:dtb.file', 'compatible', 'board'],
  run({ compatible, board, 'read:dtb.file': { path } }) {
    // A page without compatibles is about machines of many kinds.
    if (board.match.length === 0 || board.match.some((one) => compatible.value.includes(one))) return []
    return [
      {
        severity: 'warning',
        says: `${path} is not the device tree of the ${board.name}: it is for ${compatible.value.join(', ')}, and that board is ${board.match.join(' or ')}`,
        at: atAnswer('dtb.file'),
        also: atFact(compatible),
        fix: `Name the board's own tree${board.dtb ? ` (${board.dtb.file})` : ''}, or choose the board that this one is for (board.id).`,
      },
    ]
  },
})
