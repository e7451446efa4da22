/** What a kernel, a hypervisor or another program says of itself. */
import type { FileValues } from '../model/facts.ts'
import type { FileKind } from '../model/file-kind.ts'
import { humanSize } from '../model/quantity.ts'
import { readArm64Image } from '../read/arm64-image.ts'
import { embeddedConfig } from '../read/embedded-config.ts'
import { unpackLeadingGzip } from '../read/gzip.ts'
import { latin1 } from '../read/text.ts'
import { payloadsIn, readZImage, type ZImage } from '../read/zimage.ts'
import type { AddFact } from './fact-collector.ts'
import { learnKernelConfig } from './kernel-config.ts'
import { unwrap } from './unwrap.ts'

/** Where an image lies: by itself (`''`), or inside another file (`'unpacked, '`). */
export interface ImageLocation {
  readonly path: string
  readonly within: string
}

/** Kinds that are looked into when a file that packs them is unpacked. */
export const programs: readonly FileKind[] = ['arm64-image', 'zimage', 'uimage', 'elf', 'x86-bzimage']

/** Facts of a kernel or hypervisor; the kind comes back sharper: an Image or zImage may be Xen. */
export function learnImage(bytes: Uint8Array, kind: FileKind, place: ImageLocation, learn: AddFact): FileKind {
  const { path, within } = place
  // Xen builds its /hypervisor node's compatible from its version: xen/arch/arm/domain_build.c, make_hypervisor_node.
  const xen = kind === 'arm64-image' || kind === 'zimage' ? find(bytes, 'xen,xen-', /^xen,xen-(\d+\.\d+)\0/) : undefined
  if (kind === 'arm64-image') learnArm64(bytes, xen !== undefined, place, learn)
  if (kind === 'zimage') learnZImage(bytes, unwrap(readZImage(bytes), path), xen !== undefined, place, learn)
  if (kind === 'x86-bzimage') learn('image.arch', 'x86', `${within}"HdrS" at 0x202`)
  if (kind === 'elf') learn('image.arch', elfArch(bytes), `${within}e_machine at 18`)
  const linux = find(bytes, 'Linux version ', /^Linux version \d[!-~]*/)
  if (linux) learn('linux.version', linux[0].slice('Linux version '.length), `${within}its banner`)
  if (xen) {
    learn('xen.version', xen[1]!, `${within}its "xen,xen-" string`)
    return 'xen'
  }
  if (kind === 'arm64-image' || (kind === 'elf' && linux)) learnEmbeddedConfig(bytes, within, learn)
  return kind
}

function learnArm64(bytes: Uint8Array, isXen: boolean, { path, within }: ImageLocation, learn: AddFact): void {
  const header = unwrap(readArm64Image(bytes), path)
  learn('image.arch', 'arm64', `${within}"ARM\\x64" at 56`)
  learn('image.size', header.imageSize, `${within}image_size at 16`)
  learn('image.textOffset', header.textOffset, `${within}text_offset at 8`)
  learn('image.pageSize', header.pageSize, `${within}flags at 24`)
  learn('image.endian', header.endian, `${within}flags at 24`)
  learn('image.anywhere', header.anywhere, `${within}flags at 24`)
  // Xen's sections have counted its BSS, which is not in the file: xen/arch/arm/arm64/head.S.
  if (!isXen && header.fileSize !== undefined && bytes.length < header.fileSize) {
    learn(
      'image.problems',
      [
        `its EFI header counts ${humanSize(BigInt(header.fileSize))} and there are ${humanSize(BigInt(bytes.length))}: it was cut off`,
      ],
      `${within}sections of the PE header at 60`,
    )
  }
}

function learnZImage(
  bytes: Uint8Array,
  image: ZImage,
  isXen: boolean,
  { within }: ImageLocation,
  learn: AddFact,
): void {
  learn('image.arch', 'arm32', `${within}0x016f2818 at 0x24`)
  // A header without an end says nothing of the start either.
  if (image.size === undefined) return
  learn('image.size', BigInt(image.size), `${within}start at 0x28, end at 0x2c`)
  learn('image.anywhere', image.start === 0, `${within}start at 0x28`)
  if (image.start !== 0) learn('image.start', BigInt(image.start), `${within}start at 0x28`)
  learn('image.endian', image.endian, `${within}endianness word at 0x30`)
  // Xen's end counts its BSS, which is not in the file: xen/arch/arm/arm32/head.S, `.word (_end - start)`.
  if (isXen) return
  const behind = bytes.length - image.size
  if (image.appendedDtb)
    learn(
      'image.appendedDtb',
      BigInt(image.appendedDtb.size),
      `${within}d00dfeed at ${image.appendedDtb.at}, where the zImage ends`,
    )
  if (behind < 0)
    learn(
      'image.problems',
      [
        `its header counts ${humanSize(BigInt(image.size))} and there are ${humanSize(BigInt(bytes.length))}: it was cut off`,
      ],
      `${within}end at 0x2c`,
    )
  learnPayload(bytes.subarray(0, image.size), image.kernel, within, learn)
}

/** The kernel inside: how it is packed, how large it gets, and its configuration where it can be unpacked. */
function learnPayload(bytes: Uint8Array, kernel: ZImage['kernel'], within: string, learn: AddFact): void {
  if (kernel) {
    learn(
      'image.unpackedSize',
      BigInt(kernel.unpackedSize),
      `${within}size table at ${kernel.tableAt}, size at ${kernel.sizeAt}`,
    )
    learn('image.runSize', BigInt(kernel.unpackedSize + kernel.bssSize), `${within}size table at ${kernel.tableAt}`)
  }
  for (const { as, at } of payloadsIn(bytes)) {
    const where = `${within}${as} at ${at}`
    if (as === 'gzip') {
      const unpacked = unpackLeadingGzip(bytes.subarray(at))
      // Code holds numbers that look like the beginning of gzip.
      if (!unpacked.ok || unpacked.document.length < 1 << 10) continue
      learn('image.payload', 'gzip', where)
      learnLinux(unpacked.document, `${within}the kernel unpacked from ${at}, `, learn)
      return
    }
    learn('image.payload', as, where)
    learn('config.embedded', 'unreadable', `${where}: ${as} is not unpacked here; give the .config itself`)
    return
  }
}

function learnLinux(bytes: Uint8Array, within: string, learn: AddFact): void {
  const linux = find(bytes, 'Linux version ', /^Linux version \d[!-~]*/)
  if (linux) learn('linux.version', linux[0].slice('Linux version '.length), `${within}its banner`)
  learnEmbeddedConfig(bytes, within, learn)
}

function learnEmbeddedConfig(bytes: Uint8Array, within: string, learn: AddFact): void {
  const config = embeddedConfig(bytes)
  learn(
    'config.embedded',
    config ? 'yes' : 'no',
    config ? `${within}IKCFG_ST at ${config.at}` : `${within}no IKCFG_ST in it (CONFIG_IKCONFIG)`,
  )
  if (config) learnKernelConfig(config.text, `${within}its embedded configuration, `, learn)
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
  return machine === 183
    ? 'arm64'
    : machine === 40
      ? 'arm32'
      : machine === 62 || machine === 3
        ? 'x86'
        : machine === 243
          ? 'riscv'
          : undefined
}
