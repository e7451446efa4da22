/** Whatever is loaded must lie inside one bank of RAM, whole. */
import type { Range } from '../model/facts.ts'
import { hex, humanSize } from '../model/quantity.ts'
import { defineCheck } from './check.ts'
import { called, capitalized, isOurs, placeOf } from './region-place.ts'

export const outsideMemory = defineCheck({
  id: 'outside-memory',
  needs: ['plan'],
  run({ plan: { regions, banks, loads } }) {
    return regions
      .filter((region) => isOurs(region) && !isCovered(region, banks))
      .map((region) => ({
        severity: 'error',
        says: capitalized(
          `${called(region)} (${humanSize(region.size)} at ${hex(region.base)}) does not lie inside RAM`,
        ),
        at: placeOf(region, loads),
        also: `RAM: ${banks.map((bank) => `${hex(bank.base)} to ${hex(bank.base + bank.size)}`).join(', ')}`,
        fix: 'Choose an address inside RAM, or let xenup plan it (boot-media.addresses: planned).',
      }))
  },
})

/** Banks that touch count as one: walk from bank to bank until the end is reached. */
function isCovered({ base, size }: Range, banks: readonly Range[]): boolean {
  let at = base
  for (const bank of [...banks].sort((a, b) => (a.base < b.base ? -1 : 1))) {
    if (bank.base <= at && at < bank.base + bank.size) at = bank.base + bank.size
  }
  return at > base && at >= base + size
}
