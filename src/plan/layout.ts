/**
 * Where everything goes: a first fit, lowest address first, of 2 MiB-aligned places inside RAM that nobody else uses.
 *
 * Low and together, because dom0's memory is mapped one to one and Xen wants large free blocks for it.
 */
import type { Range } from '../model/facts.ts'
import { MiB, roundUp } from '../model/quantity.ts'

/** U-Boot's booti moves an image that does not start on 2 MiB (arch/arm/lib/image.c), over whatever lies behind it. */
export const alignment = 2n * MiB

/** The highest address that Xen's identity mapping on arm64 takes: 10 TiB (xen/arch/arm/arm64/mmu/mm.c). */
export const xenLimit = 10n << 40n

/** The first free place of `size` bytes in RAM, clear of `taken`; nothing when there is none. */
export function firstFit(size: bigint, banks: readonly Range[], taken: readonly Range[]): bigint | undefined {
  for (const bank of joined(banks)) {
    let at = firstUsable(bank.base)
    const end = bank.base + bank.size < xenLimit ? bank.base + bank.size : xenLimit
    while (at + size <= end) {
      const here = { base: at, size }
      const obstacle = taken.find((other) => overlaps(here, other))
      if (!obstacle) return at
      at = roundUp(obstacle.base + obstacle.size, alignment)
    }
  }
  return undefined
}

/**
 * The first address of a bank that is ours to use: firmware keeps spin tables, vectors and the like in the first 2 MiB,
 * and below 12 MiB where RAM starts at 0 (ImageBuilder's rule, scripts/uboot-script-gen).
 */
function firstUsable(base: bigint): bigint {
  const start = roundUp(base, alignment) + alignment
  return start < 12n * MiB ? 12n * MiB : start
}

/** True when two ranges share a byte. */
export const overlaps = (a: Range, b: Range): boolean => a.base < b.base + b.size && b.base < a.base + a.size

/** True when a range lies inside one bank, adjacent banks taken as one. */
export const isInside = (range: Range, banks: readonly Range[]): boolean =>
  joined(banks).some((bank) => range.base >= bank.base && range.base + range.size <= bank.base + bank.size)

/** Banks by address, those that touch or overlap joined. */
export function joined(banks: readonly Range[]): readonly Range[] {
  const whole: Range[] = []
  for (const bank of [...banks].sort((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0))) {
    const last = whole.at(-1)
    const lastEnd = last && last.base + last.size
    if (last && lastEnd !== undefined && bank.base <= lastEnd) {
      const end = bank.base + bank.size
      whole[whole.length - 1] = { base: last.base, size: (end > lastEnd ? end : lastEnd) - last.base }
    } else whole.push(bank)
  }
  return whole
}
