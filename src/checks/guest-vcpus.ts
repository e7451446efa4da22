/**
 * A guest's virtual CPUs: eight at most with a GICv2, no more than there are, and one real CPU each where sched=null.
 */
import { atAnswer, atFact, defineCheck } from './check.ts'

export const guestVcpus = defineCheck({
  id: 'guest-vcpus',
  needs: ['guest.vcpus', 'cpu.count'],
  uses: ['gic', 'xen.options', 'dom0-kernel.vcpus'],
  run(have) {
    const asked = have['guest.vcpus']
    const there = have['cpu.count']
    const at = atAnswer('guest.vcpus')
    // A guest gets the version of the host (libxl_arm.c), and version 2 numbers its CPUs in three bits
    // (xen/arch/arm/vgic.c, vgic_max_vcpus).
    if (have.gic?.value.version === 'v2' && asked > 8) {
      return [
        {
          severity: 'error',
          says: `The guest asks for ${asked} virtual CPUs, and with a GICv2 a domain has eight at most: xl create would fail`,
          at,
          also: atFact(have.gic),
          fix: `Give it at most ${Math.min(8, there.value)}.`,
          set: `guest.vcpus=${Math.min(8, there.value)}`,
        },
      ]
    }
    if (asked > there.value) {
      return [
        {
          severity: 'warning',
          says: `The guest asks for ${asked} virtual CPUs, and the device tree describes ${there.value}`,
          at,
          also: atFact(there),
          fix: `Give it at most ${there.value}.`,
          set: `guest.vcpus=${there.value}`,
        },
      ]
    }
    const dom0 = have['dom0-kernel.vcpus']
    if (dom0 !== undefined && dom0 + asked > there.value && have['xen.options']?.split(' ').includes('sched=null')) {
      return [
        {
          severity: 'error',
          says: `With sched=null each virtual CPU needs one of its own, and dom0 (${dom0}) and the guest (${asked}) ask for more than the ${there.value} that there are: the guest would not run`,
          at,
          also: atAnswer('xen.options'),
          fix: 'Leave sched=null out, or give dom0 and the guest fewer virtual CPUs.',
        },
      ]
    }
    return []
  },
})
