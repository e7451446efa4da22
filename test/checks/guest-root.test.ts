import { expect, test } from 'vitest'
import { guestRoot } from '../../src/checks/guest-root.ts'
import { MiB } from '../../src/model/quantity.ts'
import { type Changes, file } from './material.ts'
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

const withRamdisk = { 'guest.ramdisk': '/srv/xen/initrd.img' } as const
/** An Image without a banner of Linux in it. */
const unikraft = file('unikraft', 'arm64-image', { 'image.arch': 'arm64', 'image.size': MiB }, MiB)

describeCheck(guestRoot, {
  passes: {
    'a guest that runs from its initramfs': {},
    'the disk itself': disk('root=/dev/xvda rw'),
    'a partition on a device': disk('root=/dev/xvda2 rw'),
    'a disk that is a partition by itself': disk('root=/dev/xvda1', 'xvda1'),
    'the second disk by its name': disk('root=/dev/xvdb', 'xvdb'),
    'a partition by its UUID, for which any disk will do': disk('root=PARTUUID=1234-01'),
    'a network file system': disk('root=/dev/nfs ip=dhcp', 'xvda', none),
    'an initramfs and the disk that it mounts': disk('root=/dev/xvda rw', 'xvda', withRamdisk),
    'a disk for data beside an initramfs that says what it starts': disk('rdinit=/bin/sh', 'xvda', withRamdisk),
    'a live system': disk('boot=live', 'xvda', withRamdisk),
    'a kernel that is not Linux, which takes no root=': disk('', 'xvda', { 'read:guest.kernel-file': unikraft }),
    'it with a ramdisk of its own': disk('', 'xvda', { ...withRamdisk, 'read:guest.kernel-file': unikraft }),
  },
  fails: {
    'no root and nothing to start from': [
      disk(''),
      /^If the guest is Linux, .*it panics for want of a root file system/,
    ],
    'no root, no initramfs, and a kernel that nobody read': [
      disk('', 'xvda', { 'read:guest.kernel-file': undefined }),
      /^If the guest is Linux/,
    ],
    "a disk that Debian's initramfs is not told to mount": [
      disk('', 'xvda', withRamdisk),
      'has the disk /dev/xvda and an initramfs, and no root=',
      'ends at (initramfs) with "No root device specified"',
    ],
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

test('what holds only if the guest is Linux is no error', () => {
  expect(findings(guestRoot, disk('')).map(({ severity }) => severity)).toEqual(['warning'])
  expect(findings(guestRoot, disk('', 'xvda', withRamdisk)).map(({ severity }) => severity)).toEqual(['warning'])
})
