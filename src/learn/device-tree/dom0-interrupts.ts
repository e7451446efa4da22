/** The GIC's interrupts as Xen keeps them: a number, a trigger, and whoever said first how it is triggered. */
import type { DtNode } from '../../read/fdt.ts'
import type { Route } from './interrupt.ts'

/** An interrupt of the GIC: its number as Xen counts (an SPI's is 32 more than the tree's), and how it is triggered. */
export interface Interrupt {
  readonly id: number
  /** The bits of IRQ_TYPE_SENSE_MASK (xen/include/public/device_tree_defs.h). */
  readonly trigger: number
}

/** By number: the first node that said how it is triggered; all later ones must agree (irq_set_type, xen/arch/arm/irq.c). */
export type Triggers = Map<number, { readonly trigger: number; readonly by: string }>

/** What one device says of interrupts: noted at once for itself, for all others when it is kept. */
export interface Claims {
  /** Notes an interrupt; where another has it with another trigger, says which, and by whom. */
  note(interrupt: Interrupt): { readonly trigger: number; readonly by: string } | undefined
  keep(): void
}

/** The claims of the node `by`. */
export function claimsOn(all: Triggers, by: string): Claims {
  const own: Triggers = new Map()
  return {
    note({ id, trigger }) {
      const first = all.get(id) ?? own.get(id)
      if (!first) own.set(id, { trigger, by })
      return first && first.trigger !== trigger ? first : undefined
    },
    keep() {
      for (const [id, first] of own) all.set(id, first)
    },
  }
}

/** The interrupt of a route that ends at the GIC with all its cells (gic_irq_xlate in xen/arch/arm/gic.c). */
export function interruptOf(route: Route, gic: DtNode): Interrupt | undefined {
  if (!route.ok || route.controller !== gic || route.specifier.length < 3) return undefined
  const [kind, number, flags] = route.specifier as [number, number, number]
  return { id: number + (kind === 0 ? 32 : 16), trigger: flags & 0xf }
}

/** `SPI 9 (IRQ 41)`: as the tree counts, and as Xen does. */
export const inWords = (id: number): string => (id < 32 ? `PPI ${id - 16} (IRQ ${id})` : `SPI ${id - 32} (IRQ ${id})`)

/** A trigger as the tree's authors write it (Linux include/dt-bindings/interrupt-controller/irq.h). */
export const triggerWords = (trigger: number): string =>
  ({ 0: 'no trigger', 1: 'EDGE_RISING', 2: 'EDGE_FALLING', 4: 'LEVEL_HIGH', 8: 'LEVEL_LOW' })[trigger] ??
  `trigger ${trigger}`
