/** RAM that Xen can hand out. It leaves reserved-memory and /memreserve/ alone (xen/common/device-tree/bootfdt.c). */
import type { Plan } from '../model/plan.ts'
import { humanSize } from '../model/quantity.ts'

/** What a check lacks on a machine that tells its RAM to the firmware alone, such as a server with UEFI. */
export const ramUnknown = { lacks: 'memory with a size, in the device tree or counted by U-Boot (dtb.file, firmware.log)' } as const

/** Bytes of the banks, and how many of them the device tree reserves; reserved regions may overlap each other. */
export function usableRam({ banks, regions }: Pick<Plan, 'banks' | 'regions'>): { readonly bytes: bigint; readonly words: string } {
  const reserved = regions.filter(({ kind }) => kind === 'reserved').sort((a, b) => (a.base < b.base ? -1 : 1))
  let all = 0n
  let kept = 0n
  for (const bank of banks) {
    const end = bank.base + bank.size
    let at = bank.base
    for (const { base, size } of reserved) {
      const from = base > at ? base : at
      const to = base + size < end ? base + size : end
      if (to <= from) continue
      kept += to - from
      at = to
    }
    all += bank.size
  }
  const bytes = all - kept
  return { bytes, words: kept === 0n ? humanSize(bytes) : `${humanSize(bytes)} (without ${humanSize(kept)} that the device tree reserves)` }
}
