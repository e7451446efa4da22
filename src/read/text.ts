/** Bytes as text, one character a byte: file formats here know no encoding, and no byte may be lost or refused. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/**
 * A text file's content: as latin1, except that what begins with a byte order mark is taken by it (PowerShell's >
 * writes UTF-16).
 */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le', 2)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return buffer.toString('latin1', 3)
  return buffer.toString('latin1')
}

/** Whether a byte order mark of UTF-8 or UTF-16 stands before a text. */
export const hasMark = ([first, second, third]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xef && second === 0xbb && third === 0xbf)

/** Whether bytes are text at all: some noise of a serial line is allowed (its share is `noise`), a binary is not. */
export function mostlyText(bytes: Uint8Array, noise = 1 / 20): boolean {
  const sample = bytes.subarray(0, 1 << 18)
  if (sample.length === 0) return false
  if (sample[0] === 0xff && sample[1] === 0xfe) return true
  // Decoded, for comments may be in any language; what is no UTF-8 comes out as U+FFFD.
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.length).toString('utf8')
  return (text.match(/[\0-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]/g)?.length ?? 0) < text.length * noise
}
