import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { FileKind } from '../../src/model/file-kind.ts'
import { kindOf } from '../../src/read/kind.ts'
import { dtb } from '../dtb.ts'
import { programFile } from '../rehearse/elf-file.ts'
import { arm64Image, fileWith, legacyImage } from './images.ts'

describe('what a file is comes from its first bytes, never from its name:', () => {
  test.each<[string, Uint8Array, FileKind]>([
    ['a device tree', dtb({}), 'dtb'],
    ['an arm64 Image', arm64Image(), 'arm64-image'],
    [
      "an arm64 Image that is an EFI program too, as Debian's",
      fileWith({ 0: 'MZ', 56: 'ARM\x64', 64: 'PE' }),
      'arm64-image',
    ],
    [
      'an EFI zboot kernel, which begins with MZ and is no Image',
      fileWith({ 0: 'MZ', 4: 'zimg', 56: 'ARM\x64' }),
      'efi-zboot',
    ],
    ['another EFI program', fileWith({ 0: 'MZ' }, 512), 'efi'],
    ['an arm32 zImage', fileWith({ 0x24: [0x18, 0x28, 0x6f, 0x01] }), 'zimage'],
    ['an x86 bzImage', fileWith({ 0: 'MZ', 0x202: 'HdrS' }), 'x86-bzimage'],
    ['a U-Boot legacy image', legacyImage(), 'uimage'],
    ['a boot script', legacyImage({ type: 6 }), 'uboot-script'],
    ['an ELF file', new Uint8Array(programFile('libc.so.6')), 'elf'],
    ['gzip', gzipSync('text'), 'gzip'],
    ['xz', fileWith({ 0: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] }), 'xz'],
    ['zstd', fileWith({ 0: [0x28, 0xb5, 0x2f, 0xfd] }), 'zstd'],
    ['lz4', fileWith({ 0: [0x04, 0x22, 0x4d, 0x18] }), 'lz4'],
    ['lz4 as Linux packs initramfs with it', fileWith({ 0: [0x02, 0x21, 0x4c, 0x18] }), 'lz4'],
    ['bzip2', fileWith({ 0: 'BZh9' }), 'bzip2'],
    ['lzma', fileWith({ 0: [0x5d, 0, 0, 0x80, 0] }), 'lzma'],
    ['a cpio archive', fileWith({ 0: '070701' }), 'cpio'],
    ['a cpio archive with checksums', fileWith({ 0: '070702' }), 'cpio'],
    ['an old cpio archive', fileWith({ 0: '070707' }), 'cpio'],
    ['a kernel configuration', Buffer.from('# CONFIG_XEN is not set\nCONFIG_ARM64=y\n'), 'text'],
    ['text that is not English', Buffer.from('für ξένος\r\n\tx\n'), 'text'],
    ['nothing', new Uint8Array(), 'empty'],
    ['zeros', new Uint8Array(100), 'unknown'],
    ['a magic in the wrong place', fileWith({ 1: [0xd0, 0x0d, 0xfe, 0xed] }), 'unknown'],
    ['half a magic', new Uint8Array([0xd0, 0x0d, 0xfe, 0]), 'unknown'],
    ['an Image cut off within its magic', arm64Image().subarray(0, 59), 'unknown'],
    ['a legacy header with nothing behind it', legacyImage().subarray(0, 64), 'unknown'],
  ])('%s', (_, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind)
  })

  test('the first 1 KiB is enough', () => {
    const bytes = fileWith({ 0x202: 'HdrS' }, 1 << 20)
    expect(kindOf(bytes.subarray(0, 1024))).toBe(kindOf(bytes))
  })
})
