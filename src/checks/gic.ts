/** Xen panics, or is silent, without an interrupt controller that it can use. */
import { atFact, defineCheck } from './check.ts'

export const gic = defineCheck({
  id: 'gic',
  needs: ['gic'],
  run({ gic: fact }) {
    const { usable, path, problems } = fact.value
    if (usable) return []
    return [
      {
        severity: 'error',
        says: `Xen cannot use the interrupt controller ${path}: ${problems.join('; ')}`,
        at: atFact(fact),
        fix: 'Use the device tree of a newer kernel, or mend the node; a controller without virtualization cannot run Xen.',
      },
    ]
  },
})
