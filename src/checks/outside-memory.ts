/** Whatever is loaded must lie inside one bank of RAM, whole. */
import { hex, humanSize } from '../model/quantity.ts'
import { endOf, type Range } from '../model/range.ts'
import { defineCheck } from './check.ts'
import { capitalized, isOurs, nameOfRegion, placeOf } from './region-place.ts'
import { ramUnknown } from './usable-ram.ts'

export const outsideMemory = defineCheck({
  id: 'outside-memory',
  needs: ['plan'],
  run({ plan }) {
    if (plan.placedBy === 'firmware') return []
    const { regions, banks, loads } = plan
    if (banks.length === 0) return ramUnknown
    return regions
      .filter((region) => isOurs(region) && !isCovered(region, banks))
      .map((region) => ({
        severity: 'error',
        says: capitalized(
          `${nameOfRegion(region)} (${humanSize(region.size)} at ${hex(region.base)}) does not lie inside RAM`,
        ),
        at: placeOf(region, loads),
        also: `RAM: ${banks.map((bank) => `${hex(bank.base)} to ${hex(endOf(bank))}`).join(', ')}`,
        fix: 'Choose an address inside RAM, or let xenup plan it (boot-media.addresses: planned).',
      }))
  },
})

/** Banks that touch count as one: walk from bank to bank until the end is reached. */
function isCovered({ base, size }: Range, banks: readonly Range[]): boolean {
  let at = base
  for (const bank of [...banks].sort((a, b) => (a.base < b.base ? -1 : 1))) {
    if (bank.base <= at && at < endOf(bank)) at = endOf(bank)
  }
  return at > base && at >= base + size
}
