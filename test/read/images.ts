/** Makes the files that U-Boot and Xen load, for tests: headers as the kernel's and U-Boot's own documents give them. */

/** The fields of an arm64 Image's header that a test cares about (Linux Documentation/arch/arm64/booting.rst). */
export interface ImageHeader {
  readonly textOffset?: bigint
  readonly imageSize?: bigint
  readonly flags?: bigint
}

/** An arm64 Image: a header of 64 bytes, and `content` behind it. */
export function arm64Image({ textOffset = 0n, imageSize = 0x20_0000n, flags = 0xan }: ImageHeader = {}, content = ''): Uint8Array {
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
  const placed = Object.entries(pieces).map(([at, piece]) => ({ at: Number(at), bytes: typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece) }))
  const bytes = Buffer.alloc(Math.max(size, ...placed.map(({ at, bytes: piece }) => at + piece.length)))
  for (const { at, bytes: piece } of placed) piece.copy(bytes, at)
  return new Uint8Array(bytes)
}

/** A U-Boot legacy image: header of 64 bytes, and something behind it (U-Boot include/image.h). */
export const legacyImage = ({ arch = 22, type = 2 }: { readonly arch?: number; readonly type?: number } = {}): Uint8Array =>
  fileWith({ 0: [0x27, 0x05, 0x19, 0x56], 28: [5, arch, type, 0], 32: 'Linux', 64: 'kernel' })
