/** Ranges of addresses: the smallest noun of the memory map, and what is asked of it. */

/** A range of addresses, in bytes. */
export interface Range {
  readonly base: bigint
  readonly size: bigint
}

/** A reserved range; without a path it comes from the /memreserve/ block. */
export interface ReservedRange extends Range {
  readonly path?: string
}

/** The first address behind a range. */
export const endOf = ({ base, size }: Range): bigint => base + size

/** True when two ranges share a byte. */
export const overlaps = (a: Range, b: Range): boolean => a.base < endOf(b) && b.base < endOf(a)

/** True when an address lies in a range. */
export const holdsAddress = (range: Range, address: bigint): boolean => address >= range.base && address < endOf(range)

/** True when one range lies inside another, whole. */
export const holds = (outer: Range, inner: Range): boolean => inner.base >= outer.base && endOf(inner) <= endOf(outer)

/** True when a range lies inside one bank, adjacent banks taken as one. */
export const isInside = (range: Range, banks: readonly Range[]): boolean =>
  joined(banks).some((bank) => holds(bank, range))

/** Bytes in all, each counted as often as it is in a range. */
export const totalSize = (ranges: readonly Range[]): bigint => ranges.reduce((sum, { size }) => sum + size, 0n)

/** For `sort`: by address, lowest first. */
export const byBase = (a: Range, b: Range): number => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0)

/** Ranges by address, those that touch or overlap joined. */
export function joined(ranges: readonly Range[]): readonly Range[] {
  const whole: Range[] = []
  for (const range of [...ranges].sort(byBase)) {
    const last = whole.at(-1)
    if (!last || range.base > endOf(last)) whole.push(range)
    else if (endOf(range) > endOf(last)) whole[whole.length - 1] = { base: last.base, size: endOf(range) - last.base }
  }
  return whole
}
