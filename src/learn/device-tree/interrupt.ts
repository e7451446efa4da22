/**
 * Where a device's interrupt goes: Xen's dt_device_get_raw_irq and dt_irq_map_raw (xen/common/device-tree/
 * device-tree.c), through interrupt-parent, interrupts-extended and interrupt-map.
 */
import type { DtNode } from '../../read/fdt.ts'
import { cell, cells, everyNode, phandleOf, strings } from './node.ts'

/** The controller that an interrupt reaches, with the specifier it gets there, or why it reaches none. */
export type Route =
  | { readonly ok: true; readonly controller: DtNode; readonly specifier: readonly number[] }
  | { readonly ok: false; readonly why: string }

/** Finds nodes by phandle; of two with one handle the first in the file. */
export type Phandles = ReadonlyMap<number, DtNode>

/** Nodes of one walk upward by interrupt-parent; a cycle in a hostile tree ends here. */
const maxSteps = 64

/** Controllers and maps that one interrupt passes; real ones pass three at the most. */
const maxHops = 8

/** Words of one interrupt-map that are looked at; the longest real maps have some hundreds. */
const maxMapWords = 1 << 11

/** The most cells of an interrupt that Xen takes (DT_MAX_IRQ_SPEC). */
const maxSpecifier = 4

/** Indexes a tree by phandle; nodes that are `gone` count no more, with all below them. */
export function phandlesOf(root: DtNode, isGone: (node: DtNode) => boolean = () => false): Phandles {
  const found = new Map<number, DtNode>()
  for (const node of everyNode(root, isGone)) {
    const handle = phandleOf(node)
    if (handle !== undefined && !found.has(handle)) found.set(handle, node)
  }
  return found
}

/** The route of a device's `index`-th interrupt. */
export function routeOf(device: DtNode, index: number, phandles: Phandles): Route {
  const address = cells(device, 'reg')
  const extended = cells(device, 'interrupts-extended')
  if (extended) {
    const entry = entryOf(extended, index, phandles)
    if (entry) return follow(entry.parent, entry.specifier, address, phandles)
  }
  const interrupts = cells(device, 'interrupts')
  if (!interrupts) return { ok: false, why: 'it has no interrupt' }
  const parent = interruptParent(device, phandles)
  if (!parent) return { ok: false, why: 'its interrupt has no interrupt-parent' }
  const size = cell(parent, '#interrupt-cells')
  if (size === undefined) return { ok: false, why: `${nameOf(parent)} has an #interrupt-cells without a number` }
  const start = index * size
  if (size < 1 || start + size > interrupts.length) return { ok: false, why: `it has no interrupt number ${index}` }
  return follow(parent, interrupts.slice(start, start + size), address, phandles)
}

/** How many interrupts Xen takes a device to have (dt_number_of_irq). */
export function interruptCount(device: DtNode, phandles: Phandles): number {
  const extended = cells(device, 'interrupts-extended')
  const entries = extended && entryCount(extended, phandles)
  if (entries !== undefined) return entries
  const interrupts = cells(device, 'interrupts')
  const parent = interrupts && interruptParent(device, phandles)
  const size = parent && cell(parent, '#interrupt-cells')
  return size ? Math.floor(interrupts.length / size) : 0
}

/** Entries of an interrupts-extended, the empty ones too; nothing when it cannot be read to its end. */
function entryCount(list: readonly number[], phandles: Phandles): number | undefined {
  let count = 0
  for (let at = 0; at < list.length; count++) {
    const handle = list[at++]!
    if (handle === 0) continue
    const parent = phandles.get(handle)
    const size = parent && cell(parent, '#interrupt-cells')
    if (size === undefined || at + size > list.length) return undefined
    at += size
  }
  return count
}

/** The route of the interrupt that `interrupt-names` calls so. */
export function routeByName(device: DtNode, name: string, phandles: Phandles): Route {
  const index = strings(device, 'interrupt-names')?.indexOf(name) ?? -1
  return index < 0 ? { ok: false, why: `it has no interrupt named ${name}` } : routeOf(device, index, phandles)
}

/** One entry of interrupts-extended. */
function entryOf(list: readonly number[], index: number, phandles: Phandles) {
  for (let at = 0, entry = 0; at < list.length; entry++) {
    const handle = list[at++]!
    const parent = handle === 0 ? undefined : phandles.get(handle)
    if (handle !== 0 && !parent) return undefined
    const size = parent ? cell(parent, '#interrupt-cells') : 0
    if (size === undefined || at + size > list.length) return undefined
    if (entry === index) return parent && { parent, specifier: list.slice(at, at + size) }
    at += size
  }
  return undefined
}

/** The nearest node with #interrupt-cells, going by interrupt-parent or else upward. */
function interruptParent(child: DtNode, phandles: Phandles): DtNode | undefined {
  let node: DtNode | undefined = child
  for (let step = 0; node && step < maxSteps; step++) {
    const handle = cell(node, 'interrupt-parent')
    node = handle === undefined ? node.parent : phandles.get(handle)
    if (node?.properties.has('#interrupt-cells')) return node
  }
  return undefined
}

function follow(
  first: DtNode,
  firstSpecifier: readonly number[],
  firstAddress: readonly number[] | undefined,
  phandles: Phandles,
): Route {
  let node: DtNode | undefined = first.properties.has('#interrupt-cells') ? first : interruptParent(first, phandles)
  let specifier = firstSpecifier
  if (node && cell(node, '#interrupt-cells') !== specifier.length) {
    return {
      ok: false,
      why: `its interrupt has ${specifier.length} cells, and ${nameOf(node)} wants ${cell(node, '#interrupt-cells') ?? 'no number'}`,
    }
  }
  let addressSize = node ? inheritedAddressCells(node) : 0
  let address = firstAddress
  for (let hop = 0; node && hop < maxHops; hop++) {
    if (node.properties.has('interrupt-controller')) {
      return specifier.length > maxSpecifier
        ? { ok: false, why: `its interrupt has ${specifier.length} cells, and Xen takes ${maxSpecifier} at most` }
        : { ok: true, controller: node, specifier }
    }
    const map = cells(node, 'interrupt-map')
    if (!map) {
      node = interruptParent(node, phandles)
      continue
    }
    if (!address && addressSize !== 0)
      return { ok: false, why: `${nameOf(node)} maps interrupts by address, and the device has no reg` }
    const next = mapped(node, map, [...(address ?? []).slice(0, addressSize), ...specifier], phandles)
    if (!next) return { ok: false, why: `the interrupt-map of ${nameOf(node)} has no entry for it` }
    ;({ node, specifier, address, addressSize } = next)
  }
  return { ok: false, why: 'its interrupt reaches no interrupt controller' }
}

/**
 * Where the entries of a PCI bridge's interrupt-map lead (dt_for_each_irq_map): Xen hands each of the GIC's to dom0. The
 * map is read to its end, or to the entry that cannot be read.
 */
export function mappedRoutes(bridge: DtNode, phandles: Phandles): readonly Route[] {
  const node = bridge.properties.has('#interrupt-cells') ? bridge : interruptParent(bridge, phandles)
  if (!node) return [{ ok: false, why: 'it is a PCI bridge without #interrupt-cells, here or above' }]
  const size = cell(node, '#interrupt-cells') ?? 0
  const map = cells(bridge, 'interrupt-map')
  if (size > maxSpecifier)
    return [{ ok: false, why: `${nameOf(node)} has ${size} interrupt cells, and Xen takes ${maxSpecifier} at most` }]
  if (!map) return []
  const key = inheritedAddressCells(node) + size
  const end = Math.min(map.length, maxMapWords)
  const routes: Route[] = []
  for (let at = 0; end - at > key + 1; ) {
    const controller = phandles.get(map[at + key]!)
    const own = controller && cell(controller, '#interrupt-cells')
    if (!controller || own === undefined || own > maxSpecifier)
      return [
        ...routes,
        { ok: false, why: `entry ${routes.length} of its interrupt-map leads to no interrupt controller` },
      ]
    const start = at + key + 1 + (cell(controller, '#address-cells') ?? 0)
    if (start + own > map.length) return [...routes, { ok: false, why: 'its interrupt-map ends within an entry' }]
    routes.push({ ok: true, controller, specifier: map.slice(start, start + own) })
    at = start + own
  }
  return routes
}

/** The first entry of an interrupt-map that fits the address and specifier in `key`. */
function mapped(node: DtNode, map: readonly number[], key: readonly number[], phandles: Phandles) {
  const mask = cells(node, 'interrupt-map-mask')
  const end = Math.min(map.length, maxMapWords)
  for (let at = 0; end - at > key.length + 1; ) {
    const fits = key.every((word, i) => ((word ^ map[at + i]!) & (mask ? (mask[i] ?? 0) : 0xffff_ffff)) === 0)
    at += key.length
    const parent = phandles.get(map[at++]!)
    const size = parent && cell(parent, '#interrupt-cells')
    if (!parent || size === undefined) return undefined
    const parentAddressSize = cell(parent, '#address-cells') ?? 0
    const next = at + parentAddressSize + size
    if (next > map.length) return undefined
    if (fits) {
      const address = map.slice(at, at + parentAddressSize)
      return {
        node: parent,
        specifier: map.slice(at + parentAddressSize, next),
        address,
        addressSize: parentAddressSize,
      }
    }
    at = next
  }
  return undefined
}

/** #address-cells of an interrupt parent: its own or the nearest above, else 2 (Linux's old trick, kept by Xen). */
function inheritedAddressCells(node: DtNode): number {
  for (let at: DtNode | undefined = node; at; at = at.parent) {
    const count = cell(at, '#address-cells')
    if (count !== undefined) return count
  }
  return 2
}

const nameOf = (node: DtNode): string => (node.parent ? node.name : 'the root')
