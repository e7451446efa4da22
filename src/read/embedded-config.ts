/** The configuration that a Linux kernel carries when it was built with CONFIG_IKCONFIG (Linux kernel/configs.c). */
import { limits } from '../model/limits.ts'
import { unpackGzip } from './gzip.ts'
import { latin1 } from './text.ts'

const begin = Buffer.from('IKCFG_ST')
const end = Buffer.from('IKCFG_ED')
/** Its text and where it begins; undefined when the kernel has none. `bytes` is the unpacked kernel. */
export function embeddedConfig(bytes: Uint8Array): { readonly text: string; readonly at: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf(begin), tries = 0; at >= 0 && tries < 16; at = buffer.indexOf(begin, at + 1), tries++) {
    const stop = buffer.indexOf(end, at)
    if (stop < 0) return undefined
    const text = unpacked(buffer.subarray(at + begin.length, stop))
    if (text !== undefined) return { text, at }
  }
  return undefined
}

function unpacked(packed: Uint8Array): string | undefined {
  const read = unpackGzip(packed, limits.config.most)
  // The words stand in code that looks for them, too.
  return read.ok ? latin1(read.document) : undefined
}
