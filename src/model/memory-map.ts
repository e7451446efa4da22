/** The memory map as a picture: each region with its place, size and reason, the gaps between them to be seen. */
import { type Plan, type Region, unplacedWords } from './plan.ts'
import { hex, humanSize } from './quantity.ts'
import { endOf, overlaps, type Range } from './range.ts'
import { visible } from './visible.ts'
import { wrap } from './wrap.ts'

/** How a region is filled, by what it is. */
const fill: Readonly<Record<Region['kind'], string>> = { load: '#', script: '=', reserved: 'x', firmware: '/' }

/** What the map is drawn from: RAM and what lies in it, or why the plan places nothing. */
export type MappedMemory =
  | { readonly banks: readonly Range[]; readonly regions: readonly Region[] }
  | { readonly unplaced: string }

/** What there is to draw of a plan. */
export const mappedMemory = (plan: Plan): MappedMemory =>
  plan.placedBy === 'firmware' ? { unplaced: unplacedWords(plan) } : { banks: plan.banks, regions: plan.regions }

/**
 * Lowest address on top; `columns` wide at most where the words allow. ASCII only, so that every console shows it. Where
 * the firmware finds the places there is no map, and a sentence says so.
 */
export function memoryMapText(memory: MappedMemory, columns: number): string {
  if ('unplaced' in memory) return `${wrap(visible(memory.unplaced), columns)}\n`
  const { banks, regions } = memory
  const lines = ['Memory map (# loaded by us, = boot script, x reserved, / firmware)', '']
  for (const bank of banks) {
    const end = endOf(bank)
    const inside = regions.filter((region) => overlaps(region, bank))
    lines.push(`${address(bank.base)} +--------+ RAM, ${humanSize(bank.size)}`)
    let at = bank.base
    for (const region of inside) {
      if (region.base > at) lines.push(`${blank} |        | free, ${humanSize(region.base - at)}`)
      lines.push(...regionLines(region, columns))
      const regionEnd = endOf(region)
      at = regionEnd > at ? regionEnd : at
    }
    if (at < end) lines.push(`${blank} |        | free, ${humanSize(end - at)}`)
    lines.push(`${address(end)} +--------+`, '')
  }
  const outside = regions.filter((region) => !banks.some((bank) => overlaps(region, bank)))
  for (const region of outside) lines.push(...regionLines(region, columns))
  return `${lines.join('\n').trimEnd()}\n`
}

const width = 18
const blank = ' '.repeat(width)
const address = (value: bigint): string => hex(value).padStart(width)

function regionLines({ base, size, name, kind, because }: Region, columns: number): string[] {
  const box = `|${fill[kind].repeat(8)}|`
  const words = `${visible(name)}, ${humanSize(size)}: ${visible(because)}`
  const room = Math.max(24, columns - width - 12)
  const [first = '', ...more] = wrap(words, room).split('\n')
  return [`${address(base)} ${box} ${first}`, ...more.map((line) => `${blank} ${box} ${line}`)]
}
