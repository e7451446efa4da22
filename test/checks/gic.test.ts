import { gic } from '../../src/checks/gic.ts'
import type { GicFact } from '../../src/model/facts.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

const controller = (changes: Partial<GicFact>) => ({
  gic: fact<GicFact>(
    {
      path: '/intc@8000000',
      version: 'v2',
      usable: false,
      problems: ['it has 2 regions, and Xen needs 4'],
      ...changes,
    },
    '/intc@8000000 compatible, reg, interrupts',
  ),
})

describeCheck(gic, {
  passes: {
    'a GICv2 with its virtualization registers': {},
    'a GICv3': controller({ version: 'v3', usable: true, problems: [] }),
  },
  fails: {
    'a GICv2 without virtualization registers': [
      controller({}),
      'Xen cannot use the interrupt controller /intc@8000000: it has 2 regions, and Xen needs 4',
    ],
    'a controller that is no GIC': [
      controller({ version: 'other', path: '/soc/local_intc@40000000', problems: ['it is a brcm,bcm2836-l1-intc'] }),
      '/soc/local_intc@40000000: it is a brcm,bcm2836-l1-intc',
    ],
    'several things at once': [controller({ problems: ['one', 'two'] }), 'one; two'],
  },
  whole: [
    controller({}),
    {
      rule: 'gic',
      severity: 'error',
      says: 'Xen cannot use the interrupt controller /intc@8000000: it has 2 regions, and Xen needs 4',
      at: 'board.dtb /intc@8000000 compatible, reg, interrupts',
      fix: 'Use the device tree of a newer kernel, or mend the node; a controller without virtualization cannot run Xen.',
    },
  ],
  missing: { gic: 'an interrupt controller in the device tree' },
})
