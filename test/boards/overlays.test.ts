/** On the real tree of each board with a page, the overlay gives Xen what the boot script gives it. */
import { describe, expect, test } from 'vitest'
import { ownFolder } from '../artifacts/fixtures.ts'
import { expectSameTree, twoWays } from '../artifacts/overlay-tools.ts'
import { withTools } from '../artifacts/tools.ts'
import { concludedFor, pages, treeOf } from './conclude.ts'
import { haveTrees, treeBytes } from './trees.ts'

const boards = !haveTrees
  ? []
  : pages.flatMap((page) => {
      const tree = treeOf(page)
      const conclusion = tree && concludedFor(page, tree)
      return conclusion?.kind === 'plan' && conclusion.plan.placedBy === 'us'
        ? [{ id: page.id, tree: tree!, plan: conclusion.plan }]
        : []
    })

test.skipIf(!haveTrees)('boards of both architectures have a tree and a plan for U-Boot', () => {
  expect(boards.length).toBeGreaterThan(20)
  expect(new Set(boards.map(({ plan }) => plan.arch)).size).toBe(2)
})

describe.each(boards)('$id', ({ tree, plan }) => {
  withTools('dtc', 'fdtoverlay')('is given the same tree by script and by overlay', () => {
    // An overlay takes no node out: the handbook has fdtput do that first.
    expectSameTree(treeBytes(tree.set, tree.name), twoWays({ ...plan, treeEdits: [], reservations: [] }), ownFolder())
  })
})
