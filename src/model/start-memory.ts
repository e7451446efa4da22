/** How much memory a Linux needs to come to its first program: kernel, and initramfs packed and unpacked. */
import type { ParsedFile } from './facts.ts'
import { rootOf } from './linux-command-line.ts'
import { humanSize, MiB } from './quantity.ts'

/**
 * How much larger an initramfs gets where it does not tell: 34.9 MB of gzip unpack to 122 MB (the modules that
 * mkinitramfs of Debian 12 takes for arm64 with MODULES=most), and xz and zstd pack closer.
 */
const usualFactor = 4n

/** Device tree, page tables, and what a kernel takes for itself before its first program. */
const kernelsOwn = 16n * MiB

/** The files that a domain starts from, as far as they were read, and its command line, as far as it is known. */
export interface StartFiles {
  readonly kernel?: ParsedFile | undefined
  readonly ramdisk?: ParsedFile | undefined
  readonly cmdline?: string | undefined
}

/** What a start needs at least. */
export interface StartMemory {
  readonly bytes: bigint
  /** True where an initramfs does not tell what it unpacks to. */
  readonly isEstimate: boolean
  /** How it comes together. */
  readonly because: string
}

/** The memory that a start from these files needs. */
export function startMemory({ kernel, ramdisk, cmdline }: StartFiles): StartMemory {
  const image = kernel ? kernelInMemory(kernel) : 0n
  const { packed, unpacked, isEstimate } = ramdisk ? ramdiskInMemory(ramdisk) : nothing
  // Without root= the files go into a tmpfs, which may fill half of what was free when it was mounted (Linux
  // init/do_mounts.c, init_rootfs; mm/shmem.c, shmem_default_max_blocks).
  const isHalved = ramdisk !== undefined && rootOf(cmdline ?? '') === undefined
  const about = isEstimate ? 'about ' : ''
  const words = [
    ...(kernel ? [`${humanSize(image)} for the kernel`] : []),
    ...(ramdisk
      ? [`${humanSize(packed)} for the initramfs, ${about}${humanSize(unpacked)} for what it unpacks to`]
      : []),
    ...(isHalved ? ['as much again since without root= that may fill half of memory'] : []),
    `${humanSize(kernelsOwn)} for Linux itself`,
  ]
  return {
    bytes: image + packed + unpacked * (isHalved ? 2n : 1n) + kernelsOwn,
    isEstimate,
    because: words.join(', '),
  }
}

const nothing = { packed: 0n, unpacked: 0n, isEstimate: false }

function kernelInMemory({ facts, size }: ParsedFile): bigint {
  return facts['image.runSize']?.value ?? facts['image.size']?.value ?? facts['gzip.unpackedSize']?.value ?? size
}

function ramdiskInMemory({ facts, size, kind }: ParsedFile): typeof nothing {
  const parts = facts['ramdisk.parts']?.value ?? [{ as: kind, packed: size }]
  return {
    packed: size,
    unpacked: parts.reduce((sum, { packed, unpacked }) => sum + (unpacked ?? packed * usualFactor), 0n),
    isEstimate: parts.some(({ unpacked }) => unpacked === undefined),
  }
}
