import { timer } from '../../src/checks/timer.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

const node = (...problems: string[]) => ({
  timer: fact({ path: '/timer', usable: problems.length === 0, problems }, '/timer compatible, interrupts'),
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
