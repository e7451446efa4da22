/** Set-ups that give each artifact its different shapes. */
import { boardIn } from './house.ts'

/** A name, and the answers; files go into the folder. */
export const kinds: readonly (readonly [string, (folder: string) => Readonly<Record<string, string>>])[] = [
  ['the house set-up', () => ({})],
  ['dom0 only', () => ({ 'goal.reach': 'dom0' })],
  ['no initramfs anywhere', () => ({ 'dom0-kernel.initrd': 'no', 'guest.ramdisk': 'none' })],
  ['findings', () => ({ 'dom0-kernel.memory': '4G', 'dom0-kernel.cmdline': 'quiet', 'xen.options': '' })],
  ['a board', (folder) => boardIn(folder)],
  ['own addresses', () => ({
    'boot-media.addresses': 'own', 'boot-media.xen-address': '0x50000000', 'boot-media.kernel-address': '0x52000000',
    'boot-media.initrd-address': '0x60000000', 'boot-media.dtb-address': '0x4f000000',
  })],
]
