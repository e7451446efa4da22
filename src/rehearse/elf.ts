/**
 * The two things that an initramfs must know of an ELF file: the libraries a program needs, and what a kernel module
 * says.
 *
 * Little-endian, 64 and 32 bit, which is what Debian's arm64 and armhf are. Layout: System V ABI, chapter 4 (and 5 for
 * the dynamic section).
 */

interface Section {
  readonly name: string
  readonly type: number
  readonly link: number
  readonly bytes: Uint8Array
}

/** Where things stand, which depends on the class: Ehdr, Shdr and Dyn of Elf64 and Elf32. */
interface Layout {
  readonly header: number
  readonly word: 8 | 4
  readonly tableAt: number
  readonly countsAt: number
  readonly section: { readonly size: number; readonly start: number; readonly length: number; readonly link: number }
}

const layouts: Readonly<Record<number, Layout>> = {
  1: {
    header: 52,
    word: 4,
    tableAt: 0x20,
    countsAt: 0x2e,
    section: { size: 40, start: 0x10, length: 0x14, link: 0x18 },
  },
  2: {
    header: 64,
    word: 8,
    tableAt: 0x28,
    countsAt: 0x3a,
    section: { size: 64, start: 0x18, length: 0x20, link: 0x28 },
  },
}

const SHT_NOBITS = 8
const SHT_DYNAMIC = 6
const DT_NEEDED = 1

/**
 * Names of the libraries that a program or library is linked with (DT_NEEDED); empty for a static program or for what
 * is no ELF file.
 */
export function neededLibraries(bytes: Uint8Array): readonly string[] {
  const layout = layoutOf(bytes)
  const sections = readSections(bytes)
  const dynamic = sections.find((section) => section.type === SHT_DYNAMIC)
  const names = dynamic && sections[dynamic.link]
  if (!layout || !dynamic || !names) return []
  const view = viewOf(dynamic.bytes)
  const needed: string[] = []
  for (let at = 0; at + 2 * layout.word <= view.byteLength; at += 2 * layout.word) {
    if (wordAt(view, at, layout) === DT_NEEDED)
      needed.push(stringAt(names.bytes, wordAt(view, at + layout.word, layout)))
  }
  return needed
}

/**
 * Names of the modules that a kernel module must come after (`depends=` in .modinfo); undefined for what is no kernel
 * module.
 */
export function moduleDepends(bytes: Uint8Array): readonly string[] | undefined {
  const info = readSections(bytes).find((section) => section.name === '.modinfo')
  const line =
    info &&
    new TextDecoder('latin1')
      .decode(info.bytes)
      .split('\0')
      .find((entry) => entry.startsWith('depends='))
  return line
    ?.slice('depends='.length)
    .split(',')
    .filter((name) => name !== '')
}

/** EI_MAG "\x7fELF", EI_CLASS 1 (32 bit) or 2 (64 bit), EI_DATA 1 (little endian). */
function layoutOf(bytes: Uint8Array): Layout | undefined {
  const layout =
    bytes.length >= 6 && viewOf(bytes).getUint32(0) === 0x7f454c46 && bytes[5] === 1 ? layouts[bytes[4]!] : undefined
  return layout && bytes.length >= layout.header ? layout : undefined
}

function readSections(bytes: Uint8Array): readonly Section[] {
  const layout = layoutOf(bytes)
  if (!layout) return []
  const view = viewOf(bytes)
  const table = wordAt(view, layout.tableAt, layout) // e_shoff
  const [size, count, namesIndex] = [0, 2, 4].map((at) => view.getUint16(layout.countsAt + at, true)) as [
    number,
    number,
    number,
  ]
  if (size < layout.section.size || table + size * count > bytes.length) return []
  const headers = Array.from({ length: count }, (_, index) => {
    const at = table + index * size
    const type = view.getUint32(at + 4, true)
    const start = wordAt(view, at + layout.section.start, layout)
    const length = type === SHT_NOBITS ? 0 : wordAt(view, at + layout.section.length, layout)
    return {
      nameAt: view.getUint32(at, true),
      type,
      link: view.getUint32(at + layout.section.link, true),
      bytes: bytes.subarray(start, start + length),
    }
  })
  const names = headers[namesIndex]?.bytes ?? new Uint8Array()
  return headers.map(({ nameAt, ...rest }) => ({ name: stringAt(names, nameAt), ...rest }))
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const wordAt = (view: DataView, at: number, { word }: Layout): number =>
  word === 8 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true)

function stringAt(table: Uint8Array, start: number): string {
  const end = table.indexOf(0, start)
  return new TextDecoder('latin1').decode(table.subarray(start, end < 0 ? table.length : end))
}
