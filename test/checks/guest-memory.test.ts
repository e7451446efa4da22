import { expect, test } from 'vitest'
import { guestMemory } from '../../src/checks/guest-memory.ts'
import { MiB } from '../../src/model/quantity.ts'
import { file, image } from './material.ts'
import { describeCheck, findings } from './table.ts'

const memory = (mebibytes: bigint) => ({ 'guest.memory': mebibytes * MiB })
const withoutRamdisk = { 'read:guest.ramdisk-file': undefined }

describeCheck(guestMemory, {
  passes: {
    '256M for a kernel of 33 and a ramdisk of 20': {},
    'as little as will do': memory(33n + 40n + 16n),
    'a kernel of which no more than its size is known': {
      ...memory(64n),
      ...withoutRamdisk,
      'read:guest.kernel-file': file('Image.lzo', 'lzo', {}, 48n * MiB),
    },
    'less, without a ramdisk': { ...memory(49n), ...withoutRamdisk },
  },
  fails: {
    'one MiB too little': [
      memory(33n + 40n + 15n),
      'The guest gets 88 MiB, and its kernel and ramdisk need about 89 MiB',
    ],
    'too little without a ramdisk': [
      { ...memory(48n), ...withoutRamdisk },
      'The guest gets 48 MiB, and its kernel needs about 49 MiB',
    ],
    'a small file that unpacks to a large kernel': [
      {
        ...memory(64n),
        ...withoutRamdisk,
        'read:guest.kernel-file': file(
          'Image.gz',
          'gzip',
          { 'gzip.holds': 'arm64-image', 'image.size': 60n * MiB },
          10n * MiB,
        ),
      },
      'needs about 76 MiB',
    ],
    'the same when its header has no size': [
      {
        ...memory(64n),
        ...withoutRamdisk,
        'read:guest.kernel-file': file(
          'Image.gz',
          'gzip',
          { 'gzip.holds': 'arm64-image', 'gzip.unpackedSize': 60n * MiB },
          10n * MiB,
        ),
      },
      'needs about 76 MiB',
    ],
  },
  whole: [
    memory(32n),
    {
      rule: 'guest-memory',
      severity: 'error',
      says: 'The guest gets 32 MiB, and its kernel and ramdisk need about 89 MiB',
      at: 'answer guest.memory',
      also: 'guest/Image, guest/initrd.img',
      fix: 'Give it at least 128M.',
    },
  ],
  missing: {
    'guest.memory': 'an answer to guest.memory (memory for the guest)',
    'read:guest.kernel-file': 'the guest kernel file (guest.kernel-file)',
  },
})

test('what is proposed is enough', () => {
  const [found] = findings(guestMemory, { ...memory(1n), ...withoutRamdisk, 'read:guest.kernel-file': image() })
  expect(found?.fix).toBe('Give it at least 64M.')
  expect(findings(guestMemory, { ...memory(64n), ...withoutRamdisk })).toEqual([])
})
