/**
 * The two things that an initramfs must know of an ELF file: the libraries a program needs, and what a kernel module says.
 *
 * 64-bit little-endian only, which is what Debian's arm64 is. Layout: System V ABI, chapter 4 (and 5 for the dynamic section).
 */

interface Section { readonly name: string; readonly type: number; readonly link: number; readonly bytes: Uint8Array }

const SHT_NOBITS = 8
const SHT_DYNAMIC = 6
const DT_NEEDED = 1n

/** Names of the libraries that a program or library is linked with (DT_NEEDED); empty for a static program or for what is no ELF file. */
export function neededLibraries(bytes: Uint8Array): readonly string[] {
  const sections = readSections(bytes)
  const dynamic = sections.find((section) => section.type === SHT_DYNAMIC)
  const names = dynamic && sections[dynamic.link]
  if (!dynamic || !names) return []
  const view = viewOf(dynamic.bytes)
  const needed: string[] = []
  for (let at = 0; at + 16 <= view.byteLength; at += 16) {
    if (view.getBigUint64(at, true) === DT_NEEDED) needed.push(stringAt(names.bytes, Number(view.getBigUint64(at + 8, true))))
  }
  return needed
}

/** Names of the modules that a kernel module must come after (`depends=` in .modinfo); undefined for what is no kernel module. */
export function moduleDepends(bytes: Uint8Array): readonly string[] | undefined {
  const info = readSections(bytes).find((section) => section.name === '.modinfo')
  const line = info && new TextDecoder('latin1').decode(info.bytes).split('\0').find((entry) => entry.startsWith('depends='))
  return line?.slice('depends='.length).split(',').filter((name) => name !== '')
}

function readSections(bytes: Uint8Array): readonly Section[] {
  const view = viewOf(bytes)
  // EI_MAG "\x7fELF", EI_CLASS 2 (64 bit), EI_DATA 1 (little endian)
  if (bytes.length < 64 || view.getUint32(0) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1) return []
  const table = Number(view.getBigUint64(0x28, true)) // e_shoff
  const [size, count, namesIndex] = [view.getUint16(0x3a, true), view.getUint16(0x3c, true), view.getUint16(0x3e, true)]
  if (size < 64 || table + size * count > bytes.length) return []
  const headers = Array.from({ length: count }, (_, index) => {
    const at = table + index * size
    const type = view.getUint32(at + 4, true)
    const start = Number(view.getBigUint64(at + 0x18, true))
    const length = type === SHT_NOBITS ? 0 : Number(view.getBigUint64(at + 0x20, true))
    return { nameAt: view.getUint32(at, true), type, link: view.getUint32(at + 0x28, true), bytes: bytes.subarray(start, start + length) }
  })
  const names = headers[namesIndex]?.bytes ?? new Uint8Array()
  return headers.map(({ nameAt, ...rest }) => ({ name: stringAt(names, nameAt), ...rest }))
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function stringAt(table: Uint8Array, start: number): string {
  const end = table.indexOf(0, start)
  return new TextDecoder('latin1').decode(table.subarray(start, end < 0 ? table.length : end))
}
