/** Kernels in all their wrappings: zImage, uImage, gzip, and the configuration that some carry. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import { kernelOptions, kernelOptionsFor, symbolsRead } from '../../src/model/kernel-options.ts'
import { dtb } from '../dtb.ts'
import { fileWith, kernelWithConfig, legacyImage, legacyParts, linuxImage, xenZImage, zImage } from '../read/images.ts'

const config =
  '#\n# Automatically generated file; DO NOT EDIT.\n# Linux/arm 6.6.1 Kernel Configuration\n#\nCONFIG_ARM=y\nCONFIG_XEN=y\nCONFIG_XENFS=m\n# CONFIG_DEBUG_LL is not set\nCONFIG_CMDLINE="console=ttyS0"\n'

const learn = (bytes: Uint8Array) => {
  const { kind, facts } = parseFile(bytes, 'file')
  return { kind, ...Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, fact.value])) } as Record<
    string,
    unknown
  >
}
const at = (bytes: Uint8Array, key: string): string | undefined =>
  (parseFile(bytes, 'file').facts as Record<string, { evidence: { at: string } }>)[key]?.evidence.at

describe('an arm64 Image', () => {
  /** With one section in its EFI header, which ends at `end` in the file. */
  const withEfiHeader = (end: number, size: number): Uint8Array => {
    const image = Buffer.alloc(Math.max(size, 512))
    image.set(linuxImage(), 0)
    image.write('MZ', 0, 'latin1')
    image.writeUInt32LE(0x100, 60)
    image.write('PE\0\0', 0x100, 'latin1')
    image.writeUInt16LE(1, 0x106)
    image.writeUInt32LE(end - 0x40, 0x118 + 16)
    image.writeUInt32LE(0x40, 0x118 + 20)
    return new Uint8Array(image)
  }

  test('that was cut off is told by the sections of its EFI header', () => {
    expect(learn(withEfiHeader(4096, 1024))['image.problems']).toEqual([
      'its EFI header counts 4 KiB and there are 1 KiB: it was cut off',
    ])
  })

  test('that is whole, or signed behind its end, or not made for EFI, is not said to be cut off', () => {
    for (const whole of [withEfiHeader(4096, 4096), withEfiHeader(4096, 5000), linuxImage()])
      expect(learn(whole)).not.toHaveProperty('image.problems')
  })
})

describe('an arm32 zImage', () => {
  test('tells its size, and that of the kernel which it unpacks', () => {
    expect(learn(zImage({ table: { unpacked: 0x150_0000, bss: 0x10_0000 } }))).toMatchObject({
      kind: 'zimage',
      'image.arch': 'arm32',
      'image.size': 0xe8n,
      'image.anywhere': true,
      'image.endian': 'little',
      'image.unpackedSize': 0x150_0000n,
      'image.runSize': 0x160_0000n,
    })
  })

  test('that wants an address says which', () => {
    expect(learn(zImage({ start: 0x1000_8000 }))).toMatchObject({
      'image.anywhere': false,
      'image.start': 0x1000_8000n,
    })
  })

  test("with a device tree behind it is told: dom0 would take that tree instead of Xen's", () => {
    const tree = dtb({ model: 'a board' })
    expect(learn(zImage({ behind: tree }))).toMatchObject({ 'image.appendedDtb': BigInt(tree.length) })
    expect(at(zImage({ behind: tree }), 'image.appendedDtb')).toBe('d00dfeed at 232, where the zImage ends')
  })

  test('that was cut off is told', () => {
    expect(learn(zImage({ payload: new Uint8Array(4000) }).subarray(0, 3000))).toMatchObject({
      'image.problems': ['its header counts 4 KiB and there are 2.9 KiB: it was cut off'],
    })
  })

  test('packed with gzip gives its release and its configuration', () => {
    const bytes = zImage({ payload: gzipSync(kernelWithConfig(config)), table: { unpacked: 10_000, bss: 1 } })
    expect(learn(bytes)).toMatchObject({
      'image.payload': 'gzip',
      'linux.version': '6.6.1',
      'config.embedded': 'yes',
      'config.arch': 'arm32',
      'config.version': '6.6.1',
    })
    expect(at(bytes, 'config.values')).toBe(
      'the kernel unpacked from 128, its embedded configuration, by symbol; what it does not name is n',
    )
  })

  test('packed with gzip, without a configuration in it, says so', () => {
    expect(learn(zImage({ payload: gzipSync(Buffer.from('Linux version 5.10.1 (x)\0'.repeat(100))) }))).toMatchObject({
      'linux.version': '5.10.1',
      'config.embedded': 'no',
    })
  })

  test.each<[string, readonly number[]]>([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['lzo', [0x89, 0x4c, 0x5a, 0x4f, 0, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['lz4', [2, 0x21, 0x4c, 0x18]],
    ['lzma', [0x5d, 0, 0, 0x80, 0, 0xff, 0xff, 0xff, 0xff]],
  ])('packed with %s cannot be looked into, and says so', (as, magic) => {
    const bytes = zImage({ payload: Buffer.concat([Buffer.from(magic), Buffer.alloc(100, 0x33)]) })
    expect(learn(bytes)).toMatchObject({ 'image.payload': as, 'config.embedded': 'unreadable' })
    expect(at(bytes, 'config.embedded')).toBe(`${as} at 128: ${as} is not unpacked here; give the .config itself`)
  })
})

describe('Xen for arm32', () => {
  test('is told from a kernel, and takes the memory that its end counts, BSS included', () => {
    const bytes = xenZImage('4.17', 0x11_6290)
    expect(learn(bytes)).toEqual({
      kind: 'xen',
      'file.size': BigInt(bytes.length),
      'image.arch': 'arm32',
      'image.size': 0x11_6290n,
      'image.anywhere': true,
      'xen.version': '4.17',
    })
  })
})

describe('a U-Boot legacy image', () => {
  test('tells its header and the kernel inside', () => {
    expect(learn(legacyImage({ arch: 22, data: linuxImage('6.1.0', { imageSize: 0x200_0000n }) }))).toMatchObject({
      kind: 'uimage',
      'uimage.name': 'Linux',
      'uimage.type': 'kernel',
      'uimage.compression': 'none',
      'uimage.load': 0x80000n,
      'uimage.entry': 0x80000n,
      'uimage.holds': 'arm64-image',
      'image.arch': 'arm64',
      'image.size': 0x200_0000n,
      'linux.version': '6.1.0',
    })
  })

  test('with a packed kernel tells that kernel', () => {
    expect(learn(legacyImage({ compression: 1, data: gzipSync(linuxImage('6.1.0')) }))).toMatchObject({
      'uimage.compression': 'gzip',
      'uimage.holds': 'arm64-image',
      'linux.version': '6.1.0',
    })
  })

  test('inside gzip tells the same', () => {
    expect(learn(gzipSync(legacyImage({ arch: 2, data: zImage() })))).toMatchObject({
      kind: 'gzip',
      'gzip.holds': 'uimage',
      'uimage.holds': 'zimage',
      'image.arch': 'arm32',
    })
  })

  test('of several files tells their sizes and looks at the first, which is the kernel', () => {
    expect(
      learn(legacyImage({ arch: 2, type: 4, data: legacyParts([zImage(), Buffer.from('initrd')]) })),
    ).toMatchObject({ 'uimage.type': 'multi', 'uimage.parts': [0xe8n, 6n], 'uimage.holds': 'zimage' })
  })

  test('that is a script is one', () => {
    expect(learn(legacyImage({ type: 6, data: legacyParts([Buffer.from('booti 1\n')]) }))).toMatchObject({
      kind: 'uboot-script',
      'uimage.type': 'script',
      'uimage.holds': 'text',
    })
  })

  test.each<[string, Uint8Array, string]>([
    [
      'for another machine than its kernel',
      legacyImage({ arch: 2, data: linuxImage() }),
      'its header says arm, and what it holds is for arm64 (mkimage -A)',
    ],
    [
      'uncompressed, with gzip inside',
      legacyImage({ data: gzipSync(linuxImage()) }),
      'its content is gzip, and the header calls it uncompressed: U-Boot starts it as it is',
    ],
    [
      'gzip, without gzip inside',
      legacyImage({ compression: 1, data: linuxImage() }),
      'the header calls its content gzip, and it is not',
    ],
    [
      'with gzip that breaks off',
      legacyImage({ compression: 1, data: gzipSync(linuxImage()).subarray(0, -9) }),
      'its content is gzip, and it cannot be unpacked (unexpected end of file)',
    ],
  ])('that calls itself what it is not is told: %s', (_, bytes, problem) => {
    expect(learn(bytes)).toMatchObject({ 'uimage.problems': [problem] })
  })
})

describe("a kernel's own configuration", () => {
  test('lies plainly in an arm64 Image', () => {
    const bytes = Buffer.concat([linuxImage(), kernelWithConfig(config)])
    expect(learn(bytes)).toMatchObject({ kind: 'arm64-image', 'config.embedded': 'yes', 'config.whole': true })
  })

  test('lies in a vmlinux', () => {
    expect(
      learn(Buffer.concat([fileWith({ 0: '\x7fELF', 18: [183, 0] }, 64), kernelWithConfig(config)])),
    ).toMatchObject({ kind: 'elf', 'config.embedded': 'yes' })
  })

  test('is not taken from code that looks for it', () => {
    expect(learn(Buffer.concat([linuxImage(), Buffer.from('IKCFG_ST is not gzip IKCFG_ED')]))).toMatchObject({
      'config.embedded': 'no',
    })
  })
})

describe('a configuration', () => {
  test('that is whole says n of what it does not name; a fragment does not', () => {
    expect(learn(Buffer.from(config))).toMatchObject({
      kind: 'kernel-config',
      'config.values': { XEN: 'y', XENFS: 'm', DEBUG_LL: 'n', CMDLINE: 'console=ttyS0', BRIDGE: 'n' },
      'config.lines': { XEN: 6, XENFS: 7 },
    })
    expect(learn(Buffer.from('CONFIG_XEN=y\n'))).toMatchObject({ 'config.whole': false, 'config.values': { XEN: 'y' } })
    expect(Object.keys(learn(Buffer.from('CONFIG_XEN=y\n'))['config.values'] as object)).toEqual(['XEN'])
  })

  test('as the kernel gives it in /proc/config.gz is read', () => {
    expect(learn(gzipSync(config.repeat(1) + '# CONFIG_FOO is not set\n'.repeat(9000)))).toMatchObject({
      kind: 'gzip',
      'gzip.holds': 'kernel-config',
      'config.arch': 'arm32',
    })
  })

  test('without a title is of the architecture whose symbol it sets', () => {
    expect(learn(Buffer.from('CONFIG_ARM64=y\nCONFIG_XEN=y\n'))).toMatchObject({ 'config.arch': 'arm64' })
  })
})

describe('the table of kernel options', () => {
  test('has no option twice for the same domain and architecture', () => {
    for (const domain of ['dom0', 'guest'] as const) {
      for (const arch of ['arm64', 'arm32'] as const) {
        const symbols = kernelOptionsFor(domain, arch).map(({ symbol }) => symbol)
        expect(new Set(symbols).size, `${domain} ${arch}`).toBe(symbols.length)
      }
    }
  })

  test('is read from configurations whole', () => {
    expect(kernelOptions.filter(({ symbol }) => !symbolsRead.includes(symbol))).toEqual([])
  })
})
