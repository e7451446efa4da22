/** What a tree brings under /chosen for Xen: boot modules and command lines (xen/common/device-tree/bootinfo-fdt.c). */
import type { BootModuleFact, ChosenBootargs, DeviceTreeValues } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { addressCells, sizeCells } from './address.ts'
import { cell, cells, everyNode, isCompatible, nodeAt, pathOf, string } from './node.ts'

/** Old names (Xen 4.4) and today's; a module without either is guessed by its place (fdt_node_to_kind). */
const kinds: readonly (readonly [BootModuleFact['kind'], readonly string[]])[] = [
  ['kernel', ['xen,linux-zimage', 'multiboot,kernel']],
  ['ramdisk', ['xen,linux-initrd', 'multiboot,ramdisk']],
  ['xsm-policy', ['xen,xsm-policy']],
  ['device-tree', ['multiboot,device-tree']],
]

/** The modules, in file order: below /chosen, at most two nodes deep, as Xen's early walk finds them. */
export function readModules(root: DtNode): readonly BootModuleFact[] {
  const chosen = nodeAt(root, '/chosen')
  if (!chosen) return []
  const nodes = [...everyNode(chosen)].filter(
    (node) => node !== chosen && isCompatible(node, ['xen,multiboot-module', 'multiboot,module']),
  )
  // U-Boot's own words for an initramfs: Xen takes them as a ramdisk module (process_chosen_node).
  const initrd: readonly BootModuleFact[] = chosen.properties.has('linux,initrd-start')
    ? [{ path: `${pathOf(chosen)} linux,initrd-start`, kind: 'ramdisk', ofGuest: false, problems: [] }]
    : []
  return [...nodes.map(moduleOf), ...initrd]
}

function moduleOf(node: DtNode): BootModuleFact {
  const kind = kinds.find(([, names]) => isCompatible(node, names))?.[0] ?? 'untyped'
  const bootargs = string(node, 'bootargs')
  const reg = cells(node, 'reg')
  const needed = addressCells(node) + sizeCells(node)
  const problems =
    reg === undefined
      ? ['it has no reg']
      : reg.length < needed
        ? [`its reg has ${reg.length} cells, and the node above asks for ${needed}`]
        : []
  return {
    path: pathOf(node),
    kind,
    ofGuest: isCompatible(node.parent!, ['xen,domain']),
    problems,
    ...(reg !== undefined && { cells: reg.length }),
    ...(bootargs !== undefined && bootargs !== '' && { bootargs }),
  }
}

/** What counts for the reg of a node below /chosen (bootinfo-fdt.c hands the cells down from node to node). */
export function readChosenCells(root: DtNode): DeviceTreeValues['chosen.cells'] {
  const chosen = nodeAt(root, '/chosen') ?? root
  const own = (name: string): number | undefined => cell(chosen, name) ?? cell(root, name)
  return { address: own('#address-cells') ?? 2, size: own('#size-cells') ?? 1 }
}

/** The command lines, each under its name. */
export function readBootargs(root: DtNode): ChosenBootargs | undefined {
  const chosen = nodeAt(root, '/chosen')
  const xen = chosen && string(chosen, 'xen,xen-bootargs')
  const dom0 = chosen && string(chosen, 'xen,dom0-bootargs')
  const plain = chosen && string(chosen, 'bootargs')
  if ((xen ?? dom0 ?? plain ?? '') === '') return undefined
  return { ...(xen && { xen }), ...(dom0 && { dom0 }), ...(plain && { plain }) }
}
