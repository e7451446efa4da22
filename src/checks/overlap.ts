/** Nothing that we load, nor the boot script, may share a byte with anything else. */
import type { Region } from '../model/plan.ts'
import { hex } from '../model/quantity.ts'
import { defineCheck } from './check.ts'

export const overlap = defineCheck({
  id: 'overlap',
  needs: ['plan'],
  run({ plan: { regions } }) {
    return regions.flatMap((a, i) => regions.slice(i + 1).filter((b) => clashes(a, b)).map((b) => ({
      severity: 'error' as const,
      says: `The ${a.name} (${extent(a)}) overlaps the ${b.name} (${extent(b)})`,
      at: a.because,
      also: b.because,
      fix: 'Move one of them, or let xenup plan the addresses (boot-media.addresses: planned).',
    })))
  },
})

const isOurs = ({ kind }: Region): boolean => kind === 'load' || kind === 'script'

const clashes = (a: Region, b: Region): boolean =>
  (isOurs(a) || isOurs(b)) && a.base < b.base + b.size && b.base < a.base + a.size

const extent = ({ base, size }: Region): string => `${hex(base)} to ${hex(base + size)}`
