import { expect, test } from 'vitest'
import { guestMemory } from '../../src/checks/guest-memory.ts'
import type { RamdiskPart } from '../../src/model/facts.ts'
import { MiB } from '../../src/model/quantity.ts'
import { type Changes, file, image } from './material.ts'
import { describeCheck, findings } from './table.ts'

const rooted = { 'guest.cmdline': 'console=hvc0 root=/dev/xvda rw' } as const
/** So much memory for the house kernel of 33 MiB and an initramfs of 20 that unpacks to 70. */
const memory = (mebibytes: bigint, more: Changes = {}): Changes => ({
  'guest.memory': mebibytes * MiB,
  'read:guest.ramdisk-file': ramdisk({ as: 'gzip', packed: 20n * MiB, unpacked: 70n * MiB }),
  ...rooted,
  ...more,
})
const ramdisk = (...parts: readonly RamdiskPart[]) =>
  file('guest/initrd.img', 'gzip', { 'gzip.holds': 'cpio', 'ramdisk.parts': parts }, 20n * MiB)
const withoutRamdisk = { 'read:guest.ramdisk-file': undefined }

describeCheck(guestMemory, {
  passes: {
    'as little as will do': memory(33n + 20n + 70n + 16n),
    'less, without a ramdisk': memory(49n, withoutRamdisk),
    'an early archive that is not packed, and a small rest': memory(33n + 20n + 30n + 16n, {
      'read:guest.ramdisk-file': ramdisk(
        { as: 'cpio', packed: 10n * MiB, unpacked: 10n * MiB },
        { as: 'xz', packed: 10n * MiB, unpacked: 20n * MiB },
      ),
    }),
    'a kernel of which no more than its size is known': memory(64n, {
      ...withoutRamdisk,
      'read:guest.kernel-file': file('Image.lzo', 'lzo', {}, 48n * MiB),
    }),
  },
  fails: {
    'one MiB too little': [memory(138n), 'The guest gets 138 MiB, and needs about 139 MiB: 33 MiB for the kernel'],
    'an initramfs that may fill half of memory only': [
      memory(139n, { 'guest.cmdline': 'console=hvc0' }),
      'needs about 209 MiB',
      'as much again since without root= that may fill half of memory',
    ],
    'too little without a ramdisk': [memory(48n, withoutRamdisk), 'needs about 49 MiB'],
    'an initramfs that does not tell what it unpacks to': [
      memory(128n, { 'read:guest.ramdisk-file': ramdisk({ as: 'zstd', packed: 20n * MiB }) }),
      'about 80 MiB for what it unpacks to',
    ],
    'a small file that unpacks to a large kernel': [
      memory(64n, {
        ...withoutRamdisk,
        'read:guest.kernel-file': file(
          'Image.gz',
          'gzip',
          { 'gzip.holds': 'arm64-image', 'image.size': 60n * MiB },
          10n * MiB,
        ),
      }),
      'needs about 76 MiB',
    ],
    'the same when its header has no size': [
      memory(64n, {
        ...withoutRamdisk,
        'read:guest.kernel-file': file(
          'Image.gz',
          'gzip',
          { 'gzip.holds': 'arm64-image', 'gzip.unpackedSize': 60n * MiB },
          10n * MiB,
        ),
      }),
      'needs about 76 MiB',
    ],
    'a zImage, which unpacks itself': [
      memory(32n, {
        ...withoutRamdisk,
        'read:guest.kernel-file': file('zImage', 'zimage', { 'image.size': 5n * MiB, 'image.runSize': 20n * MiB }),
      }),
      'needs about 36 MiB',
    ],
  },
  whole: [
    memory(32n),
    {
      rule: 'guest-memory',
      severity: 'error',
      says: 'The guest gets 32 MiB, and needs about 139 MiB: 33 MiB for the kernel, 20 MiB for the initramfs, 70 MiB for what it unpacks to, 16 MiB for Linux itself',
      at: 'answer guest.memory',
      also: 'guest/Image, guest/initrd.img',
      fix: 'Give it at least 160M.',
      set: 'guest.memory=160M',
    },
  ],
  missing: {
    'guest.memory': 'an answer to guest.memory (memory for the guest)',
    'read:guest.kernel-file': 'the guest kernel file (guest.kernel-file)',
  },
})

test('what is only estimated is a warning', () => {
  const unknown = { 'read:guest.ramdisk-file': ramdisk({ as: 'zstd', packed: 20n * MiB }) }
  expect(findings(guestMemory, memory(128n, unknown)).map(({ severity }) => severity)).toEqual(['warning'])
})

test('what is proposed is enough', () => {
  const [found] = findings(guestMemory, memory(1n, { ...withoutRamdisk, 'read:guest.kernel-file': image() }))
  expect(found?.fix).toBe('Give it at least 64M.')
  expect(findings(guestMemory, memory(64n, withoutRamdisk))).toEqual([])
})
