/** Every core needs EL2. */
import { atFact, defineCheck } from './check.ts'

export const virtualization = defineCheck({
  id: 'virtualization',
  needs: ['cpu.virtualization', 'cpu.models'],
  run(have) {
    if (have['cpu.virtualization'].value === 'yes') return []
    return [
      {
        severity: 'error',
        says: `Not every CPU has the virtualization extension (${have['cpu.models'].value.join(', ')}): Xen cannot run here`,
        at: atFact(have['cpu.virtualization']),
        fix: 'Use another board.',
      },
    ]
  },
})
