/**
 * Makes the files that U-Boot and Xen load, for tests: headers as the kernel's and U-Boot's own documents give them.
 */
import { crc32, gzipSync } from 'node:zlib'

/** The fields of an arm64 Image's header that a test cares about (Linux Documentation/arch/arm64/booting.rst). */
export interface ImageHeader {
  readonly textOffset?: bigint
  readonly imageSize?: bigint
  readonly flags?: bigint
}

/** An arm64 Image: a header of 64 bytes, and `content` behind it. */
export function arm64Image(
  { textOffset = 0n, imageSize = 0x20_0000n, flags = 0xan }: ImageHeader = {},
  content = '',
): Uint8Array {
  const bytes = Buffer.alloc(64 + content.length)
  bytes.writeBigUInt64LE(textOffset, 8)
  bytes.writeBigUInt64LE(imageSize, 16)
  bytes.writeBigUInt64LE(flags, 24)
  bytes.write('ARM\x64', 56, 'latin1')
  bytes.write(content, 64, 'latin1')
  return new Uint8Array(bytes)
}

/** A Xen for arm64, as far as it can be told from other images: it holds the compatible of its /hypervisor node. */
export const xenImage = (release = '4.17', header: ImageHeader = {}): Uint8Array =>
  arm64Image(header, `code and data\0Xen version %d.%d%s\0xen,xen-${release}\0xen,xen\0`)

/** A Linux for arm64 with its banner. */
export const linuxImage = (version = '6.1.0-50-arm64', header: ImageHeader = {}): Uint8Array =>
  arm64Image(header, `code\0Linux version ${version} (debian-kernel@lists.debian.org) (gcc-12)\0xen,xen\0`)

/** A file with these bytes at these places, zeros between them. */
export function fileWith(pieces: Readonly<Record<number, string | readonly number[]>>, size = 0): Uint8Array {
  const placed = Object.entries(pieces).map(([at, piece]) => ({
    at: Number(at),
    bytes: typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece),
  }))
  const bytes = Buffer.alloc(Math.max(size, ...placed.map(({ at, bytes: piece }) => at + piece.length)))
  for (const { at, bytes: piece } of placed) piece.copy(bytes, at)
  return new Uint8Array(bytes)
}

/** The fields of a zImage that a test cares about (Linux arch/arm/boot/compressed/head.S and vmlinux.lds.S). */
export interface ZImageParts {
  readonly start?: number
  /** Bytes that the header counts; the real ones when it is left out. */
  readonly size?: number
  readonly big?: boolean
  /** The size table: what the kernel unpacks to, and its BSS. */
  readonly table?: { readonly unpacked: number; readonly bss: number }
  readonly payload?: Uint8Array
  readonly behind?: Uint8Array
}

/** An arm32 zImage as Linux makes it. */
export function zImage({
  start = 0,
  size,
  big = false,
  table,
  payload = new Uint8Array(100),
  behind = new Uint8Array(),
}: ZImageParts = {}): Uint8Array {
  const head = Buffer.alloc(0x80)
  head.writeUInt32LE(0x016f2818, 0x24)
  head.writeUInt32LE(start, 0x28)
  head.writeUInt32LE(start + (size ?? 0x80 + payload.length + 4), 0x2c)
  head.writeUInt32LE(big ? 0x01020304 : 0x04030201, 0x30)
  if (table) {
    head.writeUInt32LE(0x45454545, 0x34)
    head.writeUInt32LE(0x40, 0x38)
    // A tag of another sort comes first: a reader has to step over it.
    for (const [index, word] of [3, 0x12345678, 0xcafe, 4, 0x5a534c4b, 0x80 + payload.length, table.bss, 0].entries())
      head.writeUInt32LE(word, 0x40 + 4 * index)
  }
  const unpacked = Buffer.alloc(4)
  unpacked.writeUInt32LE(table?.unpacked ?? 0)
  return new Uint8Array(Buffer.concat([head, payload, unpacked, behind]))
}

/** A Xen for arm32: the header of a zImage with an end that counts its BSS (Xen xen/arch/arm/arm32/head.S). */
export function xenZImage(release = '4.17', size = 0x11_6290): Uint8Array {
  const bytes = Buffer.from(
    fileWith({ 0x24: [0x18, 0x28, 0x6f, 0x01], 0x30: [0xc0, 0x01, 0x0c, 0xf1], 0x100: `xen,xen-${release}\0` }),
  )
  bytes.writeUInt32LE(size, 0x2c)
  return new Uint8Array(bytes)
}

/** The fields of a legacy image that a test cares about. */
export interface LegacyParts {
  readonly os?: number
  readonly arch?: number
  readonly type?: number
  readonly compression?: number
  readonly load?: number
  readonly name?: string
  readonly data?: Uint8Array
}

/** A U-Boot legacy image with the checksums that mkimage would give it (U-Boot include/image.h). */
export function legacyImage({
  os = 5,
  arch = 22,
  type = 2,
  compression = 0,
  load = 0x80000,
  name = 'Linux',
  data = Buffer.from('kernel'),
}: LegacyParts = {}): Uint8Array {
  const head = Buffer.alloc(64)
  for (const [at, word] of [
    [0, 0x27051956],
    [12, data.length],
    [16, load],
    [20, load],
    [24, crc32(data)],
  ] as const)
    head.writeUInt32BE(word, at)
  for (const [at, byte] of [
    [28, os],
    [29, arch],
    [30, type],
    [31, compression],
  ] as const)
    head.writeUInt8(byte, at)
  head.write(name, 32, 'latin1')
  head.writeUInt32BE(crc32(head), 4)
  return new Uint8Array(Buffer.concat([head, data]))
}

/** What a multi-file or script image has behind its header: sizes, a zero, and the files on multiples of 4. */
export function legacyParts(files: readonly Uint8Array[]): Uint8Array {
  const sizes = Buffer.alloc(4 * (files.length + 1))
  files.forEach((file, index) => sizes.writeUInt32BE(file.length, 4 * index))
  return Buffer.concat([
    sizes,
    ...files.flatMap((file, index) => [file, ...(index < files.length - 1 ? [Buffer.alloc(-file.length & 3)] : [])]),
  ])
}

/** A vmlinux's bytes, with the configuration that CONFIG_IKCONFIG puts into it (Linux kernel/configs.c). */
export const kernelWithConfig = (config: string, around = 'code and data'.repeat(200)): Uint8Array =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from(`${around}\0Linux version 6.6.1 (me)\0IKCFG_ST`),
      gzipSync(config),
      Buffer.from(`IKCFG_ED${around}`),
    ]),
  )
