/** What stops Xen at one node that it is about to give dom0 (handle_device in xen/arch/arm/device.c), and what helps. */
import type { Dom0Stop } from '../../model/facts.ts'
import type { TreeChange } from '../../model/tree-change.ts'
import type { DtNode } from '../../read/fdt.ts'
import { addressCells, bridgeRanges, maxBridgeRanges, regionCost, regionCount, regionOf, sizeCells } from './address.ts'
import { type Claims, type Interrupt, interruptOf, inWords, triggerWords } from './dom0-interrupts.ts'
import { interruptCount, mappedRoutes, type Phandles, type Route, routeOf } from './interrupt.ts'
import { cells, pathOf, string } from './node.ts'

/** Private to a CPU below; from 1020 on they have other meanings (Arm IHI 0048, 2.2.1). */
const firstShared = 32
const pastLast = 1020

/** `fdt set` of U-Boot takes 1023 bytes of data (SCRATCHPAD_MAX in cmd/fdt.c). */
const maxCells = 255

/** Why Xen stops at a node, and what would help. */
export type Fault = Omit<Dom0Stop, 'path' | 'console' | 'change'> & { readonly change: TreeChange }

/** The node goes, with all that is below it. */
export const remove: TreeChange = { kind: 'remove' }

/** A node that Xen is about to give dom0. */
export interface Device {
  readonly node: DtNode
  readonly path: string
  readonly routes: readonly Route[]
  /** Where the interrupts of devices behind a PCI bridge go. */
  readonly mapped: readonly Route[]
  /** How many registers it has. */
  readonly regions: number
}

/** More interrupts and registers of one device are not looked at; the most of any in Linux 6.12 are some hundreds. */
const most = 2048

/** Reads what of a node stops Xen, or does not. */
export const deviceOf = (node: DtNode, phandles: Phandles): Device => ({
  node,
  path: pathOf(node),
  routes: Array.from({ length: Math.min(interruptCount(node, phandles), most) }, (_, index) =>
    routeOf(node, index, phandles),
  ),
  mapped: isBridge(node) ? mappedRoutes(node, phandles) : [],
  regions: Math.min(regionCount(node), most),
})

/** What it costs to look at a device, in entries of lists; an interrupt passes a map or two. */
export const costOf = ({ node, routes, mapped, regions }: Device): number =>
  1 + 64 * (routes.length + mapped.length) + (regions + (isBridge(node) ? maxBridgeRanges : 0)) * regionCost(node)

/** Only by this word, though Xen takes more for PCI where it translates addresses (map_device_children). */
const isBridge = (node: DtNode): boolean => string(node, 'device_type')?.toLowerCase() === 'pci'

/** A device with an interrupt that is private to a CPU stays away from dom0, with all that is below it. */
export const hasPrivate = ({ routes }: Device, gic: DtNode, claims: Claims): boolean =>
  routes.some((route) => {
    const interrupt = interruptOf(route, gic)
    return interrupt && !claims.note(interrupt) && interrupt.id < firstShared
  })

/** What stops Xen at a device, in the order in which Xen asks. */
export const faultsOf = (device: Device, gic: DtNode, claims: Claims): readonly Fault[] => [
  ...faultsOfInterrupts(device, gic, claims),
  ...faultsOfRegions(device),
  ...faultsOfBridge(device, gic, claims),
]

/** A device's own interrupts (map_device_irqs_to_domain). */
function faultsOfInterrupts({ node, path, routes }: Device, gic: DtNode, claims: Claims): readonly Fault[] {
  const agreed = new Map<number, number>()
  let first: Pick<Fault, 'why' | 'prints'> | undefined
  for (const [index, route] of routes.entries()) {
    if (!route.ok)
      return [
        {
          why: `its interrupt ${index} leads nowhere: ${route.why}`,
          prints: `Unable to retrieve irq ${index} for ${path}`,
          change: remove,
        },
      ]
    if (route.controller !== gic) continue
    const interrupt = interruptOf(route, gic)
    const prints = `Unable to get irq ${index} for ${path}`
    if (!interrupt) return [{ why: `its interrupt ${index} has fewer than three cells`, prints, change: remove }]
    if (interrupt.id >= pastLast)
      return [
        {
          why: `its interrupt ${index} is ${inWords(interrupt.id)}, which no GIC has`,
          prints: `Unable to map IRQ${interrupt.id}`,
          change: remove,
        },
      ]
    const other = claims.note(interrupt)
    if (!other) continue
    agreed.set(index, other.trigger)
    first ??= { why: disagreement(interrupt, other), prints }
  }
  return first ? [{ ...first, change: withTriggers(node, routes, agreed) ?? remove }] : []
}

const disagreement = ({ id, trigger }: Interrupt, other: { readonly trigger: number; readonly by: string }): string =>
  `it has ${inWords(id)} as ${triggerWords(trigger)}, and ${other.by} has it as ${triggerWords(other.trigger)}`

/** The node's interrupts with the triggers that were said first; nothing where they are not simply the GIC's. */
function withTriggers(
  node: DtNode,
  routes: readonly Route[],
  agreed: ReadonlyMap<number, number>,
): TreeChange | undefined {
  const interrupts = node.properties.has('interrupts-extended') ? undefined : cells(node, 'interrupts')
  if (!interrupts || interrupts.length > maxCells) return undefined
  const changed = [...interrupts]
  for (const [index, trigger] of agreed) {
    const route = routes[index]
    if (!route?.ok) return undefined
    const start = index * route.specifier.length
    if (route.specifier.some((word, i) => word !== interrupts[start + i])) return undefined
    changed[start + 2] = ((interrupts[start + 2]! & ~0xf) | trigger) >>> 0
  }
  return { kind: 'set-cells', property: 'interrupts', cells: changed }
}

/**
 * The first register without a CPU address. Linux translates alike, so that no driver can have used it: it goes, with
 * those behind it. A child of a PCI bridge goes as a whole: the bus is searched for it anyway.
 */
function faultsOfRegions({ node, path, regions }: Device): readonly Fault[] {
  for (let index = 0; index < regions; index++) {
    const region = regionOf(node, index)
    if (region.ok) continue
    const fault = {
      why: `its reg ${index} has no CPU address: ${region.why}`,
      prints: `Unable to retrieve address ${index} for ${path}`,
    }
    const kept = (cells(node, 'reg') ?? []).slice(0, index * (addressCells(node) + sizeCells(node)))
    if (addressCells(node) > 2 || kept.length > maxCells) return [{ ...fault, change: remove }]
    return [
      {
        ...fault,
        change:
          index === 0
            ? { kind: 'remove-property', property: 'reg' }
            : { kind: 'set-cells', property: 'reg', cells: kept },
      },
    ]
  }
  return []
}

/** What keeps Xen from mapping what lies behind a PCI bridge (map_device_children). */
function faultsOfBridge({ node, mapped }: Device, gic: DtNode, claims: Claims): readonly Fault[] {
  if (!isBridge(node)) return []
  for (const route of mapped) {
    const fault = faultOfMapped(route, gic, claims)
    if (fault) return [{ ...fault, change: remove }]
  }
  const lost = bridgeRanges(node).find((range) => !range.ok)
  return lost && !lost.ok
    ? [
        {
          why: `one of its ranges has no CPU address: ${lost.why}`,
          prints: `Device tree generation failed`,
          change: remove,
        },
      ]
    : []
}

function faultOfMapped(route: Route, gic: DtNode, claims: Claims): Pick<Fault, 'why' | 'prints'> | undefined {
  const prints = 'Device tree generation failed'
  if (!route.ok) return { why: route.why, prints }
  if (route.controller !== gic) return undefined
  const interrupt = interruptOf(route, gic)
  if (!interrupt) return { why: 'its interrupt-map leads to the GIC with fewer than three cells', prints }
  if (interrupt.id < firstShared)
    return { why: `its interrupt-map leads to ${inWords(interrupt.id)}`, prints: `IRQ${interrupt.id} is not a SPI` }
  const other = claims.note(interrupt)
  return other && { why: disagreement(interrupt, other), prints: `Unable to setup IRQ${interrupt.id}` }
}
