/** What Xen cannot do without, and a tree that was read whole does not have. */
import type { TreePart } from '../model/facts.ts'
import { atFact, defineCheck } from './check.ts'

export const treeParts = defineCheck({
  id: 'tree-parts',
  needs: ['tree.lacks'],
  run({ 'tree.lacks': lacks }) {
    return lacks.value.map((part) => ({ severity: 'error', at: atFact(lacks), ...words[part] }))
  },
})

const words: Readonly<Record<TreePart, { readonly says: string; readonly fix: string }>> = {
  cpus: {
    says: 'The device tree has no CPU that is enabled: Xen has nothing to run on',
    fix: "Use the device tree of the board as Linux has it; an overlay or a coprocessor's tree is none.",
  },
  gic: {
    says: "The device tree has no interrupt controller of Arm's kind (GIC): Xen cannot run here",
    fix: 'Use another board, unless the chip has a GIC that this tree leaves out: then use another tree.',
  },
  timer: {
    says: 'The device tree has no generic timer (arm,armv7-timer or arm,armv8-timer): Xen cannot run here',
    fix: 'Use the tree of a newer kernel, or add the node with its four interrupts where the CPUs have that timer.',
  },
  uart: {
    says: 'The device tree has no UART: Xen cannot be heard here, and what it says when it stops is lost',
    fix: 'Use a board with a serial port, or add the node of the one that the chip has.',
  },
}
