import { expect, test } from 'vitest'
import { dom0Memory } from '../../src/checks/dom0-memory.ts'
import { readAnswer } from '../../src/model/answers.ts'
import { GiB, KiB, MiB } from '../../src/model/quantity.ts'
import { type Changes, file, load, plan, reserved, takenWith } from './material.ts'
import { describeCheck, findings } from './table.ts'

const dom0 = (memory: bigint) => ({ dom0: { memory, vcpus: 2, cmdline: 'console=hvc0' } })
const modules = (kernel: bigint, initrd: bigint, known = true) => {
  const { fileSize: _, ...without } = load('initrd', 0x4800_0000n, initrd, {
    because: 'no file was given: 128 MiB kept for it',
  })
  return [
    load('dtb', 0x4040_0000n, 2n * MiB),
    load('xen', 0x4060_0000n, 300n * MiB),
    load('kernel', 0x6000_0000n, kernel),
    known ? load('initrd', 0x4800_0000n, initrd) : without,
  ]
}

const rooted = { vcpus: 2, cmdline: 'console=hvc0 root=/dev/mmcblk0p2 rootwait' } as const
/** An initramfs of 35 MiB that unpacks to so much. */
const unpacking = (unpacked: bigint): Changes => ({
  'read:dom0-kernel.initrd-file': file(
    'initrd.img',
    'gzip',
    { 'gzip.holds': 'cpio', 'ramdisk.parts': [{ as: 'gzip', packed: 35n * MiB, unpacked }] },
    35n * MiB,
  ),
})
const noFiles: Changes = { 'read:dom0-kernel.file': undefined, 'read:dom0-kernel.initrd-file': undefined }

describeCheck(dom0Memory, {
  passes: {
    '768M of 2G': {},
    'all but what Xen needs': { plan: plan(dom0(2n * GiB - 192n * MiB)) },
    'RAM in two banks': {
      plan: plan({
        banks: [
          { base: 0x4000_0000n, size: 512n * MiB },
          { base: 0x8000_0000n, size: 512n * MiB },
        ],
        ...dom0(768n * MiB),
      }),
    },
    'what Xen copies, to the byte; Xen itself is not copied': {
      ...noFiles,
      plan: plan({ loads: modules(34n * MiB, 92n * MiB), ...dom0(128n * MiB) }),
    },
    'a region reserved outside RAM': {
      plan: plan({ taken: takenWith(reserved(0n, GiB)), ...dom0(2n * GiB - 192n * MiB) }),
    },
  },
  fails: {
    'an initramfs that fits, and does not once it is unpacked': [
      {
        ...unpacking(122n * MiB),
        plan: plan({ loads: modules(34n * MiB, 36n * MiB), dom0: { ...rooted, memory: 192n * MiB } }),
      },
      'dom0 gets 192 MiB, and needs about 206 MiB to come to its first program',
      '122 MiB for what it unpacks to',
    ],
    'more than there is': [
      { plan: plan(dom0(4n * GiB)) },
      'dom0 is to get 4 GiB, and the machine has 2 GiB',
      'Xen needs about 192 MiB',
    ],
    'one MiB too much': [{ plan: plan(dom0(2n * GiB - 191n * MiB)) }, 'the machine has 2 GiB'],
    '1900M of 2G, which Xen 4.17 was seen to refuse': [{ plan: plan(dom0(1900n * MiB)) }, '1.9 GiB'],
    'what is left only on paper: the device tree reserves half': [
      { plan: plan({ taken: takenWith(reserved(0x8000_0000n, GiB)), ...dom0(GiB) }) },
      'the machine has 1 GiB (without 1 GiB that the device tree reserves)',
    ],
    'too little for kernel and initramfs': [
      { ...noFiles, plan: plan({ loads: modules(34n * MiB, 93n * MiB), ...dom0(128n * MiB) }) },
      'dom0 gets 128 MiB, and what Xen copies into it for a start takes at least 130 MiB',
    ],
    'perhaps too little, by what is kept for an unknown file': [
      { ...noFiles, plan: plan({ loads: modules(34n * MiB, 128n * MiB, false), ...dom0(128n * MiB) }) },
      'dom0 gets 128 MiB, less than the 164 MiB that are kept',
    ],
  },
  whole: [
    { plan: plan(dom0(2n * GiB)) },
    {
      rule: 'dom0-memory',
      severity: 'error',
      says: 'dom0 is to get 2 GiB, and the machine has 2 GiB: Xen needs about 192 MiB for itself and the boot modules',
      at: 'answer dom0-kernel.memory',
      also: 'memory.banks of the device tree',
      fix: 'Give dom0 less, at most 1856M.',
      set: 'dom0-kernel.memory=1856M',
    },
  ],
  missing: { plan: 'a plan' },
  lacks: {
    'a server whose RAM only its firmware knows': [
      { plan: plan({ banks: [] }) },
      'memory with a size, in the device tree or counted by U-Boot (dtb.file, firmware.log)',
    ],
  },
})

test('a size that is only budgeted makes a note, no error: the files may well be smaller', () => {
  const [found] = findings(dom0Memory, {
    ...noFiles,
    plan: plan({ loads: modules(34n * MiB, 128n * MiB, false), ...dom0(128n * MiB) }),
  })
  expect(found).toEqual({
    rule: 'dom0-memory',
    severity: 'note',
    says: 'dom0 gets 128 MiB, less than the 164 MiB that are kept for its kernel, initramfs and device tree',
    at: 'answer dom0-kernel.memory',
    also: 'device tree: the size of dtb; dom0 kernel: the size of kernel; dom0 initramfs: no file was given: 128 MiB kept for it',
    fix: 'Name the files, so that their sizes are known, or give dom0 more memory.',
  })
})

test('a size that is known makes an error', () => {
  const found = findings(dom0Memory, {
    ...noFiles,
    plan: plan({ loads: modules(34n * MiB, 93n * MiB), ...dom0(128n * MiB) }),
  })
  expect(found.map(({ severity, fix }) => [severity, fix])).toEqual([
    [
      'error',
      'Give dom0 more memory; Xen would stop with "Not enough memory in the first bank for the kernel+dtb+initrd".',
    ],
  ])
})

test('what is proposed is enough, and can be answered as it stands', () => {
  const fix = findings(dom0Memory, {
    plan: plan({ taken: takenWith(reserved(0xb000_0000n, 100n * MiB)), ...dom0(2n * GiB) }),
  })[0]!.fix!
  const [text] = /\d+\w+/.exec(fix)!
  const reading = readAnswer('dom0-kernel.memory', text)
  expect(
    reading.ok &&
      findings(dom0Memory, {
        plan: plan({ taken: takenWith(reserved(0xb000_0000n, 100n * MiB)), ...dom0(reading.value) }),
      }),
  ).toEqual([])
})

test('a machine that is too small for Xen is told so', () => {
  const tiny = plan({
    banks: [{ base: 0x4000_0000n, size: 128n * MiB }],
    loads: [load('kernel', 0x4080_0000n, 64n * KiB)],
    ...dom0(64n * MiB),
  })
  expect(findings(dom0Memory, { plan: tiny })[0]?.fix).toBe('Give dom0 less; this machine is too small for Xen.')
  const bare = { ...tiny, banks: [{ base: 0x4000_0000n, size: 192n * MiB }] }
  expect(findings(dom0Memory, { plan: bare })[0]?.fix).toBe('Give dom0 less; this machine is too small for Xen.')
})

test('reserved regions that overlap are not counted twice', () => {
  const twice = takenWith(
    reserved(0xa000_0000n, 256n * MiB),
    reserved(0xa800_0000n, 256n * MiB, 'cma'),
    reserved(0xa000_0000n, 16n * MiB, 'in-it'),
  )
  expect(findings(dom0Memory, { plan: plan({ taken: twice, ...dom0(2n * GiB - (384n + 192n) * MiB) }) })).toEqual([])
  expect(
    findings(dom0Memory, { plan: plan({ taken: twice, ...dom0(2n * GiB - (384n + 191n) * MiB) }) })[0]?.says,
  ).toContain('without 384 MiB')
})

test('of a region that reaches beyond RAM only the part inside counts', () => {
  const across = takenWith(reserved(0xb000_0000n, 2n * GiB))
  expect(findings(dom0Memory, { plan: plan({ taken: across, ...dom0((2048n - 256n - 192n) * MiB) }) })).toEqual([])
  expect(
    findings(dom0Memory, { plan: plan({ taken: across, ...dom0((2048n - 256n - 191n) * MiB) }) })[0]?.says,
  ).toContain('without 256 MiB')
})
