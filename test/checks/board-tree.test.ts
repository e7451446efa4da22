import { boardTree } from '../../src/checks/board-tree.ts'
import { boardPage, fact } from './material.ts'
import { describeCheck } from './table.ts'

const cubietruck = boardPage({
  name: 'Cubietruck',
  match: ['cubietech,cubietruck'],
  dtb: { file: 'sun7i-a20-cubietruck.dtb', source: 'here' },
})

describeCheck(boardTree, {
  passes: {
    'the tree of the board': {},
    'the tree of a variant that names the board too': { compatible: fact(['acme,house-plus', 'linux,dummy-virt']) },
    'a page about machines of many kinds': { board: boardPage({ match: [] }) },
  },
  fails: {
    "another board's tree": [
      { compatible: fact(['pine64,pine64', 'allwinner,sun50i-a64']) },
      'it is for pine64,pine64, allwinner,sun50i-a64',
      'that board is linux,dummy-virt',
    ],
    'a board that has several names': [{ board: boardPage({ match: ['a,b', 'a,c'] }) }, 'that board is a,b or a,c'],
  },
  whole: [
    { board: cubietruck },
    {
      rule: 'board-tree',
      severity: 'warning',
      says: 'board.dtb is not the device tree of the Cubietruck: it is for linux,dummy-virt, and that board is cubietech,cubietruck',
      at: 'answer dtb.file',
      also: 'board.dtb / compatible',
      fix: "Name the board's own tree (sun7i-a20-cubietruck.dtb), or choose the board that this one is for (board.id).",
    },
  ],
  missing: {
    'read:dtb.file': 'the device tree file (dtb.file)',
    compatible: 'the compatible list in the device tree',
    board: 'a board that has a page (board.id)',
  },
})
