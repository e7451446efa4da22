/**
 * More virtual CPUs than CPUs make dom0 slower, not faster; a GICv2 serves eight at most, and QEMU's loses interrupts
 * of several.
 */
import { losesMovedInterrupts, pinOption } from '../model/qemu-gic.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dom0Vcpus = defineCheck({
  id: 'dom0-vcpus',
  needs: ['dom0-kernel.vcpus', 'cpu.count'],
  uses: ['gic', 'goal.target', 'xen.options'],
  run(have) {
    const asked = have['dom0-kernel.vcpus']
    const there = have['cpu.count']
    // The interface numbers its CPUs in three bits; Xen panics ("Error creating domain 0"), seen with 4.17.
    if (have.gic?.value.version === 'v2' && asked > 8) {
      return [
        {
          severity: 'error',
          says: `dom0 asks for ${asked} virtual CPUs, and with a GICv2 a domain has eight at most: Xen would panic`,
          at: atAnswer('dom0-kernel.vcpus'),
          also: atFact(have.gic),
          fix: `Give it at most ${Math.min(8, there.value)}.`,
          set: `dom0-kernel.vcpus=${Math.min(8, there.value)}`,
        },
      ]
    }
    if (asked > there.value) {
      return [
        {
          severity: 'warning',
          says: `dom0 asks for ${asked} virtual CPUs, and the device tree describes ${there.value}`,
          at: atAnswer('dom0-kernel.vcpus'),
          also: atFact(there),
          fix: `Give it at most ${there.value}.`,
          set: `dom0-kernel.vcpus=${there.value}`,
        },
      ]
    }
    const isPinned = (have['xen.options'] ?? '').split(' ').includes(pinOption)
    if (asked === 1 || isPinned || !losesMovedInterrupts(have['goal.target'], have.gic)) return []
    return [
      {
        severity: 'warning',
        says: `dom0 has ${asked} virtual CPUs, and with a GICv2 QEMU before 9.1 loses interrupts of one that Xen moves to another CPU: dom0 may stop when a guest opens its disk`,
        at: atAnswer('dom0-kernel.vcpus'),
        also: atAnswer('xen.options'),
        fix: `Add ${pinOption} to xen.options, or give dom0 one.`,
        set: `xen.options=${pinOption}`,
      },
    ]
  },
})
