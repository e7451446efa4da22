/** Reads the header of an arm64 Image: Linux's, and Xen's too (Linux Documentation/arch/arm64/booting.rst). */
import { Malformed, type Read, reading } from './document.ts'

/** "ARM\x64" at 56. */
export const arm64Magic: readonly number[] = [0x41, 0x52, 0x4d, 0x64]

/** The header's fields; sizes in bytes. */
export interface Arm64Image {
  readonly textOffset: bigint
  /** Bytes in memory with BSS; missing for images of before Linux 3.17 and Xen 4.12, which have 0. */
  readonly imageSize?: bigint
  readonly endian: 'little' | 'big'
  readonly pageSize?: '4K' | '16K' | '64K'
  /** Flag bit 3: the image may lie anywhere in memory. */
  readonly anywhere: boolean
  /** Bytes of the file that its EFI header names; missing without one (CONFIG_EFI=n). */
  readonly fileSize?: number
}

/** The header is 64 bytes; `bytes` may be longer. */
export const readArm64Image = (bytes: Uint8Array): Read<Arm64Image> =>
  reading(() => {
    if (bytes.length < 64)
      throw new Malformed(`an arm64 Image has a header of 64 bytes, and the file has ${bytes.length}`, 0)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    if (!arm64Magic.every((byte, i) => bytes[56 + i] === byte))
      throw new Malformed('it has no "ARM\\x64" at 56, so it is no arm64 Image', 56)
    const imageSize = view.getBigUint64(16, true)
    const flags = view.getBigUint64(24, true)
    const pageSize = ([undefined, '4K', '16K', '64K'] as const)[Number((flags >> 1n) & 3n)]
    return {
      textOffset: view.getBigUint64(8, true),
      ...(imageSize !== 0n && { imageSize }),
      endian: flags & 1n ? 'big' : 'little',
      ...(pageSize && { pageSize }),
      anywhere: (flags & 8n) !== 0n,
      ...fileSizeOf(view),
    }
  })

/**
 * Where the last section of the PE header ends in the file (Microsoft's PE format; Linux
 * arch/arm64/kernel/efi-header.S). Linux' sections are the whole file, to which a signature may be added.
 */
function fileSizeOf(view: DataView): { readonly fileSize?: number } {
  const at = view.getUint32(60, true)
  if (view.getUint16(0, true) !== 0x5a4d || at + 24 > view.byteLength || view.getUint32(at, false) !== 0x5045_0000)
    return {}
  const first = at + 24 + view.getUint16(at + 20, true)
  const sections = Math.min(view.getUint16(at + 6, true), 16)
  if (sections === 0 || first + 40 * sections > view.byteLength) return {}
  const ends = Array.from(
    { length: sections },
    (_, i) => view.getUint32(first + 40 * i + 16, true) + view.getUint32(first + 40 * i + 20, true),
  )
  return { fileSize: Math.max(...ends) }
}
