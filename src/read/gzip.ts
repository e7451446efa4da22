/** Unpacks gzip, within bounds. */
import { constants, gunzipSync } from 'node:zlib'
import { Malformed, reading, type Read } from './document.ts'

/** No arm64 kernel comes near; a bomb ends here. */
const maxUnpacked = 256 << 20

/** The whole content. */
export const unpackGzip = (bytes: Uint8Array): Read<Uint8Array> => reading(() => {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpacked })
  } catch (error) {
    throw new Malformed((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? `it unpacks to more than ${maxUnpacked >> 20} MiB`
      : `it cannot be unpacked (${(error as Error).message})`, 0)
  }
})

/** The beginning of the content, to see what is inside; whatever the first 64 KiB unpack to. */
export const peekGzip = (bytes: Uint8Array): Read<Uint8Array> => reading(() => {
  try {
    return gunzipSync(bytes.subarray(0, 64 << 10), { maxOutputLength: maxUnpacked, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    throw new Malformed(`it cannot be unpacked (${(error as Error).message})`, 0)
  }
})
