/**
 * Where everything goes: a first fit, lowest address first, of 2 MiB-aligned places inside RAM that nobody else uses.
 *
 * Low and together, because dom0's memory is mapped one to one and Xen wants large free blocks for it.
 */
import { type Arch, loadLimits } from '../model/arch.ts'
import { MiB, roundUp } from '../model/quantity.ts'
import { endOf, joined, overlaps, type Range } from '../model/range.ts'

/** U-Boot's booti moves an image that does not start on 2 MiB (arch/arm/lib/image.c), over whatever lies behind it. */
export const alignment = 2n * MiB

/** The first free place of `size` bytes in RAM, clear of `taken`; nothing when there is none. */
export function firstFit(
  size: bigint,
  banks: readonly Range[],
  taken: readonly Range[],
  arch: Arch,
): bigint | undefined {
  for (const bank of joined(banks)) {
    const end = lower(endOf(bank), loadLimits[arch])
    let at = firstUsable(bank, arch)
    while (at + size <= end) {
      const here = { base: at, size }
      const obstacle = taken.find((other) => overlaps(here, other))
      if (!obstacle) return at
      at = roundUp(endOf(obstacle), alignment)
    }
  }
  return undefined
}

/**
 * The first address of a bank that is ours to use: firmware keeps spin tables, vectors and the like in the first 2 MiB,
 * and below 12 MiB where RAM starts at 0 (ImageBuilder's rule, scripts/uboot-script-gen). A 32-bit Linux without Xen
 * unpacks itself to the start of RAM, over whatever lies in the first 32 MiB (Linux
 * Documentation/arch/arm/booting.rst); that is kept free where the bank is large enough.
 */
function firstUsable({ base, size }: Range, arch: Arch): bigint {
  if (arch === 'arm32' && size >= 256n * MiB) return roundUp(base, alignment) + 32n * MiB
  const start = roundUp(base, alignment) + alignment
  return start < 12n * MiB ? 12n * MiB : start
}

/**
 * The largest stretch of the first bank that nobody keeps: what ImageBuilder calls MEMORY_START and MEMORY_END. Nothing
 * where there is no bank.
 */
export function freeWindow(
  banks: readonly Range[],
  taken: readonly Range[],
  arch: Arch,
): { readonly start: bigint; readonly end: bigint } | undefined {
  const [bank] = joined(banks)
  if (!bank) return undefined
  const end = lower(endOf(bank), loadLimits[arch])
  const first = firstUsable(bank, arch)
  const edges = [
    first,
    ...taken.map((range) => roundUp(endOf(range), alignment)).filter((edge) => edge > first && edge < end),
  ]
  const stretches = edges
    .filter((start) => !taken.some((range) => overlaps(range, { base: start, size: 1n })))
    .map((start) => ({
      start,
      end: taken
        .map(({ base }) => base)
        .filter((base) => base >= start)
        .reduce(lower, end),
    }))
  return stretches.reduce((best, one) => (one.end - one.start > best.end - best.start ? one : best), {
    start: first,
    end: first,
  })
}

const lower = (a: bigint, b: bigint): bigint => (a < b ? a : b)
