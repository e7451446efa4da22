import { describe, expect, test } from 'vitest'
import type { TimerFact } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const timerOf = (tree: Tree): TimerFact | undefined => factsOf(tree).timer
const timer = (changes: Tree): Tree => board({ timer: changes })
const ppi = (number: number): readonly number[] => [1, number, 4]
const all = [...ppi(13), ...ppi(14), ...ppi(11), ...ppi(10)]

describe('the timer is usable by Xen', () => {
  test.each<[string, Tree]>([
    ['on the house board', board()],
    ['of an Armv7', timer({ compatible: 'arm,armv7-timer' })],
    [
      'with five interrupts, named, in another order',
      timer({
        interrupts: [...ppi(11), ...ppi(10), ...ppi(14), ...ppi(13), ...ppi(12)],
        'interrupt-names': ['virt', 'hyp-phys', 'phys', 'sec-phys', 'hyp-virt'],
      }),
    ],
    [
      'with interrupts-extended',
      timer({
        interrupts: undefined,
        'interrupts-extended': ['&gic', ...ppi(13), '&gic', ...ppi(14), '&gic', ...ppi(11), '&gic', ...ppi(10)],
      }),
    ],
    ['though its node is disabled, which Xen does not look at', timer({ status: 'disabled' })],
  ])('%s', (_, tree) => {
    expect(timerOf(tree)).toEqual({ path: '/timer', usable: true, problems: [] })
  })

  test('and is not mistaken for a peripheral of the same name: on Tegra /timer@60005000 comes first', () => {
    const tegra: Tree = { 'timer@60005000': { compatible: 'nvidia,tegra210-timer', interrupts: [0, 0, 4] }, ...board() }
    expect(timerOf(tegra)).toMatchObject({ path: '/timer', usable: true })
  })
})

describe('the timer is not usable by Xen', () => {
  test.each<[string, Tree, readonly string[]]>([
    [
      "without the hypervisor's interrupt",
      timer({ interrupts: [...ppi(13), ...ppi(14), ...ppi(11)] }),
      ['interrupt hyp-phys: it has no interrupt number 3'],
    ],
    [
      "without the hypervisor's name",
      timer({ interrupts: all, 'interrupt-names': ['sec-phys', 'phys', 'virt', 'hyp-virt'] }),
      ['interrupt hyp-phys: it has no interrupt named hyp-phys'],
    ],
    [
      'with a name too many',
      timer({ interrupts: [...ppi(13)], 'interrupt-names': ['phys', 'sec-phys', 'virt', 'hyp-phys'] }),
      [
        'interrupt sec-phys: it has no interrupt number 1',
        'interrupt virt: it has no interrupt number 2',
        'interrupt hyp-phys: it has no interrupt number 3',
      ],
    ],
    [
      'at a controller that is not the GIC',
      {
        ...timer({ 'interrupt-parent': '&other', interrupts: [1, 2, 3, 4] }),
        'other: other': { 'interrupt-controller': true, '#interrupt-cells': 1 },
      },
      ['sec-phys', 'phys', 'virt', 'hyp-phys'].map(
        (name) => `interrupt ${name} goes to /other, not to a GIC that Xen knows`,
      ),
    ],
    [
      'at a GIC that Xen does not drive',
      board({ 'gic: intc@8000000': { compatible: 'arm,cortex-a9-gic' } }),
      ['sec-phys', 'phys', 'virt', 'hyp-phys'].map(
        (name) => `interrupt ${name} goes to /intc@8000000, not to a GIC that Xen knows`,
      ),
    ],
  ])('%s', (_, tree, problems) => {
    expect(timerOf(tree)).toEqual({ path: '/timer', usable: false, problems })
  })
})

test('a tree without an architected timer has no such fact', () => {
  expect(factsOf(board({ timer: undefined }))).not.toHaveProperty('timer')
  expect(factsOf(board({ timer: { compatible: 'arm,armv7-timer-mem' } }))).not.toHaveProperty('timer')
})
