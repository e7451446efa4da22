/** RAM that Xen can hand out. It leaves reserved-memory and /memreserve/ alone (xen/common/device-tree/bootfdt.c). */
import type { Answers } from './answers.ts'
import type { BoardPage } from './board.ts'
import type { DeviceTreeFacts, Fact, ParsedFile } from './facts.ts'
import { MiB } from './quantity.ts'
import type { Range } from './range.ts'
import { endOf, totalSize } from './range.ts'
import { ramTold } from './told-ram.ts'

/**
 * What U-Boot counted, else what the tree says: U-Boot writes its count into the tree before Xen reads it
 * (common/fdt_support.c, fdt_fixup_memory_banks).
 */
export const banksSeen = (
  facts: DeviceTreeFacts,
  firmwareLog: ParsedFile | undefined,
): Fact<readonly Range[]> | undefined => firmwareLog?.facts['uboot.banks'] ?? facts['memory.banks']

/** RAM that Xen can hand out, as far as it is known before there is a plan. */
export interface RamSeen {
  /** Bytes, without what the device tree reserves. */
  readonly usable: bigint
  /** Bytes of all banks. */
  readonly total: bigint
  /** Where the banks were seen. */
  readonly from: string
}

/** What banks, reserved memory and the answers say; nothing where they do not say how much RAM there is. */
export function ramSeen(
  facts: DeviceTreeFacts,
  firmwareLog: ParsedFile | undefined,
  answers: Answers,
  board: BoardPage | undefined,
): RamSeen | undefined {
  const seen = banksSeen(facts, firmwareLog)
  const told = ramTold(answers, board)
  const banks = seen?.value ?? told?.banks
  if (!banks || totalSize(banks) === 0n) return undefined
  return {
    usable: withoutReserved(banks, facts['memory.reserved']?.value ?? []).bytes,
    total: totalSize(banks),
    from: seen ? `${seen.evidence.file} ${seen.evidence.at}` : told!.by,
  }
}

/** What Xen keeps: itself, its heap, frame table and the guest's page tables; measured 60 to 150 MiB on 2 GiB. */
export const xenKeeps = 128n * MiB

/** Xen 4.17 could not give dom0 1900M of 2048M ("108MB unallocated"): what it does not get must be at least this. */
export const leastLeft = 192n * MiB

/** Bytes of the banks without what is reserved, and how many of them are; reserved ranges may overlap each other. */
export function withoutReserved(
  banks: readonly Range[],
  reserved: readonly Range[],
): { readonly bytes: bigint; readonly kept: bigint } {
  const inOrder = [...reserved].sort((a, b) => (a.base < b.base ? -1 : 1))
  let all = 0n
  let kept = 0n
  for (const bank of banks) {
    const end = endOf(bank)
    let at = bank.base
    for (const { base, size } of inOrder) {
      const from = base > at ? base : at
      const to = base + size < end ? base + size : end
      if (to <= from) continue
      kept += to - from
      at = to
    }
    all += bank.size
  }
  return { bytes: all - kept, kept }
}
