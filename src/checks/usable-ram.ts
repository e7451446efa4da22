/** RAM that Xen can hand out, in words for a finding. */
import type { Plan } from '../model/plan.ts'
import { humanSize } from '../model/quantity.ts'
import { withoutReserved } from '../model/usable-ram.ts'

/** What a check lacks on a machine that tells its RAM to the firmware alone, such as a server with UEFI. */
export const ramUnknown = {
  lacks: 'memory with a size, in the device tree or counted by U-Boot (dtb.file, firmware.log)',
} as const

/** Bytes of the banks, and how many of them the device tree reserves when Xen gets it. */
export function usableRam(plan: Plan): {
  readonly bytes: bigint
  readonly words: string
} {
  const reserved = plan.placedBy === 'us' ? plan.regions.filter(({ kind }) => kind === 'reserved') : []
  const { bytes, kept } = withoutReserved(plan.banks, [...reserved, ...plan.reservations])
  return {
    bytes,
    words:
      kept === 0n ? humanSize(bytes) : `${humanSize(bytes)} (without ${humanSize(kept)} that the device tree reserves)`,
  }
}
