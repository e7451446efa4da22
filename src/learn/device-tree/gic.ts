/**
 * The interrupt controller as Xen picks and judges it (xen/common/device-tree/intc.c, xen/arch/arm/gic-v2.c, gic-v3.c).
 */
import type { GicFact } from '../../model/facts.ts'
import type { DtNode } from '../../read/fdt.ts'
import { regionOf } from './address.ts'
import { type Phandles, routeOf } from './interrupt.ts'
import { cell, everyNode, isAvailable, isCompatible, pathOf } from './node.ts'

/** DT_MATCH_GIC_V2 and DT_MATCH_GIC_V3 (xen/arch/arm/include/asm/gic.h). */
const v2 = ['arm,cortex-a15-gic', 'arm,cortex-a7-gic', 'arm,gic-400']
const v3 = ['arm,gic-v3']

/** GICC of 8 KiB: the size that Xen assumes when the tree says less (gic-v2.c, gicv2_dt_init). */
const giccSize = 0x2000n

/** A GIC's node, for those who ask where interrupts go, and its fact. */
export interface GicReading {
  readonly node: DtNode
  readonly fact: GicFact
}

/** Reads the GIC that Xen would take: the first available one that it has a driver for, else the first of any sort. */
export function readGic(root: DtNode, phandles: Phandles): GicReading | undefined {
  const nodes = [...everyNode(root)].filter((node) => node.parent)
  const controllers = nodes.filter(isController)
  const chosen = controllers.find((node) => isAvailable(node) && isCompatible(node, [...v2, ...v3]))
  if (chosen) {
    const version = isCompatible(chosen, v2) ? 'v2' : 'v3'
    const problems = version === 'v2' ? problemsOfV2(chosen, phandles) : problemsOfV3(chosen, phandles)
    return { node: chosen, fact: { path: pathOf(chosen), version, usable: problems.length === 0, problems } }
  }
  const other = controllers.find(looksLikeGic) ?? nodes.find((node) => isCompatible(node, [...v2, ...v3]))
  if (!other) return undefined
  const why = !isController(other)
    ? 'it has no interrupt-controller property, by which Xen finds it'
    : isCompatible(other, [...v2, ...v3])
      ? 'its status is not okay'
      : 'Xen has no driver for it'
  return { node: other, fact: { path: pathOf(other), version: 'other', usable: false, problems: [why] } }
}

function problemsOfV2(node: DtNode, phandles: Phandles): string[] {
  const regions = (
    [
      'GICD, the distributor',
      'GICC, the CPU interface',
      'GICH, the hypervisor interface',
      'GICV, the virtual CPU interface',
    ] as const
  ).map((name, index) => ({ name, region: regionOf(node, index) }))
  const problems = regions.flatMap(({ name, region }) => {
    if (!region.ok) return [`${name}: ${region.why}`]
    // "GICv2 interfaces not page aligned" (gicv2_init).
    return isPageAligned(region.base) ? [] : [`${name}: it is not page-aligned`]
  })
  const [, gicc, , gicv] = regions.map(({ region }) => (region.ok ? region.size : undefined))
  if (gicc !== undefined && gicv !== undefined) {
    const fixed = gicc < giccSize ? giccSize : gicc
    // X-Gene Storm's quirk (64K stride) sets both to 128 KiB, so a size below 8 KiB never clashes there.
    if (fixed !== gicv && !(gicc < giccSize && isStorm(node))) {
      problems.push(
        `its GICC has 0x${gicc.toString(16)} bytes and its GICV 0x${gicv.toString(16)}; Xen wants them alike`,
      )
    }
  }
  return [...problems, ...problemsOfMaintenance(node, phandles)]
}

function problemsOfV3(node: DtNode, phandles: Phandles): string[] {
  const problems: string[] = []
  const distributor = regionOf(node, 0)
  if (!distributor.ok) problems.push(`the distributor: ${distributor.why}`)
  else if (!isPageAligned(distributor.base)) problems.push('its distributor is not page-aligned')
  const count = cell(node, '#redistributor-regions') ?? 1
  for (let i = 0; i < Math.min(count, 256); i++) {
    const region = regionOf(node, 1 + i)
    if (region.ok) continue
    problems.push(`redistributor region ${i}: ${region.why}`)
    break
  }
  return [...problems, ...problemsOfMaintenance(node, phandles)]
}

/** Xen panics without the maintenance interrupt ("Cannot find the maintenance IRQ"). */
function problemsOfMaintenance(node: DtNode, phandles: Phandles): string[] {
  const route = routeOf(node, 0, phandles)
  if (!route.ok) return [`the maintenance interrupt: ${route.why}`]
  if (route.controller !== node) return ['its maintenance interrupt goes to another controller']
  const [kind, number] = route.specifier
  if (route.specifier.length < 3 || number === undefined)
    return ['its maintenance interrupt has fewer than three cells']
  // Each CPU has its own (Arm IHI 0048, 2.2.1); a shared one with its number belongs to a device, and Xen stops there.
  return kind === 1
    ? []
    : [`its maintenance interrupt is SPI ${number} (IRQ ${number + 32}), and a GIC raises it as a PPI, 9 as a rule`]
}

const isController = (node: DtNode): boolean => node.properties.has('interrupt-controller')

/** Xen's pages have 4 KiB. */
const isPageAligned = (address: bigint): boolean => address % 0x1000n === 0n

const looksLikeGic = (node: DtNode): boolean =>
  isCompatible(node, [
    ...v2,
    ...v3,
    'arm,cortex-a9-gic',
    'arm,gic-v1',
    'arm,arm1176jzf-devchip-gic',
    'arm,arm11mp-gic',
    'arm,pl390',
    'arm,eb11mp-gic',
    'qcom,msm-qgic2',
    'qcom,msm-8660-qgic',
    'arm,tc11mp-gic',
  ])

function isStorm(node: DtNode): boolean {
  let root = node
  while (root.parent) root = root.parent
  return isCompatible(root, ['apm,xgene-storm'])
}
