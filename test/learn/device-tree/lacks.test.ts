import { expect, test } from 'vitest'
import type { TreePart } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

test.each<[string, Tree, readonly TreePart[]]>([
  ['the house tree has all', board(), []],
  ["a phone's tree has no UART", board({ 'uart: pl011@9000000': undefined, chosen: undefined }), ['uart']],
  [
    'a tree with the timer of the chip alone has no generic timer',
    board({ timer: { compatible: 'samsung,exynos4210-mct' } }),
    ['timer'],
  ],
  ['a Raspberry Pi 3 has no GIC', board({ 'gic: intc@8000000': { compatible: 'brcm,bcm2836-l1-intc' } }), ['gic']],
  [
    'CPUs that are all disabled are none',
    board({ cpus: { 'cpu@0': { device_type: 'cpu', status: 'disabled' }, 'cpu@1': undefined } }),
    ['cpus'],
  ],
  ['an overlay has nothing', { fragment: { __overlay__: {} } }, ['cpus', 'gic', 'timer', 'uart']],
])('%s', (_, tree, lacks) => {
  expect(factsOf(tree)['tree.lacks']).toEqual(lacks)
})
