/**
 * What an initramfs unpacks to, without unpacking it: archives of cpio one behind the other, packed or not, as Linux
 * reads them (init/initramfs.c, unpack_to_rootfs). Newer mkinitramfs puts a bare archive before the packed one.
 *
 * Only headers and trailers are read, so that a file of hundreds of megabytes costs some thousand small reads.
 */
import type { RamdiskPart } from '../model/facts.ts'
import { limits } from '../model/limits.ts'
import type { RandomAccess } from '../model/random-access.ts'
import { kindOf } from './kind.ts'
import { latin1 } from './text.ts'

/** More parts than this are no initramfs that anybody made. */
const maxParts = 8

/** The parts in their order; none where the file is no initramfs, or a bare archive in it breaks off. */
export function ramdiskParts(file: RandomAccess): readonly RamdiskPart[] {
  const parts: RamdiskPart[] = []
  for (let at = 0; at < file.size && parts.length < maxParts; ) {
    const kind = kindOf(file.read(at, 64))
    if (kind === 'cpio') {
      const end = endOfArchive(file, at)
      if (end === undefined) return []
      parts.push({ as: 'cpio', packed: BigInt(end - at), unpacked: BigInt(end - at) })
      at = afterZeros(file, end)
      continue
    }
    // Nothing tells where a packed part ends; mkinitramfs and dracut put it last.
    if (!Object.hasOwn(sizeOf, kind)) return []
    const size = sizeOf[kind as Packed](from(file, at))
    const packed = BigInt(file.size - at)
    parts.push({ as: kind, packed, ...(size !== undefined && { unpacked: size }) })
    break
  }
  return parts
}

type Packed = 'gzip' | 'xz' | 'zstd' | 'lz4' | 'lzma' | 'bzip2' | 'lzo'

/** The size that a packed part tells of itself; missing where its form has no place for it, or it was not known. */
const sizeOf: Readonly<Record<Packed, (file: RandomAccess) => bigint | undefined>> = {
  gzip: gzipSize,
  xz: xzSize,
  zstd: zstdSize,
  lz4: lz4Size,
  lzma: lzmaSize,
  bzip2: () => undefined,
  lzo: () => undefined,
}

const from = (file: RandomAccess, start: number): RandomAccess => ({
  size: file.size - start,
  read: (at, length) => file.read(start + at, length),
})

const maxFiles = limits.cpioFiles.most

/** Where an archive ends, its trailer included (Linux Documentation/driver-api/early-userspace/buffer-format.rst). */
function endOfArchive(file: RandomAccess, start: number): number | undefined {
  // The header, and of the name as much as tells the trailer.
  const headerSize = 110
  const trailer = 'TRAILER!!!\0'
  let at = start
  for (let files = 0; files < maxFiles; files++) {
    const header = latin1(file.read(at, headerSize + trailer.length))
    const sizes = /^07070[12][0-9a-f]{48}([0-9a-f]{8})[0-9a-f]{32}([0-9a-f]{8})[0-9a-f]{8}/i.exec(header)
    if (!sizes) return undefined
    const [fileSize, nameSize] = [Number.parseInt(sizes[1]!, 16), Number.parseInt(sizes[2]!, 16)]
    const content = padded(at + headerSize + nameSize)
    at = padded(content + fileSize)
    if (at > file.size + 3) return undefined
    if (header.slice(headerSize) === trailer) return Math.min(at, file.size)
  }
  return undefined
}

const padded = (at: number): number => at + ((4 - (at % 4)) % 4)

/** So many zeros at most lie between two parts: cpio fills its last block, 512 bytes, tools a page. */
const maxZeros = 1 << 16

/** Where something begins that is not zero. */
function afterZeros(file: RandomAccess, start: number): number {
  const bytes = file.read(start, maxZeros)
  const at = bytes.findIndex((byte) => byte !== 0)
  return at < 0 ? file.size : start + at
}

/**
 * ISIZE, the last four bytes (RFC 1952), modulo 4 GiB and of the last member only: less than the file itself, or more
 * than deflate can pack so (1032 to 1), says nothing.
 */
function gzipSize(file: RandomAccess): bigint | undefined {
  const size = number(file.read(file.size - 4, 4), 0, 4)
  return size !== undefined && size >= BigInt(file.size) / 2n && size <= BigInt(file.size) * 1032n ? size : undefined
}

/** The frame header (RFC 8878, 3.1.1.1); what is packed from a pipe has no size there. */
function zstdSize(file: RandomAccess): bigint | undefined {
  const header = file.read(0, 18)
  const descriptor = header[4]
  if (descriptor === undefined) return undefined
  const isSingle = (descriptor & 0x20) !== 0
  const length = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]!
  const size = length === 0 ? undefined : number(header, at, length)
  // Of two bytes it counts from 256.
  return size === undefined ? undefined : size + (length === 2 ? 256n : 0n)
}

/** The form that Linux unpacks has blocks of 8 MiB, each behind its packed size (lib/decompress_unlz4.c). */
const lz4Block = 8 << 20

/** The frame form tells the size if the flag for it is set (lz4 doc/lz4_Frame_format.md); the old one by its blocks. */
function lz4Size(file: RandomAccess): bigint | undefined {
  const header = file.read(0, 14)
  if (header[0] === 0x04) return (header[4]! & 0x08) !== 0 ? number(header, 6, 8) : undefined
  let blocks = 0
  for (let at = 4; at + 4 < file.size && blocks < maxFiles; blocks++) {
    const packed = number(file.read(at, 4), 0, 4)
    if (packed === undefined || packed === 0n || packed > BigInt(2 * lz4Block)) break
    at += 4 + Number(packed)
  }
  return blocks === 0 ? undefined : BigInt(blocks) * BigInt(lz4Block)
}

/** Eight bytes at 5; all ones where the packer did not know (LZMA specification, .lzma file format). */
function lzmaSize(file: RandomAccess): bigint | undefined {
  const size = number(file.read(5, 8), 0, 8)
  return size === undefined || size > 1n << 40n ? undefined : size
}

const maxIndex = limits.xzIndex.most

/** The sum of the index (The .xz File Format, 2.1.2 and 4), of a file that is one stream. */
function xzSize(file: RandomAccess): bigint | undefined {
  // Padding is zeros in fours.
  const tail = file.read(Math.max(0, file.size - maxZeros), maxZeros)
  const last = tail.findLastIndex((byte) => byte !== 0)
  const end = file.size - tail.length + last + 1
  const footer = file.read(end - 12, 12)
  if (footer[10] !== 0x59 || footer[11] !== 0x5a) return undefined
  const indexSize = Number(number(footer, 4, 4)! + 1n) * 4
  if (indexSize > maxIndex || indexSize + 24 > end) return undefined
  const index = file.read(end - 12 - indexSize, indexSize)
  const integers = variableIntegers(index, 1)
  const records = integers.next().value
  let packed = 0n
  let sum = 0n
  for (let record = 0n; records !== undefined && record < records; record++) {
    const [unpadded, unpacked] = [integers.next().value, integers.next().value]
    if (unpadded === undefined || unpacked === undefined) return undefined
    packed += (unpadded + 3n) & ~3n
    sum += unpacked
  }
  // Header, blocks, index, footer: more lies before them where there are several streams.
  return index[0] === 0 && 12n + packed + BigInt(indexSize) + 12n === BigInt(end) ? sum : undefined
}

/** Seven bits a byte, the least first, nine bytes at most. */
function* variableIntegers(bytes: Uint8Array, start: number): Generator<bigint, undefined> {
  for (let at = start; at < bytes.length; ) {
    let value = 0n
    for (let shift = 0n; shift < 63n; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) return undefined
      value |= BigInt(byte & 0x7f) << shift
      if ((byte & 0x80) === 0) break
    }
    yield value
  }
  return undefined
}

/** Little-endian; missing where the bytes end before. */
function number(bytes: Uint8Array, at: number, length: number): bigint | undefined {
  if (bytes.length < at + length) return undefined
  let value = 0n
  for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at + i]!)
  return value
}
