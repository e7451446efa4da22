/** Unpacks gzip, within bounds. */
import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { Malformed, type Read, reading } from './document.ts'

/** No arm64 kernel comes near; a bomb ends here. */
const maxUnpacked = 256 << 20

/** The whole content. */
export const unpackGzip = (bytes: Uint8Array): Read<Uint8Array> =>
  reading(() => {
    try {
      return gunzipSync(bytes, { maxOutputLength: maxUnpacked })
    } catch (error) {
      throw new Malformed(
        (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
          ? `it unpacks to more than ${maxUnpacked >> 20} MiB`
          : `it cannot be unpacked (${(error as Error).message})`,
        0,
      )
    }
  })

/** The beginning of the content, to see what is inside; whatever the first 64 KiB unpack to. */
export const peekGzip = (bytes: Uint8Array): Read<Uint8Array> =>
  reading(() => {
    try {
      return gunzipSync(bytes.subarray(0, 64 << 10), {
        maxOutputLength: maxUnpacked,
        finishFlush: constants.Z_SYNC_FLUSH,
      })
    } catch (error) {
      throw new Malformed(`it cannot be unpacked (${(error as Error).message})`, 0)
    }
  })

/** What `gzip -n` begins with, as the kernel's build packs with it: no name and no other field (RFC 1952). */
const bareHeader = { bytes: 10, flagsAt: 3 }

/** The content of a gzip that something follows, without its checksum; only of one that `gzip -n` made. */
export const unpackLeadingGzip = (bytes: Uint8Array): Read<Uint8Array> =>
  reading(() => {
    if (bytes[bareHeader.flagsAt] !== 0) throw new Malformed('it was not packed with gzip -n', bareHeader.flagsAt)
    try {
      return inflateRawSync(bytes.subarray(bareHeader.bytes), { maxOutputLength: maxUnpacked })
    } catch (error) {
      throw new Malformed(`it cannot be unpacked (${(error as Error).message})`, 0)
    }
  })
