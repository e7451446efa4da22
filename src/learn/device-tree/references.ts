/** What a node refers to: lists of phandles, each with as many words behind it as its node asks for. */
import type { DtNode } from '../../read/fdt.ts'
import type { Phandles } from './interrupt.ts'
import { cell, cells } from './node.ts'

/** Entries of one list that are followed; the longest real ones have some dozens. */
const maxEntries = 256

/**
 * The nodes that a property such as `clocks` names, with `#clock-cells` words behind each; up to the first that is not
 * there or does not say how many.
 */
export function referencesIn(
  node: DtNode,
  property: string,
  counter: string | undefined,
  phandles: Phandles,
): readonly DtNode[] {
  const list = cells(node, property) ?? []
  const found: DtNode[] = []
  for (let at = 0; at < list.length && found.length < maxEntries; ) {
    const handle = list[at++]!
    if (handle === 0) continue
    const target = phandles.get(handle)
    const count = counter === undefined ? 0 : target && cell(target, counter)
    if (!target || count === undefined) break
    found.push(target)
    at += count
  }
  return found
}
