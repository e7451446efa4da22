/** dom0 and the guest together must leave room for Xen. */
import { humanSize } from '../model/quantity.ts'
import { xenKeeps } from '../model/usable-ram.ts'
import { atAnswer, defineCheck } from './check.ts'
import { ramUnknown, usableRam } from './usable-ram.ts'

export const memoryTotal = defineCheck({
  id: 'memory-total',
  needs: ['plan', 'guest.memory'],
  run(have) {
    const { dom0 } = have.plan
    const { bytes: ram, words } = usableRam(have.plan)
    if (ram === 0n) return ramUnknown
    const wanted = dom0.memory + have['guest.memory']
    if (wanted + xenKeeps <= ram) return []
    return [
      {
        severity: 'error',
        says: `dom0 (${humanSize(dom0.memory)}) and the guest (${humanSize(have['guest.memory'])}) together want ${humanSize(wanted)} of ${words}, and Xen needs about ${humanSize(xenKeeps)} of that`,
        at: atAnswer('guest.memory'),
        also: atAnswer('dom0-kernel.memory'),
        fix: 'Give one of them less; xl create would fail with "failed to free memory for the domain".',
      },
    ]
  },
})
