/** What a file is, by its first bytes and never by its name. */
import type { FileKind } from '../model/file-kind.ts'
import { arm64Magic } from './arm64-image.ts'
import { fdtMagic } from './fdt.ts'
import { legacyImage } from './legacy-image.ts'
import { latin1 } from './text.ts'

/** Magic numbers that decide by themselves: the bytes, and where they stand. */
const magics: readonly { readonly kind: FileKind; readonly at: number; readonly bytes: readonly number[] }[] = [
  { kind: 'dtb', at: 0, bytes: bigEndian(fdtMagic) },
  // "zimg" at 4: Linux's compressed EFI image, drivers/firmware/efi/libstub/zboot-header.S.
  { kind: 'efi-zboot', at: 4, bytes: ascii('zimg') },
  { kind: 'arm64-image', at: 56, bytes: arm64Magic },
  // 0x016f2818 at 0x24, little-endian: Linux arch/arm/boot/compressed/head.S.
  { kind: 'zimage', at: 0x24, bytes: [0x18, 0x28, 0x6f, 0x01] },
  // "HdrS" at 0x202: Linux Documentation/arch/x86/boot.rst.
  { kind: 'x86-bzimage', at: 0x202, bytes: ascii('HdrS') },
  { kind: 'elf', at: 0, bytes: [0x7f, ...ascii('ELF')] },
  { kind: 'efi', at: 0, bytes: ascii('MZ') },
  { kind: 'gzip', at: 0, bytes: [0x1f, 0x8b] },
  { kind: 'xz', at: 0, bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { kind: 'zstd', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'lz4', at: 0, bytes: [0x04, 0x22, 0x4d, 0x18] },
  { kind: 'lz4', at: 0, bytes: [0x02, 0x21, 0x4c, 0x18] },
  { kind: 'bzip2', at: 0, bytes: ascii('BZh') },
  { kind: 'lzma', at: 0, bytes: [0x5d, 0, 0] },
  // lzop: the nine bytes of its magic.
  { kind: 'lzo', at: 0, bytes: [0x89, ...ascii('LZO'), 0, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'cpio', at: 0, bytes: ascii('070701') },
  { kind: 'cpio', at: 0, bytes: ascii('070702') },
  { kind: 'cpio', at: 0, bytes: ascii('070707') },
]

/** The kind of a file from its first bytes (1 KiB is enough); `text` when all of them are printable. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty'
  if (has(bytes, 0, bigEndian(legacyImage.magic)) && bytes.length > legacyImage.headerSize) {
    return bytes[legacyImage.typeAt] === legacyImage.script ? 'uboot-script' : 'uimage'
  }
  const known = magics.find((magic) => has(bytes, magic.at, magic.bytes))
  if (known) return known.kind
  return /^[\t\n\r -~\x80-\xff]*$/.test(latin1(bytes.subarray(0, 1024))) ? 'text' : 'unknown'
}

const has = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte)

function bigEndian(word: number): readonly number[] {
  return [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0))
}
