/** A board's page as data: facts that stand in for a device tree, and what its firmware holds. */
import type { DeviceTreeFacts, Range } from './facts.ts'

export interface BoardPage {
  readonly id: string
  readonly name: string
  readonly facts: DeviceTreeFacts
  /** Where U-Boot's default environment puts a boot script. */
  readonly scriptAddress?: bigint
  /** Regions that firmware uses until Xen runs. */
  readonly firmware: readonly (Range & { readonly name: string; readonly because: string })[]
}
