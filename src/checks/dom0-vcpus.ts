/** More virtual CPUs than CPUs make dom0 slower, not faster. */
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dom0Vcpus = defineCheck({
  id: 'dom0-vcpus',
  needs: ['dom0-kernel.vcpus', 'cpu.count'],
  run(have) {
    const asked = have['dom0-kernel.vcpus']
    const there = have['cpu.count']
    if (asked <= there.value) return []
    return [{
      severity: 'warning',
      says: `dom0 asks for ${asked} virtual CPUs, and the device tree describes ${there.value}`,
      at: atAnswer('dom0-kernel.vcpus'),
      also: atFact(there),
      fix: `Give it at most ${there.value}.`,
    }]
  },
})
