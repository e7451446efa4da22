/**
 * What is loaded must lie where the boot can reach it: a 32-bit U-Boot cuts an address off at 32 bits, without a word.
 */
import { loadLimits } from '../model/arch.ts'
import { hex } from '../model/quantity.ts'
import { endOf } from '../model/range.ts'
import { defineCheck } from './check.ts'
import { capitalized, isOurs, nameOfRegion, placeOf } from './region-place.ts'

export const addressLimit = defineCheck({
  id: 'address-limit',
  needs: ['plan'],
  run({ plan }) {
    if (plan.placedBy === 'firmware') return []
    const { arch, regions, loads } = plan
    const limit = loadLimits[arch]
    return regions
      .filter((region) => isOurs(region) && endOf(region) > limit)
      .map((region) => ({
        severity: 'error',
        says: capitalized(
          `${nameOfRegion(region)} reaches up to ${hex(endOf(region))}, and ${arch === 'arm32' ? 'a 32-bit U-Boot' : 'Xen'} reaches no further than ${hex(limit)}`,
        ),
        at: placeOf(region, loads),
        fix: 'Choose an address below, or let xenup plan it (boot-media.addresses: planned).',
      }))
  },
})
