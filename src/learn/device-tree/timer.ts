/** The generic timer as Xen judges it (xen/arch/arm/time.c: preinit_dt_xen_time, init_dt_xen_time). */
import type { TimerFact } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { type Phandles, routeByName, routeOf } from './interrupt.ts'
import { everyNode, isCompatible, pathOf } from './node.ts'

/** The four interrupts that Xen cannot do without, by index and by the name they have when there are names. */
const needed = [
  { index: 0, name: 'sec-phys' },
  { index: 1, name: 'phys' },
  { index: 2, name: 'virt' },
  { index: 3, name: 'hyp-phys' },
]

/** Reads the first architected timer; missing when there is none. */
export function readTimer(root: DtNode, phandles: Phandles, gic: DtNode | undefined): TimerFact | undefined {
  for (const node of everyNode(root)) {
    if (!isCompatible(node, ['arm,armv8-timer', 'arm,armv7-timer'])) continue
    const problems = problemsOf(node, phandles, gic)
    return { path: pathOf(node), usable: problems.length === 0, problems }
  }
  return undefined
}

/** Xen takes interrupts of its own GIC only (device-tree.c, dt_irq_translate). */
function problemsOf(node: DtNode, phandles: Phandles, gic: DtNode | undefined): string[] {
  const named = node.properties.has('interrupt-names')
  return needed.flatMap(({ index, name }) => {
    const route = named ? routeByName(node, name, phandles) : routeOf(node, index, phandles)
    if (!route.ok) return [`interrupt ${name}: ${route.why}`]
    if (route.controller !== gic)
      return [`interrupt ${name} goes to ${pathOf(route.controller)}, not to a GIC that Xen knows`]
    return []
  })
}
