/** boot.scr: a U-Boot legacy image of type script, as mkimage -T script makes it, without mkimage. */
import type { Arch } from '../model/arch.ts'
import { crc32 } from './crc32.ts'

/** Fields of the 64-byte header (U-Boot include/image.h, struct legacy_img_hdr), all big-endian. */
const header = {
  magic: 0x27051956,
  os: { linux: 5 },
  arch: { arm32: 2, arm64: 22 },
  type: { script: 6 },
  compression: { none: 0 },
  nameBytes: 32,
}

/** The image of a script; the time stamp is zero, so that the same text gives the same bytes. */
export function scriptImage(script: string | Uint8Array, name: string, arch: Arch): Uint8Array {
  // The bytes of boot.cmd: in latin1 a character such as U+010A would be cut down to a newline, and a comment to a
  // command.
  const text = typeof script === 'string' ? Buffer.from(script, 'utf8') : Buffer.from(script)
  // The content is a list of lengths, ended by a zero, and then the parts: here one (tools/mkimage.c).
  const data = Buffer.alloc(8 + text.length)
  data.writeUInt32BE(text.length, 0)
  text.copy(data, 8)

  const head = Buffer.alloc(64)
  head.writeUInt32BE(header.magic, 0)
  head.writeUInt32BE(data.length, 12)
  head.writeUInt32BE(crc32(data), 24)
  head.writeUInt8(header.os.linux, 28)
  head.writeUInt8(header.arch[arch], 29)
  head.writeUInt8(header.type.script, 30)
  head.writeUInt8(header.compression.none, 31)
  head.write(name.slice(0, header.nameBytes - 1), 32, 'latin1')
  // The header's own checksum is taken with its field at zero.
  head.writeUInt32BE(crc32(head), 4)
  return Buffer.concat([head, data])
}
