/** What one file teaches: its kind by content, and the facts of that kind. */
import type { FileFacts, FileKind, FileValues, Learnt } from '../model/facts.ts'
import { Trouble } from '../model/trouble.ts'
import { readArm64Image } from '../read/arm64-image.ts'
import type { Read } from '../read/document.ts'
import { readDeviceTree } from '../read/fdt.ts'
import { peekGzip, unpackGzip } from '../read/gzip.ts'
import { kindOf, legacyImage } from '../read/kind.ts'
import { latin1 } from '../read/text.ts'
import { learnDeviceTree } from './device-tree/index.ts'

/** Learns from a file's bytes; `path` names it in evidence and trouble. Trouble when its kind is known and its content is broken. */
export function learnFile(bytes: Uint8Array, path: string): Learnt {
  const kind = kindOf(bytes)
  if (kind === 'dtb') return learnTree(bytes, path)
  const facts = factsIn(path)
  facts.learn('file.size', BigInt(bytes.length), 'its size')
  if (kind === 'gzip') {
    learnGzip(bytes, path, facts.learn)
    return { path, kind, size: BigInt(bytes.length), facts: facts.all }
  }
  return { path, kind: learnImage(bytes, kind, path, '', facts.learn), size: BigInt(bytes.length), facts: facts.all }
}

function learnTree(bytes: Uint8Array, path: string): Learnt {
  const tree = sound(readDeviceTree(bytes), path)
  // A FIT is a device tree by format only (U-Boot doc/usage/fit/source_file_format.rst): it has /images.
  const isFit = tree.root.children.some((node) => node.name === 'images')
  return { path, kind: isFit ? 'fit' : 'dtb', size: BigInt(bytes.length), used: BigInt(tree.usedSize), facts: isFit ? {} : learnDeviceTree(tree, path) }
}

type Learn = <K extends keyof FileValues>(key: K, value: FileValues[K] | undefined, at: string) => void

function factsIn(file: string): { readonly all: FileFacts; readonly learn: Learn } {
  const all: Record<string, unknown> = {}
  return { all: all as FileFacts, learn: (key, value, at) => void (value !== undefined && (all[key] = { value, evidence: { file, at } })) }
}

/** Unpacks a kernel; of anything else only the beginning is looked at. */
function learnGzip(bytes: Uint8Array, path: string, learn: Learn): void {
  const inside = kindOf(sound(peekGzip(bytes), path))
  if (!['arm64-image', 'zimage', 'uimage', 'elf', 'x86-bzimage'].includes(inside)) {
    learn('gzip.holds', inside, 'its first unpacked bytes')
    return
  }
  const unpacked = sound(unpackGzip(bytes), path)
  learn('gzip.unpackedSize', BigInt(unpacked.length), 'its unpacked content')
  learn('gzip.holds', learnImage(unpacked, inside, path, 'unpacked, ', learn), 'its first unpacked bytes')
}

/** Facts of a kernel or hypervisor; the kind comes back sharper: an Image or zImage may be Xen. */
function learnImage(bytes: Uint8Array, kind: FileKind, path: string, within: string, learn: Learn): FileKind {
  if (kind === 'arm64-image') {
    const header = sound(readArm64Image(bytes), path)
    learn('image.arch', 'arm64', `${within}"ARM\\x64" at 56`)
    learn('image.size', header.imageSize, `${within}image_size at 16`)
    learn('image.textOffset', header.textOffset, `${within}text_offset at 8`)
    learn('image.pageSize', header.pageSize, `${within}flags at 24`)
    learn('image.endian', header.endian, `${within}flags at 24`)
    learn('image.anywhere', header.anywhere, `${within}flags at 24`)
  }
  if (kind === 'zimage') learn('image.arch', 'arm32', `${within}0x016f2818 at 0x24`)
  if (kind === 'x86-bzimage') learn('image.arch', 'x86', `${within}"HdrS" at 0x202`)
  if (kind === 'elf') learn('image.arch', elfArch(bytes), `${within}e_machine at 18`)
  if (kind === 'uimage') learn('image.arch', legacyArch(bytes), `${within}ih_arch at 29`)
  const linux = find(bytes, 'Linux version ', /^Linux version \d[!-~]*/)
  if (linux) learn('linux.version', linux[0].slice('Linux version '.length), `${within}its banner`)
  if (kind !== 'arm64-image' && kind !== 'zimage') return kind
  // Xen builds its /hypervisor node's compatible from its version: xen/arch/arm/domain_build.c, make_hypervisor_node.
  const xen = find(bytes, 'xen,xen-', /^xen,xen-(\d+\.\d+)\0/)
  if (!xen) return kind
  learn('xen.version', xen[1]!, `${within}its "xen,xen-" string`)
  return 'xen'
}

/** The first place where the text after `mark` fits the pattern. */
function find(bytes: Uint8Array, mark: string, pattern: RegExp): RegExpExecArray | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf(mark), tries = 0; at >= 0 && tries < 64; at = buffer.indexOf(mark, at + 1), tries++) {
    const match = pattern.exec(latin1(bytes.subarray(at, at + 256)))
    if (match) return match
  }
  return undefined
}

/** e_machine (ELF specification; little-endian as all our targets are). */
function elfArch(bytes: Uint8Array): FileValues['image.arch'] | undefined {
  const machine = (bytes[18] ?? 0) | ((bytes[19] ?? 0) << 8)
  return machine === 183 ? 'arm64' : machine === 40 ? 'arm32' : machine === 62 || machine === 3 ? 'x86' : machine === 243 ? 'riscv' : undefined
}

/** ih_arch of a legacy image (U-Boot include/image.h, IH_ARCH_*). */
function legacyArch(bytes: Uint8Array): FileValues['image.arch'] | undefined {
  const arch = bytes[legacyImage.typeAt - 1]
  return arch === 22 ? 'arm64' : arch === 2 ? 'arm32' : arch === 3 || arch === 24 ? 'x86' : arch === 26 ? 'riscv' : undefined
}

function sound<T>(read: Read<T>, path: string): T {
  if (read.ok) return read.document
  throw new Trouble(`${read.says} (at offset ${read.offset}, 0x${read.offset.toString(16)})`, {
    where: path,
    advice: 'Fetch or build the file again and compare its size; a cut-off copy is the usual reason.',
  })
}
