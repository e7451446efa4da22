/**
 * RAM as a column: each bank, its regions to scale as far as every one of them still gets a line, the gaps as they are.
 */
import type { Screen } from '../../engine/screen.ts'
import type { Region } from '../../model/plan.ts'
import { hex, humanSize } from '../../model/quantity.ts'
import { endOf, overlaps, totalSize } from '../../model/range.ts'
import { fit, wrapTo } from './fit.ts'
import type { Place } from './place.ts'

/** A stretch of a bank: a region, or nothing. */
interface Stretch {
  readonly base: bigint
  readonly size: bigint
  readonly region?: Region
}

const signs: Readonly<Record<Region['kind'], string>> = { load: '#', script: '=', reserved: 'x', firmware: '/' }

export function memoryLines({ tried }: Screen, place: Place): readonly string[] {
  const { width, height, theme } = place
  const memory = tried?.memory
  if (!memory) return wrapTo(tried?.unplanned ?? tried?.refusal ?? 'Nothing was worked out yet.', width)
  if ('unplaced' in memory) return wrapTo(memory.unplaced, width)
  const banks = memory.banks.map((bank) => ({ bank, stretches: stretchesOf(bank, memory.regions) }))
  const least = banks.reduce((sum, { stretches }) => sum + stretches.length + 2, 0)
  const total = totalSize(banks.map(({ bank }) => bank))
  const spare = Math.max(0, height - least - 2)
  return [
    ...banks.flatMap(({ bank, stretches }) => [
      theme.strong(fit(`${hex(bank.base)}  RAM, ${humanSize(bank.size)}`, width, theme.marks.cut)),
      ...stretches.flatMap((stretch) =>
        stretchLines(stretch, 1 + Number((stretch.size * BigInt(spare)) / (total || 1n)), place),
      ),
      theme.quiet(hex(endOf(bank))),
    ]),
    '',
    ...wrapTo(
      '# loaded by us, = boot script, x reserved, / firmware; heights are to scale, but none is below one line',
      width,
    ).map((line) => theme.quiet(line)),
  ]
}

function stretchesOf(
  bank: { readonly base: bigint; readonly size: bigint },
  regions: readonly Region[],
): readonly Stretch[] {
  const end = endOf(bank)
  const stretches: Stretch[] = []
  let at = bank.base
  for (const region of regions.filter((region) => overlaps(region, bank))) {
    if (region.base > at) stretches.push({ base: at, size: region.base - at })
    stretches.push({ base: region.base, size: region.size, region })
    if (endOf(region) > at) at = endOf(region)
  }
  if (at < end) stretches.push({ base: at, size: end - at })
  return stretches
}

function stretchLines({ base, size, region }: Stretch, height: number, { width, theme }: Place): readonly string[] {
  const bar = width >= 60 ? 8 : 3
  const { down } = theme.marks
  const box = `${down}${(region ? signs[region.kind] : ' ').repeat(bar)}${down}`
  const digits = width >= 60 ? 12 : 10
  const words = region
    ? `${region.name}, ${humanSize(size)}${width >= 100 ? `: ${region.because}` : ''}`
    : `free, ${humanSize(size)}`
  const paint = region?.kind === 'load' ? theme.accent : region ? theme.warn : theme.quiet
  return Array.from({ length: height }, (_, row) =>
    row === 0
      ? `${hex(base).padStart(digits)} ${paint(box)} ${(region ? (text: string) => text : theme.quiet)(fit(words, width - digits - bar - 4, theme.marks.cut))}`
      : `${' '.repeat(digits)} ${paint(box)}`,
  )
}
