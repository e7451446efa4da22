/** Bytes as text, one character a byte: file formats here know no encoding, and no byte may be lost or refused. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
