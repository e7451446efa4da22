/** Makes small ELF files for tests: little endian, 64 or 32 bit, sections only. */

type Bits = 64 | 32

interface Section {
  readonly name: string
  readonly type: number
  readonly link?: number
  readonly bytes: Buffer
}

function elf(bits: Bits, sections: readonly Section[]): Buffer {
  const { headerSize, entrySize, start, length, link, tableAt, countsAt } =
    bits === 64
      ? { headerSize: 64, entrySize: 64, start: 0x18, length: 0x20, link: 0x28, tableAt: 0x28, countsAt: 0x3a }
      : { headerSize: 52, entrySize: 40, start: 0x10, length: 0x14, link: 0x18, tableAt: 0x20, countsAt: 0x2e }
  const all: Section[] = [{ name: '', type: 0, bytes: Buffer.alloc(0) }, ...sections]
  const names = Buffer.from(`${[...all.map(({ name }) => name), '.shstrtab'].join('\0')}\0`)
  all.push({ name: '.shstrtab', type: 3, bytes: names })
  const header = Buffer.alloc(headerSize)
  header.write(`\x7fELF${bits === 64 ? '\x02' : '\x01'}\x01\x01`, 'latin1')
  const bodies: Buffer[] = [header]
  let at = headerSize
  const table = all.map((section) => {
    const entry = Buffer.alloc(entrySize)
    entry.writeUInt32LE(names.indexOf(`${section.name}\0`), 0)
    entry.writeUInt32LE(section.type, 4)
    entry.writeUIntLE(at, start, 4)
    entry.writeUIntLE(section.bytes.length, length, 4)
    entry.writeUInt32LE(section.link ?? 0, link)
    bodies.push(section.bytes)
    at += section.bytes.length
    return entry
  })
  header.writeUIntLE(at, tableAt, 4)
  header.writeUInt16LE(entrySize, countsAt)
  header.writeUInt16LE(all.length, countsAt + 2)
  header.writeUInt16LE(all.length - 1, countsAt + 4)
  return Buffer.concat([...bodies, ...table])
}

/** Makers of modules and programs of one class. */
export const elfFiles = (bits: Bits) => ({
  /** A kernel module with these lines in .modinfo. */
  moduleFile: (...info: readonly string[]): Buffer =>
    elf(bits, [{ name: '.modinfo', type: 1, bytes: Buffer.from(info.map((line) => `${line}\0`).join('')) }]),

  /** A program that is linked with these libraries. */
  programFile(...libraries: readonly string[]): Buffer {
    const word = bits / 8
    const strings = Buffer.from(['', ...libraries, ''].join('\0'))
    const dynamic = Buffer.alloc((libraries.length + 1) * 2 * word)
    libraries.forEach((name, index) => {
      dynamic.writeUIntLE(1, index * 2 * word, 4)
      dynamic.writeUIntLE(strings.indexOf(`\0${name}\0`) + 1, (index * 2 + 1) * word, 4)
    })
    return elf(bits, [
      { name: '.dynstr', type: 3, bytes: strings },
      { name: '.dynamic', type: 6, link: 1, bytes: dynamic },
    ])
  },
})

export const { moduleFile, programFile } = elfFiles(64)
