/** The root file system that stage.sh makes for dom0, by its label: numbers of disks change from boot to boot. */
import type { Answers } from './answers.ts'

/** root= for that file system. */
export const labelledRoot = 'LABEL=dom0'

/** True where stage.sh makes it, and an initramfs is there to look a label up (Linux block/early-lookup.c knows none). */
export const hasLabelledRoot = (answers: Answers): boolean =>
  (answers['dom0-kernel.initrd'] ?? 'yes') === 'yes' &&
  (answers['dom0-userspace.system'] ?? (answers['goal.target'] === 'qemu' ? 'initramfs' : 'debian')) === 'debian'
