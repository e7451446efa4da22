import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { parseFile, worthReading } from '../../src/learn/file.ts'
import type { FileFacts, FileValues } from '../../src/model/facts.ts'
import { limits } from '../../src/model/limits.ts'
import { UserError } from '../../src/model/user-error.ts'
import { dtb } from '../dtb.ts'
import { arm64Image, fileWith, linuxImage, xenImage } from '../read/images.ts'
import { programFile } from '../rehearse/elf-file.ts'
import { houseTree } from './board.ts'

/** The facts' values; `file.size` stands in every file and is left out. */
function valuesOf(bytes: Uint8Array): Partial<FileValues> {
  const { facts, size } = parseFile(bytes, 'file')
  const { 'file.size': own, ...more } = facts as FileFacts
  expect(own).toEqual({ value: size, evidence: { file: 'file', at: 'its size' } })
  return Object.fromEntries(Object.entries(more).map(([key, fact]) => [key, fact.value])) as Partial<FileValues>
}

const kindOf = (bytes: Uint8Array): string => parseFile(bytes, 'file').kind

describe('of a large file', () => {
  const large = (start: Uint8Array): Uint8Array =>
    Buffer.concat([start, Buffer.alloc(limits.beginning.most), Buffer.from('Linux version 6.1.0 IKCFG_ST')])
  const archive = Buffer.from('070701'.padEnd(110, '0'))

  test.each([
    ['an initramfs', large(archive)],
    ['a packed initramfs', gzipSync(large(archive), { level: 0 })],
    ['a file packed with xz', large(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]))],
    ['a root file system', large(Buffer.alloc(4096))],
  ])('%s teaches with its beginning what it teaches whole', (_, bytes) => {
    const beginning = bytes.subarray(0, limits.beginning.most)
    expect(worthReading(beginning)).toBeUndefined()
    expect(parseFile(beginning, 'file', bytes.length)).toEqual(parseFile(bytes, 'file'))
  })

  test.each([
    ['a kernel', linuxImage(), limits.program],
    ['a packed kernel', gzipSync(large(linuxImage()), { level: 0 }), limits.packed],
    ['a device tree', dtb(houseTree), limits.deviceTree],
    ['a text', Buffer.from('some words\n'), limits.text],
  ])('%s is read as far as one of its kind goes', (_, bytes, limit) => {
    expect(worthReading(bytes.subarray(0, limits.beginning.most))).toBe(limit)
  })
})

describe('a device tree file', () => {
  test('teaches the facts of its board', () => {
    const bytes = dtb(houseTree, { size: 1 << 20 })
    const learnt = parseFile(bytes, 'virt.dtb')
    expect(learnt).toMatchObject({
      path: 'virt.dtb',
      kind: 'dtb',
      size: 1n << 20n,
      facts: { model: { value: 'linux,dummy-virt', evidence: { file: 'virt.dtb', at: '/ model' } } },
    })
    expect(Object.keys(learnt.facts)).toEqual([
      'model',
      'compatible',
      'arch',
      'cpu.count',
      'cpu.models',
      'cpu.enableMethods',
      'cpu.virtualization',
      'psci',
      'gic',
      'timer',
      'memory.banks',
      'uarts',
      'stdout',
      'iommus',
      'chosen.cells',
      'tree.lacks',
      'dom0.stops',
    ])
  })

  test('that holds images is a FIT, and teaches nothing', () => {
    expect(
      parseFile(
        dtb({ description: 'a FIT', images: { kernel: { data: new Uint8Array(100) } }, configurations: {} }),
        'image.fit',
      ),
    ).toMatchObject({ kind: 'fit', facts: {} })
  })

  test('that is an overlay has no CPUs and no RAM', () => {
    const { kind, facts } = parseFile(
      dtb({
        'fragment@0': {
          'target-path': '/soc',
          __overlay__: { 'serial@1': { compatible: 'arm,pl011', status: 'okay' } },
        },
      }),
      'uart.dtbo',
    )
    expect(kind).toBe('dtb')
    expect(Object.keys(facts)).toEqual(['uarts', 'tree.lacks'])
  })

  test('that is broken is an error, with the file, the offset and what to do', () => {
    const userError = troubleOf(dtb(houseTree).subarray(0, 500))
    expect(userError).toMatchObject({
      where: 'file',
      advice: 'Fetch or build the file again and compare its size; a cut-off copy is the usual reason.',
    })
    expect(userError.message).toMatch(
      /^the header claims \d+ bytes and the file has 500: it was cut off \(at offset 4, 0x4\)$/,
    )
  })
})

function troubleOf(bytes: Uint8Array): UserError {
  try {
    parseFile(bytes, 'file')
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was learnt from')
}

describe('a kernel', () => {
  test('for arm64 tells its size in memory, its pages and its release', () => {
    const bytes = linuxImage('6.1.0-50-arm64', { imageSize: 0x21f_0000n, flags: 0xan })
    expect(kindOf(bytes)).toBe('arm64-image')
    expect(valuesOf(bytes)).toEqual({
      'image.arch': 'arm64',
      'image.size': 0x21f_0000n,
      'image.textOffset': 0n,
      'image.pageSize': '4K',
      'image.endian': 'little',
      'image.anywhere': true,
      'linux.version': '6.1.0-50-arm64',
      'config.embedded': 'no',
    })
  })

  test('says where it read that', () => {
    const { facts } = parseFile(linuxImage(), 'Image')
    expect(facts['image.size']).toEqual({ value: 0x20_0000n, evidence: { file: 'Image', at: 'image_size at 16' } })
    expect(facts['linux.version']?.evidence.at).toBe('its banner')
  })

  test('packed with gzip tells the same of what is inside', () => {
    const inside = linuxImage('6.12.0', { imageSize: 0x300_0000n })
    const packed = gzipSync(inside)
    expect(kindOf(packed)).toBe('gzip')
    expect(valuesOf(packed)).toMatchObject({
      'gzip.holds': 'arm64-image',
      'gzip.unpackedSize': BigInt(inside.length),
      'image.size': 0x300_0000n,
      'linux.version': '6.12.0',
    })
    expect(parseFile(packed, 'Image.gz').facts['image.size']?.evidence.at).toBe('unpacked, image_size at 16')
  })

  test.each<[string, Uint8Array, string, Partial<FileValues>]>([
    [
      'for arm32',
      fileWith({ 0x24: [0x18, 0x28, 0x6f, 0x01], 100: 'Linux version 6.1.0-armmp (debian) \0' }),
      'zimage',
      { 'image.arch': 'arm32', 'linux.version': '6.1.0-armmp' },
    ],
    ['for x86, the wrong machine', fileWith({ 0: 'MZ', 0x202: 'HdrS' }, 1024), 'x86-bzimage', { 'image.arch': 'x86' }],
    ['as vmlinux of arm64', fileWith({ 0: '\x7fELF', 18: [183, 0] }, 64), 'elf', { 'image.arch': 'arm64' }],
    ['as vmlinux of arm32', fileWith({ 0: '\x7fELF', 18: [40, 0] }, 64), 'elf', { 'image.arch': 'arm32' }],
    ['as vmlinux of RISC-V', fileWith({ 0: '\x7fELF', 18: [243, 0] }, 64), 'elf', { 'image.arch': 'riscv' }],
    ['as vmlinux of x86', fileWith({ 0: '\x7fELF', 18: [62, 0] }, 64), 'elf', { 'image.arch': 'x86' }],
    ['as ELF of another machine', new Uint8Array(programFile()), 'elf', {}],
    ['as ELF that ends after its magic', fileWith({ 0: '\x7fELF' }), 'elf', {}],
    ['as EFI zboot', fileWith({ 0: 'MZ', 4: 'zimg' }, 64), 'efi-zboot', {}],
  ])('%s', (_, bytes, kind, values) => {
    expect(kindOf(bytes)).toBe(kind)
    expect(valuesOf(bytes)).toEqual(values)
  })

  test('whose banner comes late is found, and only a banner that has a release', () => {
    const bytes = arm64Image({}, `Linux version \0${'x'.repeat(100_000)}Linux version 5.10.0 (x)\0`)
    expect(valuesOf(bytes)['linux.version']).toBe('5.10.0')
  })

  test('that ends within its header is an error', () => {
    expect(troubleOf(arm64Image().subarray(0, 62)).message).toBe(
      'an arm64 Image has a header of 64 bytes, and the file has 62 (at offset 0, 0x0)',
    )
  })
})

describe('Xen', () => {
  test.each(['4.14', '4.17', '4.22', '5.0'])(
    'is told from Linux by the compatible of the node that it makes (%s)',
    (release) => {
      const bytes = xenImage(release, { imageSize: 0x13_0000n })
      expect(kindOf(bytes)).toBe('xen')
      expect(valuesOf(bytes)).toMatchObject({ 'xen.version': release, 'image.arch': 'arm64', 'image.size': 0x13_0000n })
    },
  )

  test('for arm32 is told too', () => {
    const bytes = fileWith({ 0x24: [0x18, 0x28, 0x6f, 0x01], 100: 'xen,xen-4.17\0' })
    expect(kindOf(bytes)).toBe('xen')
    expect(valuesOf(bytes)).toEqual({ 'image.arch': 'arm32', 'xen.version': '4.17' })
  })

  test('packed with gzip is told by what the file holds', () => {
    expect(valuesOf(gzipSync(xenImage('4.17')))).toMatchObject({ 'gzip.holds': 'xen', 'xen.version': '4.17' })
  })

  test.each([
    ['a Linux, which only knows "xen,xen"', linuxImage()],
    ['an Image with another number', arm64Image({}, 'xen,xen-four\0')],
    ['an Image with a longer string', arm64Image({}, 'xen,xen-4.17-rc1\0')],
    ['an Image with a string that no NUL ends', arm64Image({}, 'xen,xen-4.17')],
  ])('is not %s', (_, bytes) => {
    expect(kindOf(bytes)).toBe('arm64-image')
  })

  test('is no ELF: xen-syms cannot be booted', () => {
    expect(kindOf(fileWith({ 0: '\x7fELF', 18: [183, 0], 64: 'xen,xen-4.17\0' }))).toBe('elf')
  })
})

describe('an initramfs', () => {
  test('packed with gzip is looked into, not unpacked', () => {
    const packed = gzipSync(Buffer.concat([Buffer.from('070701'), Buffer.alloc(1 << 20)]))
    expect(valuesOf(packed)).toEqual({ 'gzip.holds': 'cpio' })
  })

  test('cut off in the middle is still seen for what it is', () => {
    const packed = gzipSync(
      Buffer.concat([
        Buffer.from('070701'),
        Buffer.from(Array.from({ length: 200_000 }, (_, index) => ((index * 2654435761) >>> 11) & 0xff)),
      ]),
    )
    expect(valuesOf(packed.subarray(0, packed.length / 2))).toEqual({ 'gzip.holds': 'cpio' })
  })

  test('plain, or packed otherwise, has only its size', () => {
    expect(valuesOf(fileWith({ 0: '070701' }, 512))).toEqual({})
    expect(valuesOf(fileWith({ 0: [0x28, 0xb5, 0x2f, 0xfd] }, 512))).toEqual({})
  })
})

describe('a packed kernel that cannot be unpacked is an error:', () => {
  test('cut off', () => {
    const packed = gzipSync(linuxImage('6.1.0'))
    expect(troubleOf(packed.subarray(0, packed.length - 9)).message).toBe(
      'it cannot be unpacked (unexpected end of file) (at offset 0, 0x0)',
    )
  })

  test('a bomb', () => {
    const bomb = Buffer.concat([
      gzipSync(linuxImage()),
      ...new Array<Uint8Array>(17).fill(gzipSync(Buffer.alloc(16 << 20))),
    ])
    expect(troubleOf(bomb).message).toBe('it unpacks to more than 96 MiB (at offset 0, 0x0)')
  })

  test('a bomb that holds no kernel is not unpacked at all', () => {
    const bomb = Buffer.concat([
      gzipSync('070701'),
      ...new Array<Uint8Array>(17).fill(gzipSync(Buffer.alloc(16 << 20))),
    ])
    expect(valuesOf(bomb)).toEqual({ 'gzip.holds': 'cpio' })
  })

  test('no gzip behind the magic', () => {
    expect(troubleOf(fileWith({ 0: [0x1f, 0x8b, 0, 0] })).message).toMatch(
      /^it cannot be unpacked \(.+\) \(at offset 0, 0x0\)$/,
    )
  })
})

test('what nobody knows has only its size', () => {
  expect(parseFile(new Uint8Array(), 'nothing')).toMatchObject({ kind: 'empty', size: 0n })
  expect(parseFile(Buffer.from('hello\n'), 'a.txt')).toMatchObject({ kind: 'text', size: 6n })
  expect(parseFile(new Uint8Array(100), 'a.bin')).toMatchObject({ kind: 'unknown', size: 100n })
})
