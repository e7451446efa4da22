/** Makes small ELF files for tests: 64 bit, little endian, sections only. */

interface Section { readonly name: string; readonly type: number; readonly link?: number; readonly bytes: Buffer }

function elf(sections: readonly Section[]): Buffer {
  const all: Section[] = [{ name: '', type: 0, bytes: Buffer.alloc(0) }, ...sections]
  const names = Buffer.from([...all.map(({ name }) => name), '.shstrtab'].join('\0') + '\0')
  all.push({ name: '.shstrtab', type: 3, bytes: names })
  const header = Buffer.alloc(64)
  header.write('\x7fELF\x02\x01\x01', 'latin1')
  const bodies: Buffer[] = [header]
  let at = 64
  const table = all.map((section) => {
    const entry = Buffer.alloc(64)
    entry.writeUInt32LE(names.indexOf(`${section.name}\0`), 0)
    entry.writeUInt32LE(section.type, 4)
    entry.writeBigUInt64LE(BigInt(at), 0x18)
    entry.writeBigUInt64LE(BigInt(section.bytes.length), 0x20)
    entry.writeUInt32LE(section.link ?? 0, 0x28)
    bodies.push(section.bytes)
    at += section.bytes.length
    return entry
  })
  header.writeBigUInt64LE(BigInt(at), 0x28)
  header.writeUInt16LE(64, 0x3a)
  header.writeUInt16LE(all.length, 0x3c)
  header.writeUInt16LE(all.length - 1, 0x3e)
  return Buffer.concat([...bodies, ...table])
}

/** A kernel module with these lines in .modinfo. */
export const moduleFile = (...info: readonly string[]): Buffer =>
  elf([{ name: '.modinfo', type: 1, bytes: Buffer.from(info.map((line) => `${line}\0`).join('')) }])

/** A program that is linked with these libraries. */
export function programFile(...libraries: readonly string[]): Buffer {
  const strings = Buffer.from(['', ...libraries, ''].join('\0'))
  const dynamic = Buffer.alloc((libraries.length + 1) * 16)
  libraries.forEach((name, index) => {
    dynamic.writeBigUInt64LE(1n, index * 16)
    dynamic.writeBigUInt64LE(BigInt(strings.indexOf(`\0${name}\0`) + 1), index * 16 + 8)
  })
  return elf([{ name: '.dynstr', type: 3, bytes: strings }, { name: '.dynamic', type: 6, link: 1, bytes: dynamic }])
}
