/** Nothing that we load, nor the boot script, may share a byte with anything else. */
import type { Region } from '../model/plan.ts'
import { hex } from '../model/quantity.ts'
import { overlaps } from '../model/range.ts'
import { defineCheck } from './check.ts'
import { capitalized, isOurs, nameOfRegion, placeOf } from './region-place.ts'

export const overlap = defineCheck({
  id: 'overlap',
  needs: ['plan'],
  run({ plan }) {
    if (plan.placedBy === 'firmware') return []
    const { regions, loads } = plan
    return regions.flatMap((a, i) =>
      regions
        .slice(i + 1)
        .filter((b) => clashes(a, b))
        .map((b) => {
          const [ours, other] = isOurs(a) ? [a, b] : [b, a]
          return {
            severity: 'error' as const,
            says: capitalized(`${nameOfRegion(a)} (${extent(a)}) overlaps ${nameOfRegion(b)} (${extent(b)})`),
            at: placeOf(ours, loads),
            also: placeOf(other, loads),
            fix: 'Move one of them, or let xenup plan the addresses (boot-media.addresses: planned).',
          }
        }),
    )
  },
})

const clashes = (a: Region, b: Region): boolean => (isOurs(a) || isOurs(b)) && overlaps(a, b)

const extent = ({ base, size }: Region): string => `${hex(base)} to ${hex(base + size)}`
