/**
 * Bus addresses to CPU addresses, through the `ranges` of every bus above: Xen's dt_device_get_address
 * (xen/common/device-tree/device-tree.c), rule for rule, so that what we call translatable is what Xen can map.
 */
import type { DtNode } from '../../read/fdt.ts'
import { baseName, cell, cells, string } from './node.ts'

/** A register region of a device as the CPU sees it, or why it cannot be had. */
export type Region =
  | { readonly ok: true; readonly base: bigint; readonly size: bigint }
  | { readonly ok: false; readonly why: string }

/** Four cells are the most that Xen follows (DT_MAX_ADDR_CELLS). */
const maxAddressCells = 4

/**
 * Entries of one `ranges` that are looked at; real trees have up to a hundred. Keeps hostile trees from costing
 * minutes.
 */
const maxRanges = 256

/** Ranges of a PCI bridge that are looked at; real ones have up to a dozen. */
export const maxBridgeRanges = 32

/**
 * #address-cells for a node's own `reg`: from the nearest node above, up to `top`, that says, else Xen's default of 2.
 */
export const addressCells = (node: DtNode, top?: DtNode): number => inherited(node, '#address-cells', top) ?? 2

/** #size-cells for a node's own `reg`; the default is 1. */
export const sizeCells = (node: DtNode, top?: DtNode): number => inherited(node, '#size-cells', top) ?? 1

function inherited(node: DtNode, property: string, top: DtNode | undefined): number | undefined {
  for (let at = node.parent; at; at = at === top ? undefined : at.parent) {
    const count = cell(at, property)
    if (count !== undefined) return count
  }
  return undefined
}

/** The `index`-th region of a device, translated to a CPU address. */
export function regionOf(device: DtNode, index: number): Region {
  const bus = device.parent && busOf(device.parent)
  if (!bus) return { ok: false, why: `${nameOf(device.parent)} has no ranges, so nothing below it has a CPU address` }
  const { na, ns } = countsFor(device, bus)
  if (na < 1 || na > maxAddressCells || ns < 1)
    return { ok: false, why: `its bus has ${na} address cells and ${ns} size cells` }
  const reg = cells(device, bus.addresses)
  if (!reg) return { ok: false, why: `it has no ${bus.addresses}` }
  const start = index * (na + ns)
  if (start + na + ns > reg.length) return { ok: false, why: `its ${bus.addresses} has no entry ${index}` }
  const size = number64(reg, start + na, ns)
  const translated = translate(device, bus, reg.slice(start, start + na))
  return translated.ok ? { ok: true, base: translated.base, size } : translated
}

/** How many regions Xen takes a device to have (dt_number_of_address): none where its bus cannot be translated. */
export function regionCount(device: DtNode): number {
  const bus = device.parent && busOf(device.parent)
  if (!bus) return 0
  const { na, ns } = countsFor(device, bus)
  if (na < 1 || na > maxAddressCells || ns < 1) return 0
  return Math.floor((cells(device, bus.addresses)?.length ?? 0) / (na + ns))
}

/** Entries of `ranges` that a look-up of one of a device's regions may pass: what it costs. */
export function regionCost(device: DtNode): number {
  let cost = 1
  for (let bus = device.parent; bus; bus = bus.parent)
    cost += 1 + Math.min((bus.properties.get('ranges')?.length ?? 0) >> 3, maxRanges)
  return cost
}

/** Where the ranges of a PCI bridge lie for the CPU (dt_for_each_range): Xen maps each of them to dom0. */
export function bridgeRanges(bridge: DtNode): readonly Region[] {
  const bus = busOf(bridge)
  const outer = bridge.parent && busOf(bridge.parent)
  if (!bus || !bridge.parent) return []
  const ranges = cells(bridge, 'ranges')
  if (!ranges) return [{ ok: false, why: 'it is a PCI bridge without ranges' }]
  if (ranges.length === 0) return []
  if (!outer)
    return [{ ok: false, why: `${nameOf(bridge.parent)} has no ranges, so nothing below it has a CPU address` }]
  const { na, ns } = { na: 3, ns: 2 }
  const { na: outerCells, ns: outerSizeCells } = countsFor(bridge, outer)
  if (outerCells < 1 || outerCells > maxAddressCells || outerSizeCells < 1)
    return [{ ok: false, why: `it sits on a bus with ${outerCells} address cells and ${outerSizeCells} size cells` }]
  const one = na + outerCells + ns
  const count = Math.min(Math.floor(ranges.length / one), maxBridgeRanges)
  return Array.from({ length: count }, (_, index): Region => {
    const start = index * one + na
    const size = number64(ranges, start + outerCells, ns)
    const translated = translate(bridge, outer, ranges.slice(start, start + outerCells))
    return translated.ok ? { ok: true, base: translated.base, size } : translated
  })
}

interface Bus {
  readonly kind: 'pci' | 'default'
  readonly addresses: 'reg' | 'assigned-addresses'
}

/** A bus is PCI by its device_type (or its bare name), anything else with `ranges`, or the root. */
function busOf(node: DtNode): Bus | undefined {
  const type = string(node, 'device_type') ?? ''
  if (['pci', 'pciex', 'vci', 'ht'].includes(type) || ['pci', 'pcie'].includes(baseName(node))) {
    return { kind: 'pci', addresses: 'assigned-addresses' }
  }
  return !node.parent || node.properties.has('ranges') ? { kind: 'default', addresses: 'reg' } : undefined
}

/** Cells of an address on `bus` for a node that sits on it; PCI's are fixed. */
const countsFor = (node: DtNode, bus: Bus): { na: number; ns: number } =>
  bus.kind === 'pci' ? { na: 3, ns: 2 } : { na: addressCells(node), ns: sizeCells(node) }

function translate(
  device: DtNode,
  deviceBus: Bus,
  from: readonly number[],
): { ok: true; base: bigint } | { ok: false; why: string } {
  let address = from
  let bus = deviceBus
  let { na, ns } = countsFor(device, bus)
  for (let node = device.parent!; node.parent; node = node.parent) {
    const parentBus = busOf(node.parent)
    if (!parentBus)
      return { ok: false, why: `${nameOf(node.parent)} has no ranges, so nothing below it has a CPU address` }
    const outer = countsFor(node, parentBus)
    if (outer.na < 1 || outer.na > maxAddressCells || outer.ns < 1) {
      return {
        ok: false,
        why: `${nameOf(node)} sits on a bus with ${outer.na} address cells and ${outer.ns} size cells`,
      }
    }
    const next = throughRanges(node, bus, address, na, ns, outer.na, parentBus)
    if (!next) return { ok: false, why: `its address lies outside the ranges of ${nameOf(node)}` }
    address = next
    bus = parentBus
    na = outer.na
    ns = outer.ns
  }
  return { ok: true, base: number64(address, 0, na) }
}

/** One step up: the address on the parent's bus, or nothing when no range holds it. */
function throughRanges(
  node: DtNode,
  bus: Bus,
  address: readonly number[],
  na: number,
  ns: number,
  pna: number,
  parentBus: Bus,
): readonly number[] | undefined {
  const ranges = cells(node, 'ranges')
  if (!ranges) return undefined
  if (ranges.length === 0) return plus(new Array<number>(pna).fill(0), number64(address, 0, na), parentBus)
  const one = na + pna + ns
  for (let at = 0; at + one <= ranges.length && at < maxRanges * one; at += one) {
    const offset = offsetIn(ranges, at, address, na, ns, pna, bus)
    if (offset !== undefined) return plus(ranges.slice(at + na, at + na + pna), offset, parentBus)
  }
  return undefined
}

/** How far into the range that starts at `at` the address lies; nothing when outside. */
function offsetIn(
  ranges: readonly number[],
  at: number,
  address: readonly number[],
  na: number,
  ns: number,
  pna: number,
  bus: Bus,
): bigint | undefined {
  const size = number64(ranges, at + na + pna, ns)
  if (bus.kind === 'pci') {
    // The space code of the first cell must agree: I/O with I/O, memory with memory.
    if (pciSpace(address[0]!) !== pciSpace(ranges[at]!)) return undefined
    return within(number64(address, 1, na - 1), number64(ranges, at + 1, na - 1), size)
  }
  // Above two cells an address is an identifier and must match exactly.
  if (na > 2 && address.some((word, i) => word !== ranges[at + i])) return undefined
  return within(number64(address, 0, na), number64(ranges, at, na), size)
}

/** The end wraps at 64 bits, as in Xen: a range that reaches up to 2^64 holds nothing. */
const within = (address: bigint, base: bigint, size: bigint): bigint | undefined =>
  address >= base && address < BigInt.asUintN(64, base + size) ? address - base : undefined

const pciSpace = (word: number): string => {
  const space = (word >>> 24) & 3
  return space === 1 ? 'io' : space === 0 ? 'configuration' : 'memory'
}

/** Adds an offset to an address of any number of cells; a PCI address keeps its first cell apart. */
function plus(address: readonly number[], offset: bigint, bus: Bus): readonly number[] {
  const keep = bus.kind === 'pci' ? 1 : 0
  const own = address.slice(keep)
  const sum = BigInt.asUintN(64, number64(own, 0, own.length) + offset)
  const words = new Array<number>(own.length).fill(0)
  if (words.length > 1) words[words.length - 2] = Number(sum >> 32n)
  if (words.length > 0) words[words.length - 1] = Number(sum & 0xffff_ffffn)
  return [...address.slice(0, keep), ...words]
}

/**
 * A number of several cells, most significant first; of more than two the last two count (dt_read_number shifts the
 * rest out).
 */
export function number64(words: readonly number[], start: number, count: number): bigint {
  const low = count > 0 ? (words[start + count - 1] ?? 0) : 0
  const high = count > 1 ? (words[start + count - 2] ?? 0) : 0
  return (BigInt(high) << 32n) | BigInt(low)
}

const nameOf = (node: DtNode | undefined): string => (node?.parent ? node.name : 'the root')
