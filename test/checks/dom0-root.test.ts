import { dom0Root } from '../../src/checks/dom0-root.ts'
import type { Changes } from './material.ts'
import { describeCheck } from './table.ts'

/** A command line; without `root` among the changes nothing is known of where the system lies. */
const line = (text: string, more: Changes = {}): Changes => ({
  'dom0-kernel.cmdline': `console=hvc0 ${text}`.trim(),
  'dom0-userspace.root': undefined,
  ...more,
})
const bare = { 'dom0-kernel.initrd': 'no' } as const
const hardware = { 'goal.target': 'hardware' } as const

describeCheck(dom0Root, {
  passes: {
    'the house set-up': {},
    'a card, waited for': line('root=/dev/mmcblk0p2 rootwait rw', { ...hardware, ...bare }),
    'a delay in place of rootwait': line('root=/dev/sda2 rootdelay=5', { ...hardware, ...bare }),
    'a card with an initramfs, which waits by itself': line('root=/dev/mmcblk0p2', hardware),
    'an initramfs with everything in it': line('', { 'dom0-userspace.system': 'initramfs' }),
    'a file system by its UUID, with an initramfs': line('root=UUID=1234-abcd'),
    'a partition by its UUID, without': line('root=PARTUUID=1234-02 rootwait', bare),
    'two spellings that may mean the same': line('root=PARTUUID=1234-02', { 'dom0-userspace.root': '/dev/mmcblk0p2' }),
    'the last of two roots': line('root=/dev/sdz9 root=/dev/vda2', { 'dom0-userspace.root': '/dev/vda2' }),
    'a network file system': line('root=/dev/nfs ip=dhcp', { ...hardware, ...bare }),
  },
  fails: {
    'no root and no initramfs': [line('rw', bare), 'names no root=, and there is no initramfs: Linux would panic'],
    'no root for a system on a disk': [line('rw'), 'names no root=, and its system is to be on a disk'],
    'a UUID that nobody looks up': [
      line('root=UUID=1234-abcd', bare),
      'says root=UUID=1234-abcd, which only an initramfs can look up',
    ],
    'a label that nobody looks up': [line('root=LABEL=rootfs rootwait', bare), 'root=LABEL=rootfs'],
    "a guest's disk": [line('root=/dev/xvda1'), 'xvd is what guests call their disks'],
    'another partition than the one with the system': [
      line('root=/dev/vda2', { 'dom0-userspace.root': '/dev/vda3' }),
      'says root=/dev/vda2, and its root file system is on /dev/vda3',
    ],
    'a card in QEMU': [line('root=/dev/mmcblk0p2 rootwait'), "QEMU's virt machine has virtio disks"],
    'a virtio disk on a board': [line('root=/dev/vda2', hardware), 'virtio disks are those of virtual machines'],
    'a card that is not waited for': [line('root=/dev/mmcblk0p2 rw', { ...hardware, ...bare }), 'without rootwait'],
  },
  whole: [
    line('root=/dev/vda2', { 'dom0-userspace.root': '/dev/vda3' }),
    {
      rule: 'dom0-root',
      severity: 'error',
      says: "dom0's command line says root=/dev/vda2, and its root file system is on /dev/vda3",
      at: 'answer dom0-kernel.cmdline',
      also: 'answer dom0-userspace.root',
      fix: 'Make both the same.',
    },
  ],
  missing: {
    'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)',
    'dom0-kernel.initrd': 'an answer to dom0-kernel.initrd (does dom0 boot with an initramfs)',
  },
})
