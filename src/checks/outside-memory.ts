/** Whatever is loaded must lie inside one bank of RAM, whole. */
import type { Range } from '../model/facts.ts'
import { hex, humanSize } from '../model/quantity.ts'
import { defineCheck } from './check.ts'

export const outsideMemory = defineCheck({
  id: 'outside-memory',
  needs: ['plan'],
  run({ plan: { regions, banks } }) {
    return regions.filter((region) => (region.kind === 'load' || region.kind === 'script') && !isCovered(region, banks)).map((region) => ({
      severity: 'error',
      says: `The ${region.name} (${humanSize(region.size)} at ${hex(region.base)}) does not lie inside RAM`,
      at: region.because,
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
