/**
 * Memory as Xen counts it (xen/common/device-tree/bootinfo-fdt.c: device_tree_is_memory_node, device_tree_get_meminfo).
 */
import { limits } from '../../model/limits.ts'
import type { Range, ReservedRange } from '../../model/range.ts'
import type { DeviceTree, DtNode } from '../../read/fdt.ts'
import { addressCells, number64, sizeCells } from './address.ts'
import { baseName, cells, everyNode, isAvailable, nodeAt, pathOf, string } from './node.ts'

/** The banks of /memory and /memory@… with device_type "memory", without empty ones. */
export function readBanks(root: DtNode): readonly Range[] {
  return root.children
    .filter((node) => baseName(node) === 'memory' && string(node, 'device_type') === 'memory' && isAvailable(node))
    .flatMap((node) => rangesOf(node))
    .slice(0, limits.ranges.most + 1)
}

/** Paths of the nodes that `readBanks` takes banks from, for evidence. */
export const bankPaths = (root: DtNode): readonly string[] =>
  root.children.filter((node) => baseName(node) === 'memory' && string(node, 'device_type') === 'memory').map(pathOf)

/** What the tree keeps for others: nodes below /reserved-memory with a fixed place, and /memreserve/. */
export function readReserved(tree: DeviceTree): readonly ReservedRange[] {
  const parent = nodeAt(tree.root, '/reserved-memory')
  const nodes = parent ? [...everyNode(parent)].filter((node) => node !== parent && isAvailable(node)) : []
  const regions = [
    ...nodes.flatMap((node) => rangesOf(node, parent).map((range) => ({ ...range, path: pathOf(node) }))),
    ...tree.memoryReservations.filter((range) => range.size > 0n),
  ]
  return regions.slice(0, limits.ranges.most + 1)
}

/**
 * `reg` as ranges, zero sizes left out; these nodes are not on a bus, so nothing is translated. Cell counts are
 * inherited up to `top`: Xen reads /reserved-memory in a walk of its own and does not see the root's there.
 */
function rangesOf(node: DtNode, top?: DtNode): readonly Range[] {
  const reg = cells(node, 'reg')
  const na = addressCells(node, top)
  const ns = sizeCells(node, top)
  if (!reg || na < 1 || ns < 1 || na + ns > reg.length) return []
  const ranges: Range[] = []
  for (let at = 0; at + na + ns <= reg.length && ranges.length <= limits.ranges.most; at += na + ns) {
    const size = number64(reg, at + na, ns)
    if (size !== 0n) ranges.push({ base: number64(reg, at, na), size })
  }
  return ranges
}
