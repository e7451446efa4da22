/** Set-ups that give each artifact its different shapes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { arm64Image } from '../read/images.ts'
import { boardIn } from './fixtures.ts'

type Answers = Readonly<Record<string, string>>

/** A name, and the answers; files go into the folder. */
export type Kind = readonly [string, (folder: string) => Answers]

/** A kernel and an initramfs of known sizes. */
export function filesIn(folder: string): Answers {
  writeFileSync(join(folder, 'Image'), arm64Image({ imageSize: 0x20_0000n }))
  writeFileSync(join(folder, 'initrd.img'), `070701${'0'.repeat(4090)}`)
  return { 'dom0-kernel.file': 'Image', 'dom0-kernel.initrd-file': 'initrd.img' }
}

/** The test board as 32-bit: two Cortex-A15. */
export function board32In(folder: string): Answers {
  return boardIn(folder, {
    more: {
      cpus: {
        '#address-cells': 1,
        '#size-cells': 0,
        'cpu@0': { device_type: 'cpu', compatible: 'arm,cortex-a15', reg: 0, 'enable-method': 'psci' },
        'cpu@1': { device_type: 'cpu', compatible: 'arm,cortex-a15', reg: 1, 'enable-method': 'psci' },
      },
      timer: { compatible: 'arm,armv7-timer', interrupts: [1, 13, 0xf08, 1, 14, 0xf08, 1, 11, 0xf08, 1, 10, 0xf08] },
    },
  })
}

const ownAddresses = {
  'boot-media.addresses': 'own',
  'boot-media.xen-address': '0x50000000',
  'boot-media.kernel-address': '0x52000000',
  'boot-media.initrd-address': '0x60000000',
  'boot-media.dtb-address': '0x4f000000',
}

export const kinds: readonly Kind[] = [
  ['the house set-up', () => ({})],
  ['dom0 only', () => ({ 'goal.reach': 'dom0' })],
  [
    'no initramfs anywhere',
    () => ({ 'dom0-userspace.system': 'own', 'dom0-kernel.initrd': 'no', 'guest.ramdisk': 'none' }),
  ],
  ['findings', () => ({ 'dom0-kernel.memory': '4G', 'dom0-kernel.cmdline': 'quiet', 'xen.options': '' })],
  ['a board', (folder) => boardIn(folder)],
  ['own addresses', () => ownAddresses],
  ['files of known sizes', (folder) => ({ ...boardIn(folder), ...filesIn(folder) })],
  ['TFTP', (folder) => ({ ...boardIn(folder), 'boot-media.device': 'tftp' })],
  ['UEFI', (folder) => ({ ...boardIn(folder), 'firmware.loader': 'uefi' })],
  [
    'UEFI and a device tree of its own, no initramfs',
    (folder) => ({ ...boardIn(folder), 'firmware.loader': 'uefi', 'dom0-kernel.initrd': 'no' }),
  ],
  [
    'a server with ACPI, and Xen built for it',
    () => ({ 'goal.target': 'hardware', 'board.id': 'ampere-ava', 'xen.source': 'build', 'xen.version': '4.22' }),
  ],
  ['a 32-bit board', (folder) => board32In(folder)],
  ['QEMU, 32-bit', () => ({ 'goal.arch': 'arm32' })],
  [
    'QEMU with a bridge and TFTP',
    () => ({ 'boot-media.device': 'tftp', 'dom0-userspace.bridge': 'yes', 'dom0-userspace.interface': 'eth0' }),
  ],
  [
    'QEMU with Debian on a disk',
    () => ({
      'dom0-userspace.system': 'debian',
      'dom0-userspace.suite': 'bookworm',
      'dom0-userspace.root': '/dev/vda2',
    }),
  ],
  [
    'all of it built',
    (folder) => ({
      ...boardIn(folder),
      'xen.source': 'build',
      'xen.version': '4.22',
      'xen.early-printk': 'yes',
      'dom0-kernel.source': 'build',
      'dom0-userspace.system': 'debian',
      'dom0-userspace.suite': 'trixie',
      'dom0-userspace.root': '/dev/mmcblk0p2',
      'dom0-userspace.bridge': 'yes',
      'dom0-userspace.interface': 'eth0',
      'guest.disk': 'file',
      'guest.disk-path': '/srv/xen/guest1.img',
      'guest.disk-size': '2G',
      'guest.disk-vdev': 'xvda',
      'guest.network': 'yes',
      'guest.bridge': 'xenbr0',
    }),
  ],
  [
    'a device as disk of the guest',
    (folder) => ({
      ...boardIn(folder),
      'dom0-userspace.system': 'own',
      'dom0-userspace.bridge': 'yes',
      'dom0-userspace.interface': 'end0',
      'guest.disk': 'device',
      'guest.disk-path': '/dev/vg0/guest1',
      'guest.disk-vdev': 'xvda1',
      'guest.network': 'no',
    }),
  ],
  ['ImageBuilder', (folder) => ({ ...boardIn(folder), 'boot-media.method': 'imagebuilder' })],
  [
    'an overlay',
    (folder) => ({
      ...boardIn(folder),
      ...filesIn(folder),
      'boot-media.method': 'overlay',
      'boot-media.device': 'usb',
    }),
  ],
  ['an overlay of sizes that nobody knows', (folder) => ({ ...boardIn(folder), 'boot-media.method': 'overlay' })],
  ["an overlay on the firmware's tree", (folder) => ({ ...filesIn(folder), 'boot-media.method': 'overlay' })],
  ['ImageBuilder, which cannot carry a quote', () => ({ 'dom0-kernel.cmdline': 'console=hvc0 dyndbg="file x.c +p"' })],
  [
    'QEMU with Debian, and a guest that mounts its disk',
    () => ({
      'dom0-userspace.system': 'debian',
      'dom0-userspace.bridge': 'yes',
      'guest.disk': 'file',
      'guest.cmdline': 'console=hvc0 root=/dev/xvda rw',
    }),
  ],
  ['a Xen that no Debian has', () => ({ 'dom0-userspace.system': 'debian', 'xen.version': '4.19' })],
  [
    'a system that is there, with a Xen of its own build and a second interface',
    (folder) => ({
      ...boardIn(folder),
      'xen.source': 'build',
      'xen.version': '4.22',
      'dom0-userspace.system': 'own',
      'dom0-userspace.bridge': 'yes',
      'dom0-userspace.interface': 'eth1',
    }),
  ],
]
