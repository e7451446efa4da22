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
        fix: 'Use the device tree of a newer kernel, or mend the node: it needs four interrupts, the last for the hypervisor.',
      },
    ]
  },
})
