/**
 * Reads U-Boot's legacy images (uImage): a header of 64 bytes, big-endian, and data behind it (U-Boot include/image.h).
 */
import { crc32 } from 'node:zlib'
import { Malformed, type Read, reading } from './document.ts'
import { latin1 } from './text.ts'

/** Where it begins, and the type byte of a script. */
export const legacyImage = { magic: 0x27051956, headerSize: 64, typeAt: 30, script: 6 } as const

/** The header's fields, the data, and what does not fit. */
export interface LegacyImage {
  readonly name: string
  readonly os: string
  readonly arch: string
  readonly type: string
  readonly compression: string
  readonly load: number
  readonly entry: number
  /** As the header counts it. */
  readonly dataSize: number
  /** What there is of it. */
  readonly data: Uint8Array
  /** The files of a multi-file image, or the script of a script image. */
  readonly parts?: readonly Uint8Array[]
  readonly problems: readonly string[]
}

// IH_OS_*, IH_ARCH_*, IH_TYPE_*, IH_COMP_*; the names as boot/image.c has them.
const systems: Readonly<Record<number, string>> = {
  0: 'invalid',
  1: 'openbsd',
  2: 'netbsd',
  3: 'freebsd',
  4: '4_4bsd',
  5: 'linux',
  8: 'solaris',
  14: 'vxworks',
  16: 'qnx',
  17: 'u-boot',
  18: 'rtems',
  21: 'integrity',
  22: 'ose',
  23: 'plan9',
  24: 'openrtos',
  25: 'arm-trusted-firmware',
  26: 'tee',
  27: 'opensbi',
  28: 'efi',
  29: 'elf',
}
const architectures: Readonly<Record<number, string>> = {
  0: 'invalid',
  2: 'arm',
  3: 'x86',
  5: 'mips',
  7: 'powerpc',
  22: 'arm64',
  24: 'x86_64',
  26: 'riscv',
}
const types: Readonly<Record<number, string>> = {
  0: 'invalid',
  1: 'standalone',
  2: 'kernel',
  3: 'ramdisk',
  4: 'multi',
  5: 'firmware',
  6: 'script',
  7: 'filesystem',
  8: 'flat_dt',
  14: 'kernel_noload',
}
const compressions: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'gzip',
  2: 'bzip2',
  3: 'lzma',
  4: 'lzo',
  5: 'lz4',
  6: 'zstd',
}

const named = (names: Readonly<Record<number, string>>, number: number): string => names[number] ?? String(number)

/**
 * `bytes` is the whole file. Wrong checksums are problems of the document: the rest of the header is told all the same.
 */
export const readLegacyImage = (bytes: Uint8Array): Read<LegacyImage> =>
  reading(() => {
    if (bytes.length <= legacyImage.headerSize)
      throw new Malformed(
        `a U-Boot legacy image has a header of 64 bytes and data behind it, and the file has ${bytes.length}`,
        0,
      )
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    if (view.getUint32(0) !== legacyImage.magic)
      throw new Malformed('it does not begin with 0x27051956, so it is no U-Boot legacy image', 0)
    const dataSize = view.getUint32(12)
    const data = bytes.subarray(legacyImage.headerSize, legacyImage.headerSize + dataSize)
    const problems: string[] = []
    if (headerSum(bytes) !== view.getUint32(4))
      problems.push('the checksum of its header is wrong: U-Boot says "Bad Header Checksum"')
    if (data.length < dataSize)
      problems.push(`its header counts ${dataSize} bytes of data and the file has ${data.length}: it was cut off`)
    else if (crc32(data) !== view.getUint32(24))
      problems.push('the checksum of its data is wrong: U-Boot says "Bad Data CRC"')
    const type = named(types, bytes[legacyImage.typeAt]!)
    const parts = type === 'multi' || type === 'script' ? partsOf(data, problems) : undefined
    return {
      name: latin1(bytes.subarray(32, 64)).split('\0', 1)[0]!,
      os: named(systems, bytes[28]!),
      arch: named(architectures, bytes[29]!),
      type,
      compression: named(compressions, bytes[31]!),
      load: view.getUint32(16),
      entry: view.getUint32(20),
      dataSize,
      data,
      ...(parts && { parts }),
      problems,
    }
  })

/** The checksum of the header is taken with its own field as 0. */
function headerSum(bytes: Uint8Array): number {
  const header = Uint8Array.from(bytes.subarray(0, legacyImage.headerSize))
  header.fill(0, 4, 8)
  return crc32(header)
}

/** mkimage makes four files at most (-d a:b:c:d); a damaged table has no end. */
const maxParts = 16

/** A table of sizes that a 0 ends, then the files, each from a multiple of 4 (boot/image.c, image_multi_getimg). */
function partsOf(data: Uint8Array, problems: string[]): readonly Uint8Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const sizes: number[] = []
  for (let at = 0; ; at += 4) {
    if (at + 4 > data.length || sizes.length > maxParts) {
      problems.push('the table of its parts has no end')
      return []
    }
    const size = view.getUint32(at)
    if (size === 0) break
    sizes.push(size)
  }
  const parts: Uint8Array[] = []
  let at = 4 * (sizes.length + 1)
  for (const size of sizes) {
    if (at + size > data.length) {
      problems.push(`its part ${parts.length + 1} has ${size} bytes by the table and ends outside the data`)
      break
    }
    parts.push(data.subarray(at, at + size))
    at += (size + 3) & ~3
  }
  return parts
}
