/** How much memory each load takes, and where that number comes from. */
import type { FileFacts, ParsedFile } from '../model/facts.ts'
import type { LoadRole } from '../model/plan.ts'
import { humanSize, KiB, MiB } from '../model/quantity.ts'

/** What a load needs of memory. */
export interface Footprint {
  /** Bytes that nothing else may touch. */
  readonly bytes: bigint
  /** Bytes to keep free for it where there is room, so that a later, larger file still fits. */
  readonly slot: bigint
  /** Bytes on disk, when there is a file. */
  readonly fileSize?: bigint
  readonly because: string
}

/**
 * Room kept when no file was given, and the least that is kept when one was. Generous where it costs nothing: Debian's
 * arm64 kernel takes 32 MiB, its initramfs 35 to 90 MiB, Xen 4.22 with debugging below 3 MiB.
 */
const budgets = { xen: 8n * MiB, kernel: 64n * MiB, initrd: 128n * MiB, dtb: 2n * MiB } as const satisfies Record<
  LoadRole,
  bigint
>

/**
 * Room for our nodes and both command lines: `fdt resize` takes it in one go. Two lines of 1 KiB and two nodes need 3
 * KiB.
 */
export const dtbGrowth = 16n * KiB

/**
 * What U-Boot takes behind the tree besides: `fdt resize` rounds up to 4 KiB (boot/fdt_support.c), and booti adds
 * CONFIG_SYS_FDT_PAD, 12 KiB (boot/image-fdt.c, boot_relocate_fdt).
 */
export const dtbPad = 16n * KiB

/**
 * Bytes that a firmware's own tree gets when it is moved: QEMU's is padded to 1 MiB, and Xen takes 2 MiB at most
 * (MAX_FDT_SIZE).
 */
export const movedDtb = 1536n * KiB

/** The footprint of a kernel, Xen or initramfs by its header, its size, or a budget. */
export function footprintOf(role: 'xen' | 'kernel' | 'initrd', learnt: ParsedFile | undefined): Footprint {
  const facts: FileFacts = learnt?.facts ?? {}
  const fileSize = facts['file.size']?.value
  if (fileSize === undefined)
    return {
      bytes: budgets[role],
      slot: budgets[role],
      because: `no file was given: ${humanSize(budgets[role])} kept for it`,
    }
  const image = facts['image.size']
  const inMemory = learnt?.kind === 'gzip' ? undefined : image?.value
  const bytes = inMemory !== undefined && inMemory > fileSize ? inMemory : fileSize
  const because =
    bytes === inMemory
      ? `${humanSize(bytes)} by the header (${image!.evidence.at} in ${image!.evidence.file})`
      : `${humanSize(bytes)}, the size of ${learnt!.path}`
  return { bytes, slot: bytes > budgets[role] ? bytes : budgets[role], fileSize, because }
}

/** The footprint of the device tree: its size and the room it grows into, or that of a tree moved from firmware. */
export function footprintOfDtb(size: bigint | undefined, path: string | undefined): Footprint {
  if (size === undefined)
    return {
      bytes: movedDtb,
      slot: budgets.dtb,
      because: `U-Boot's own tree is moved here, with room to grow to ${humanSize(movedDtb)}`,
    }
  const bytes = size + dtbGrowth + dtbPad
  return {
    bytes,
    slot: bytes > budgets.dtb ? bytes : budgets.dtb,
    fileSize: size,
    because: `${humanSize(size)} (${path}) and ${humanSize(dtbGrowth + dtbPad)} to grow`,
  }
}
