/** What a file is, in words. */
import type { ParsedFile } from './facts.ts'
import type { FileKind } from './file-kind.ts'
import { humanSize } from './quantity.ts'

/** A kind with its article: "a device tree". */
export const kindWords: Readonly<Record<FileKind, string>> = {
  dtb: 'a device tree',
  fit: 'a FIT image',
  xen: 'a Xen hypervisor',
  'arm64-image': 'an arm64 Linux Image',
  zimage: 'an arm32 zImage',
  uimage: 'a U-Boot legacy image',
  'uboot-script': 'a U-Boot script image',
  elf: 'an ELF file',
  'efi-zboot': 'a compressed EFI image (zboot)',
  efi: 'an EFI program',
  'x86-bzimage': 'an x86 bzImage',
  gzip: 'a gzip file',
  xz: 'an xz file',
  zstd: 'a zstd file',
  lz4: 'an lz4 file',
  bzip2: 'a bzip2 file',
  lzma: 'an lzma file',
  lzo: 'an lzo file',
  cpio: 'a cpio archive',
  'kernel-config': 'a kernel configuration',
  log: 'a console log',
  'xl-config': 'a guest configuration for xl',
  text: 'text',
  empty: 'an empty file',
  unknown: 'nothing that xenup knows',
}

/** A file in one line: what it is, how large, and the fact that tells it from others of its kind. */
export function inOneLine({ path, kind, size, facts }: ParsedFile): string {
  const inside = facts['gzip.holds']?.value
  const told = facts.model?.value ?? facts['xen.version']?.value ?? facts['linux.version']?.value
  return [
    `${path} is ${kindWords[kind]}${inside ? ` holding ${kindWords[inside]}` : ''}`,
    humanSize(size),
    ...(told === undefined ? [] : [told]),
    ...(facts['cpu.count'] ? [`${facts['cpu.count'].value} CPUs`] : []),
  ].join(', ')
}

/**
 * What to say against a file that is of another kind than is asked for; nothing when it is right, or there is no file.
 */
export function refuseKind(learnt: ParsedFile | undefined, ...kinds: readonly FileKind[]): string | undefined {
  if (!learnt || kinds.includes(learnt.kind)) return undefined
  return `${learnt.path} is ${kindWords[learnt.kind]}, and ${kinds.map((kind) => kindWords[kind]).join(' or ')} is asked for here.`
}

/** What to say against a file that holds no kernel configuration. */
export function refuseWithoutConfig(learnt: ParsedFile | undefined): string | undefined {
  if (!learnt || learnt.kind === 'kernel-config' || learnt.facts['config.values']) return undefined
  return `${learnt.path} is ${kindWords[learnt.kind]} without a configuration in it: name the .config, /boot/config-… of a distribution, or a kernel built with CONFIG_IKCONFIG.`
}
