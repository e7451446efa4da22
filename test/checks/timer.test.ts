import { expect, test } from 'vitest'
import { timer } from '../../src/checks/timer.ts'
import { fact } from './material.ts'
import { describeCheck, findings } from './table.ts'

const node = (...problems: string[]) => ({
  timer: fact({ path: '/timer', usable: problems.length === 0, problems }, '/timer compatible, interrupts'),
})

test('where the chip has no GIC, no tree helps', () => {
  const at = '/soc/local_intc@40000000'
  expect(findings(timer, node(`interrupt hyp-phys goes to ${at}, not to a GIC that Xen knows`))).toMatchObject([
    { fix: expect.stringMatching(/^Take another board, if this chip has no GIC/) },
  ])
})

describeCheck(timer, {
  passes: { 'a timer with four interrupts': {} },
  fails: {
    'a timer without the interrupt of the hypervisor': [
      node('interrupt hyp-phys: there are only 3'),
      'Xen cannot use the timer /timer: interrupt hyp-phys: there are only 3',
    ],
  },
  whole: [
    node('interrupt hyp-phys: there are only 3'),
    {
      rule: 'timer',
      severity: 'error',
      says: 'Xen cannot use the timer /timer: interrupt hyp-phys: there are only 3',
      at: 'board.dtb /timer compatible, interrupts',
      fix: 'Use the device tree of a newer kernel, or mend the node: it needs four interrupts, the last for the hypervisor.',
    },
  ],
  missing: { timer: 'a timer in the device tree' },
})
