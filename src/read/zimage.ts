/**
 * Reads the header of an arm32 zImage: Linux's, and Xen's too (Linux arch/arm/boot/compressed/head.S, vmlinux.lds.S).
 */
import { Malformed, type Read, reading } from './document.ts'
import { fdtMagic } from './fdt.ts'

/** What the header and the table behind it say; sizes in bytes. */
export interface ZImage {
  /** The address that it wants; 0 when it may lie anywhere. */
  readonly start: number
  /** End less start: bytes from its first to its end; of Xen with BSS. Missing when the header has no sensible end. */
  readonly size?: number
  /** Missing when the header ends before the word that tells it, as Xen's does. */
  readonly endian?: 'little' | 'big'
  /** The kernel that it unpacks, when the header has the size table. */
  readonly kernel?: {
    readonly unpackedSize: number
    readonly bssSize: number
    readonly tableAt: number
    readonly sizeAt: number
  }
  /** Bytes of a device tree that begins where the zImage ends. */
  readonly appendedDtb?: { readonly at: number; readonly size: number }
}

const startAt = 0x28
const endAt = 0x2c
const endianAt = 0x30
/** "Another magic number" at 0x34: a table's offset follows (since Linux 4.15). */
const hasTable = 0x45454545
/** "ZSLK": the tag of the kernel's sizes. */
const sizesTag = 0x5a534c4b
/** More tags than any kernel writes. */
const maxTags = 16
/** No arm32 kernel comes near. */
const maxKernel = 256 << 20

/** `bytes` is the whole file: the size that the kernel unpacks to stands at its end. */
export const readZImage = (bytes: Uint8Array): Read<ZImage> =>
  reading(() => {
    if (bytes.length < endianAt)
      throw new Malformed(`a zImage has a header of 48 bytes, and the file has ${bytes.length}`, 0)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    // The header is little-endian whatever the kernel is: ZIMAGE_MAGIC() in vmlinux.lds.S.
    const word = (at: number): number | undefined =>
      at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : undefined
    const start = view.getUint32(startAt, true)
    const end = view.getUint32(endAt, true)
    const size = end > start ? end - start : undefined
    const endian = ({ 0x04030201: 'little', 0x01020304: 'big' } as const)[word(endianAt) ?? 0]
    const kernel = word(0x34) === hasTable ? kernelSizes(word) : undefined
    const appendedDtb = size === undefined ? undefined : deviceTreeAt(view, size)
    return {
      start,
      ...(size !== undefined && { size }),
      ...(endian && { endian }),
      ...(kernel && { kernel }),
      ...(appendedDtb && { appendedDtb }),
    }
  })

/**
 * The table: each tag begins with its length in words, these included, and its name; a length of 0 ends it
 * (vmlinux.lds.S, .table).
 */
function kernelSizes(word: (at: number) => number | undefined): ZImage['kernel'] {
  const tableAt = word(0x38) ?? 0
  for (let at = tableAt, tags = 0; tags < maxTags; tags++) {
    const length = word(at)
    if (length === undefined || length === 0 || length > 64) return undefined
    if (word(at + 4) === sizesTag) {
      const sizeAt = word(at + 8)
      const bssSize = word(at + 12)
      const unpackedSize = sizeAt === undefined ? undefined : word(sizeAt)
      if (sizeAt === undefined || bssSize === undefined || unpackedSize === undefined) return undefined
      return unpackedSize === 0 || unpackedSize + bssSize > maxKernel
        ? undefined
        : { unpackedSize, bssSize, tableAt, sizeAt }
    }
    at += 4 * length
  }
  return undefined
}

/** A device tree's magic and size, big-endian as all of it is. */
function deviceTreeAt(view: DataView, at: number): ZImage['appendedDtb'] {
  if (at + 8 > view.byteLength || view.getUint32(at) !== fdtMagic) return undefined
  const size = view.getUint32(at + 4)
  return size >= 40 && at + size <= view.byteLength ? { at, size } : undefined
}

/** How the kernel inside is packed: what its bytes begin with (Linux scripts/Makefile.lib, cmd_gzip and its like). */
const packings = [
  { as: 'gzip', bytes: [0x1f, 0x8b, 8] },
  { as: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { as: 'lzo', bytes: [0x89, 0x4c, 0x5a, 0x4f, 0, 0x0d, 0x0a, 0x1a, 0x0a] },
  { as: 'lz4', bytes: [0x02, 0x21, 0x4c, 0x18] },
  { as: 'lzma', bytes: [0x5d, 0, 0, 0x80, 0, 0xff, 0xff, 0xff, 0xff] },
  { as: 'lzma', bytes: [0x5d, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff] },
] as const

/** A place where a packed kernel seems to begin. */
export interface Payload {
  readonly as: (typeof packings)[number]['as']
  readonly at: number
}

/**
 * The places where a packed kernel may begin, in their order. Behind a match lies the payload or, since code holds such
 * numbers too, something else: the caller tries.
 */
export function payloadsIn(bytes: Uint8Array, most = 3): readonly Payload[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found: Payload[] = []
  for (const { as, bytes: magic } of packings) {
    let tries = 0
    for (
      let at = buffer.indexOf(Buffer.from(magic));
      at >= 0 && tries < most;
      at = buffer.indexOf(Buffer.from(magic), at + 1), tries++
    )
      found.push({ as, at })
  }
  return found.sort((a, b) => a.at - b.at)
}
