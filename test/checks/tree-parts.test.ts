import { treeParts } from '../../src/checks/tree-parts.ts'
import type { TreePart } from '../../src/model/facts.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

const without = (...parts: TreePart[]) => ({ 'tree.lacks': fact<readonly TreePart[]>(parts, 'the whole tree') })

describeCheck(treeParts, {
  passes: { 'a tree that has all that Xen needs': {} },
  fails: {
    'a tree without CPUs': [without('cpus'), 'no CPU that is enabled', 'nothing to run on'],
    'a tree without a GIC, such as that of a Raspberry Pi 3': [without('gic'), /GIC.*Xen cannot run here/],
    'a tree with a timer of the chip alone': [without('timer'), /no generic timer .*Xen cannot run here/],
    "a phone's tree without a UART": [without('uart'), 'no UART: Xen cannot be heard here'],
  },
  whole: [
    without('timer'),
    {
      rule: 'tree-parts',
      severity: 'error',
      says: 'The device tree has no generic timer (arm,armv7-timer or arm,armv8-timer): Xen cannot run here',
      at: 'board.dtb the whole tree',
      fix: 'Use the tree of a newer kernel, or add the node with its four interrupts where the CPUs have that timer.',
    },
  ],
  missing: { 'tree.lacks': 'a device tree that was read whole (dtb.file)' },
})
