/** A region in a finding: what it is called, and its place: the answer that puts it there, or whoever keeps it. */
import type { PlacedLoad, Region } from '../model/plan.ts'
import { atAnswer } from './check.ts'

/** What xenup places, and so what an answer can move. */
export const isOurs = ({ kind }: Region): boolean => kind === 'load' || kind === 'script'

/** Its name inside a sentence: `the dom0 kernel`, but `Xen` and `U-Boot` without an article. */
export function nameOfRegion({ kind, name }: Pick<Region, 'kind' | 'name'>): string {
  if (kind === 'reserved') return `the region "${name}"`
  return /^[A-Z]/.test(name) ? name : `the ${name}`
}

/** `answer boot-media.xen-address (1.2 MiB by the header)` for what we load; else why the region is taken. */
export function placeOf(region: Region, loads: readonly PlacedLoad[]): string {
  if (region.kind === 'script') return atAnswer('boot-media.script-address')
  const load = loads.find(
    ({ name, address }) => region.kind === 'load' && name === region.name && address === region.base,
  )
  return load ? `${atAnswer(`boot-media.${load.role}-address`)} (${load.because})` : region.because
}

/** A sentence begins with a capital letter. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
