/** Xen must lie on a 2 MiB boundary, or U-Boot moves it (U-Boot arch/arm/lib/image.c, booti_setup). */
import { hex, MiB, roundUp } from '../model/quantity.ts'
import { defineCheck } from './check.ts'

export const xenAlignment = defineCheck({
  id: 'xen-alignment',
  needs: ['plan'],
  run({ plan }) {
    if (plan.placedBy === 'firmware') return []
    return plan.loads
      .filter(({ role, address }) => role === 'xen' && address % (2n * MiB) !== 0n)
      .map(({ address }) => ({
        severity: 'error',
        says: `Xen is loaded at ${hex(address)}, which is no multiple of 2 MiB: U-Boot would move it to ${hex(roundUp(address, 2n * MiB))}, over what lies there`,
        at: 'answer boot-media.xen-address',
        fix: `Load it at ${hex(roundUp(address, 2n * MiB))}, or let xenup plan the addresses.`,
        set: `boot-media.xen-address=${hex(roundUp(address, 2n * MiB))}`,
      }))
  },
})
