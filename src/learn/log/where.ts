/**
 * Where a Linux ran: on the machine itself, or in a domain or a virtual machine, whose EL1 and PSCI are not the
 * firmware's.
 */
import type { LogValues } from '../../model/log-facts.ts'
import type { Boot } from './linux.ts'

/** Where, and why that is known; undefined when the log does not tell. */
export interface Where {
  readonly under: LogValues['log.under']
  /** The line that tells. */
  readonly line: number
  readonly because: string
}

/** Judges one boot. */
export function whereIt({
  version,
  mode,
  xen,
  withoutXen,
  hypervisor,
  model,
  afterXen,
  line,
}: Boot): Where | undefined {
  // Nobody gets EL2 from Xen, and from another hypervisor only with nested virtualization, which is as good.
  if (mode?.value === 'el2' || mode?.value === 'hyp')
    return { under: 'native', line: mode.line, because: 'its CPUs started where only firmware can put them' }
  if (/xenvm/i.test(model?.value ?? ''))
    return { under: 'xen-guest', line: model!.line, because: `its machine is ${model!.value}` }
  if (withoutXen && !afterXen)
    return { under: 'native', line: withoutXen.line, because: 'it called Xen, and there was none' }
  if (xen) return { under: 'xen-dom0', line: xen.line, because: `it says "${xen.value}"` }
  if (afterXen) return { under: 'xen-dom0', line, because: 'Xen spoke before it, and no firmware between' }
  if (hypervisor) return { under: 'hypervisor', line: hypervisor.line, because: `it says "${hypervisor.value}"` }
  if (!version || !mode) return undefined
  // Linux names KVM since 5.13 (drivers/firmware/smccc/kvm_guest.c); before, nothing tells KVM from QEMU itself.
  if (/^linux,dummy-virt/.test(model?.value ?? '') && !isSince(version.value, 5, 13)) {
    return {
      under: 'hypervisor',
      line: model!.line,
      because: "QEMU's virt machine under KVM looks the same as without",
    }
  }
  return { under: 'native', line: mode.line, because: 'nothing in it speaks of a hypervisor' }
}

function isSince(version: string, major: number, minor: number): boolean {
  const [, first, second] = /^(\d{1,4})\.(\d{1,4})/.exec(version) ?? []
  return Number(first) > major || (Number(first) === major && Number(second) >= minor)
}
