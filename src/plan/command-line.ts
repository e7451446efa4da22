/**
 * Xen's command line. dom0's stands beside it, always, and never is there a bare `bootargs`: Xen's own rules for that one
 * surprise (bootinfo-fdt.c, boot_fdt_cmdline).
 */
import type { Decided } from '../model/decided.ts'
import { sizeWithUnit } from '../model/quantity.ts'

/** The console, what dom0 gets, and the user's options; no dtuart when Xen is to take /chosen/stdout-path. */
export function xenCommandLine({ xen, dtuart, dom0 }: Pick<Decided, 'xen' | 'dtuart' | 'dom0'>): string {
  return [
    'console=dtuart',
    ...(dtuart === undefined ? [] : [`dtuart=${dtuart}`]),
    `dom0_mem=${sizeWithUnit(dom0.memory)}`,
    `dom0_max_vcpus=${dom0.vcpus}`,
    ...(xen.options === '' ? [] : [xen.options]),
  ].join(' ')
}
