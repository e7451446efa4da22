/** Xen panics without the four interrupts of the generic timer (xen/arch/arm/time.c, init_dt_xen_time). */
import { atFact, defineCheck } from './check.ts'

export const timer = defineCheck({
  id: 'timer',
  needs: ['timer'],
  run({ timer: fact }) {
    const { usable, path, problems } = fact.value
    if (usable) return []
    return [
      {
        severity: 'error',
        says: `Xen cannot use the timer ${path}: ${problems.join('; ')}`,
        at: atFact(fact),
        fix: problems.some((problem) => /\bGIC\b/.test(problem))
          ? 'Take another board, if this chip has no GIC (as the Raspberry Pi 2, 3 and Zero 2): Xen cannot run on it, with any tree. Else use the tree of a newer kernel.'
          : 'Use the device tree of a newer kernel, or mend the node: it needs four interrupts, the last for the hypervisor.',
      },
    ]
  },
})
