/**
 * Both command lines. Always both, and never a bare `bootargs`: Xen's own rules for that one surprise (bootinfo-fdt.c,
 * boot_fdt_cmdline).
 */
import type { Answers } from '../model/answers.ts'
import { sizeWithUnit } from '../model/quantity.ts'

/** Xen's: the console, what dom0 gets, and the user's options. */
export function xenCommandLine(answers: Answers, dtuart: string | undefined): string {
  return [
    'console=dtuart',
    ...(dtuart === undefined ? [] : [`dtuart=${dtuart}`]),
    `dom0_mem=${sizeWithUnit(answers['dom0-kernel.memory']!)}`,
    `dom0_max_vcpus=${answers['dom0-kernel.vcpus']!}`,
    ...(answers['xen.options'] ? [answers['xen.options']] : []),
  ].join(' ')
}

/** The dtuart to name; nothing when Xen is to take /chosen/stdout-path. */
export const dtuartOf = (answers: Answers): string | undefined =>
  answers['console.dtuart'] === 'stdout-path' ? undefined : answers['console.dtuart']
