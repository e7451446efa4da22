/** Little room behind Xen where its size is not known: what Xen takes in memory is more than its file (BSS). */
import { type BootSeen, type LoadSeen, placeIn } from '../model/boot-seen.ts'
import { hex, humanSize, MiB } from '../model/quantity.ts'
import { defineCheck } from './check.ts'
import { foundAt } from './script-place.ts'

/** Xen 4.22 with debugging takes nearly 3 MiB, by its header; releases of distributions 1.2 to 1.5. */
const mostOfXen = 3n * MiB

export const scriptSpacing = defineCheck({
  id: 'script-spacing',
  needs: ['boot.seen'],
  uses: ['read:xen.file'],
  run(have) {
    const boot = have['boot.seen']
    const xen = boot.loads.find(({ role }) => role === 'xen')
    const base = xen?.address?.value
    if (base === undefined || have['read:xen.file']) return []
    const next = nextAbove(boot, base)
    const gap = next?.address?.value === undefined ? undefined : next.address.value - base
    if (!next || gap === undefined || gap >= mostOfXen) return []
    return [
      foundAt(
        boot,
        'warning',
        xen!.at,
        `Only ${humanSize(gap)} lie between Xen at ${hex(base)} and ${next.file ?? 'the next file'} at ${next.address!.text}, and Xen clears more behind its file than the file tells: up to ${humanSize(mostOfXen)} in all`,
        'Leave 8 MiB, or put the Xen binary beside the script, so that its header tells how much it takes.',
        placeIn(boot, next.at),
      ),
    ]
  },
})

const nextAbove = ({ loads }: BootSeen, base: bigint): LoadSeen | undefined =>
  loads
    .filter(({ address }) => address?.value !== undefined && address.value > base)
    .reduce<LoadSeen | undefined>(
      (least, one) => (least === undefined || one.address!.value! < least.address!.value! ? one : least),
      undefined,
    )
