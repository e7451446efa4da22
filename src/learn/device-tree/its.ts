/** The ITS of a GICv3, which turns messages into interrupts, and who sends it such messages. */
import type { ItsFact, ItsUser } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import type { Phandles } from './interrupt.ts'
import { cell, cells, everyNode, isCompatible, isEnabled, pathOf, strings } from './node.ts'

/** More users than this are not listed: a ThunderX has six. */
const maxUsers = 64

/**
 * The ITS nodes below the GIC (gicv3_its_dt_init in xen/arch/arm/gic-v3-its.c) and the enabled devices that name one
 * in msi-parent or msi-map (Linux Documentation/devicetree/bindings/interrupt-controller/msi.txt, pci/pci-msi.txt);
 * missing when there is no ITS.
 */
export function readIts(root: DtNode, gic: DtNode | undefined, phandles: Phandles): ItsFact | undefined {
  const units = gic?.children.filter((node) => isCompatible(node, ['arm,gic-v3-its'])) ?? []
  if (units.length === 0) return undefined
  const users: ItsUser[] = []
  for (const node of everyNode(root)) {
    const property = ['msi-parent', 'msi-map'].find((name) => node.properties.has(name))
    if (!property || users.length === maxUsers || !isEnabled(node)) continue
    if (!targetsOf(node, property, phandles).some((target) => units.includes(target))) continue
    users.push({
      path: pathOf(node),
      compatible: strings(node, 'compatible') ?? [],
      hasLines: node.properties.has('interrupt-map') || node.properties.has('interrupts'),
    })
  }
  return { paths: units.map(pathOf), users }
}

/** Each entry of msi-map is a range of requesters, an ITS, its first device and a length. */
function targetsOf(node: DtNode, property: string, phandles: Phandles): readonly DtNode[] {
  const list = cells(node, property) ?? []
  const found: DtNode[] = []
  for (let at = property === 'msi-map' ? 1 : 0; at < Math.min(list.length, 1024); ) {
    const target = phandles.get(list[at]!)
    if (target) found.push(target)
    at += property === 'msi-map' ? 4 : 1 + ((target && cell(target, '#msi-cells')) ?? 0)
  }
  return found
}
