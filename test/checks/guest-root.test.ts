import { expect, test } from 'vitest'
import { guestRoot } from '../../src/checks/guest-root.ts'
import type { Changes } from './material.ts'
import { describeCheck, findings } from './table.ts'

/** A guest without initramfs whose disk is called so. */
const disk = (root: string, vdev = 'xvda', more: Changes = {}): Changes => ({
  'guest.cmdline': `console=hvc0 ${root}`.trim(),
  'guest.disk': 'device',
  'guest.disk-vdev': vdev,
  'guest.ramdisk': 'none',
  ...more,
})
const none = { 'guest.disk': 'none', 'guest.disk-vdev': undefined } as const

describeCheck(guestRoot, {
  passes: {
    'a guest that runs from its initramfs': {},
    'the disk itself': disk('root=/dev/xvda rw'),
    'a partition on a device': disk('root=/dev/xvda2 rw'),
    'a disk that is a partition by itself': disk('root=/dev/xvda1', 'xvda1'),
    'the second disk by its name': disk('root=/dev/xvdb', 'xvdb'),
    'a partition by its UUID, for which any disk will do': disk('root=PARTUUID=1234-01'),
    'a network file system': disk('root=/dev/nfs ip=dhcp', 'xvda', none),
    'a disk for data beside an initramfs': disk('', 'xvda', { 'guest.ramdisk': '/srv/xen/initrd.img' }),
  },
  fails: {
    'no root and nothing to start from': [disk(''), 'names no root=, and the guest has no initramfs'],
    'another disk': [disk('root=/dev/xvda', 'xvdb'), 'says root=/dev/xvda, and the guest sees its disk as /dev/xvdb'],
    'the disk of a disk that is a partition': [disk('root=/dev/xvda', 'xvda1'), 'sees its disk as /dev/xvda1'],
    'the tenth partition of a disk that is the first': [disk('root=/dev/xvda10', 'xvda1'), 'says root=/dev/xvda10'],
    'a name of other machines': [disk('root=/dev/sda1'), 'says root=/dev/sda1'],
    "the board's card": [disk('root=/dev/mmcblk0p2'), 'says root=/dev/mmcblk0p2'],
    'a root and no disk': [disk('root=/dev/xvda', 'xvda', none), 'and the guest has no disk'],
    'a root and no disk beside an initramfs': [
      disk('root=/dev/xvda', 'xvda', { ...none, 'guest.ramdisk': '/srv/xen/initrd.img' }),
      'and the guest has no disk',
    ],
    'a UUID that nobody looks up': [disk('root=UUID=1234-abcd'), 'which only an initramfs can look up'],
    'a partition on the image that is made without any': [
      disk('root=/dev/xvda1', 'xvda', { 'guest.disk': 'file' }),
      'the image that build/guest-disk.sh makes has no partitions',
    ],
  },
  whole: [
    disk('root=/dev/xvda', 'xvdb'),
    {
      rule: 'guest-root',
      severity: 'error',
      says: "The guest's command line says root=/dev/xvda, and the guest sees its disk as /dev/xvdb: Linux would panic, or wait for ever",
      at: 'answer guest.cmdline',
      also: 'answer guest.disk-vdev',
      fix: 'Say root=/dev/xvdb.',
    },
  ],
  missing: {
    'guest.cmdline': 'an answer to guest.cmdline (the command line of the guest kernel)',
    'guest.disk': 'an answer to guest.disk (what the disk of the guest is)',
    'guest.ramdisk': 'an answer to guest.ramdisk (the guest ramdisk, as a path in dom0, or none)',
  },
})

test.each([
  ['no root', disk(''), 'Add root=/dev/xvda rw.'],
  ['no root and no disk', disk('', 'xvda', none), 'Give the guest an initramfs, or a disk and root=.'],
  ['a UUID', disk('root=UUID=1234-abcd'), 'Name the disk: root=/dev/xvda.'],
  ['a UUID and no disk', disk('root=UUID=1234-abcd', 'xvda', none), 'Name the disk.'],
])('with %s it says what to write', (_, set, fix) => {
  expect(findings(guestRoot, set)[0]?.fix).toBe(fix)
})
