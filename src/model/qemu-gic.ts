/**
 * QEMU's GICv2 before 9.1: it noted the deactivation of an SPI for one CPU only, so that an interrupt of dom0 is lost
 * for good when Xen moves the virtual CPU that serves it (qemu.git 7175a562f157, "Fix deactivation of SPI lines").
 * Seen with QEMU 7.2 and Xen 4.17: a dom0 of two stopped in 4 of 5 runs when a guest opened its disk, and in none of 4
 * with this option, nor in 4 on QEMU 10. With Xen 4.20 and Debian 13 it stopped in spite of the option: for 64 bits the
 * page of the machine has a GICv3.
 */
import type { Answers } from './answers.ts'
import type { DeviceTreeFacts } from './facts.ts'

/** The option of Xen that keeps each virtual CPU of dom0 on one CPU. */
export const pinOption = 'dom0_vcpus_pin'

/** True where a dom0 of several virtual CPUs needs them pinned. */
export const losesMovedInterrupts = (target: Answers['goal.target'], gic: DeviceTreeFacts['gic']): boolean =>
  target === 'qemu' && gic?.value.version === 'v2'
