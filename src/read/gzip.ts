/** Unpacks gzip, within bounds. */
import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { limits } from '../model/limits.ts'
import { Malformed, type Read, reading } from './document.ts'

/** The whole content, of `most` bytes at most. */
export const unpackGzip = (bytes: Uint8Array, most: number = limits.unpacked.most): Read<Uint8Array> =>
  unpacked(bytes, (within) => gunzipSync(bytes, within), most)

/** The beginning of the content, to see what is inside; whatever the first 64 KiB unpack to, or less of a bomb. */
export const peekGzip = (bytes: Uint8Array): Read<Uint8Array> =>
  reading(() => {
    const packed = bytes.subarray(0, 64 << 10)
    try {
      return gunzipSync(packed, { maxOutputLength: peeked, finishFlush: constants.Z_SYNC_FLUSH })
    } catch (error) {
      // Deflate packs 1032 to 1 at most, so that the first bytes of a bomb are some of its content.
      if (isTooLarge(error))
        return gunzipSync(packed.subarray(0, peeked / 1100), {
          maxOutputLength: peeked,
          finishFlush: constants.Z_SYNC_FLUSH,
        })
      throw cannotUnpack(error)
    }
  })

/** Four times what is peeked into, as text unpacks to. */
const peeked = 1 << 20

/** What `gzip -n` begins with, as the kernel's build packs with it: no name and no other field (RFC 1952). */
const bareHeader = { bytes: 10, flagsAt: 3 }

/** The content of a gzip that something follows, without its checksum; only of one that `gzip -n` made. */
export function unpackLeadingGzip(bytes: Uint8Array): Read<Uint8Array> {
  if (bytes[bareHeader.flagsAt] !== 0)
    return { ok: false, says: 'it was not packed with gzip -n', offset: bareHeader.flagsAt }
  return unpacked(bytes, (within) => inflateRawSync(bytes.subarray(bareHeader.bytes), within), limits.payload.most)
}

function unpacked(
  bytes: Uint8Array,
  unpack: (within: { maxOutputLength: number; chunkSize: number }) => Uint8Array,
  most: number,
): Read<Uint8Array> {
  return reading(() => {
    if (bytes.length > limits.packed.most)
      throw new Malformed(`it is packed and larger than ${limits.packed.most >> 20} MiB`, 0)
    try {
      // In one piece, of which only as much takes memory as is written to: pieces would be there twice when they are joined.
      return unpack({ maxOutputLength: most, chunkSize: most + 1 })
    } catch (error) {
      throw isTooLarge(error) ? new Malformed(`it unpacks to more than ${most >> 20} MiB`, 0) : cannotUnpack(error)
    }
  })
}

const isTooLarge = (error: unknown): boolean => (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'

const cannotUnpack = (error: unknown): Malformed =>
  new Malformed(`it cannot be unpacked (${(error as Error).message})`, 0)
