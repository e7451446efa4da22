/**
 * Regions that the tree reserves must not overlap each other: since 4.18 Xen stops there, before its console works
 * (xen/common/device-tree/bootinfo-fdt.c, device_tree_get_meminfo). A node inside a range of /memreserve/ is let pass;
 * since 4.19 those ranges count at all (bootinfo.c, meminfo_overlap_check).
 */
import { hex } from '../model/quantity.ts'
import { byBase, holds, overlaps, type ReservedRange } from '../model/range.ts'
import { hasFeatureSince } from '../model/xen-release.ts'
import { atFact, defineCheck, type Found } from './check.ts'

export const reservedOverlap = defineCheck({
  id: 'reserved-overlap',
  needs: ['xen.version', 'read:dtb.file'],
  uses: ['memory.reserved'],
  run(have) {
    const fact = have['memory.reserved']
    const release = have['xen.version']
    if (!fact) return []
    const all = [...fact.value].sort(byBase)
    return all.flatMap((a, index) =>
      all.slice(index + 1).flatMap((b): readonly Found[] => {
        const since = overlaps(a, b) ? refusedSince(a, b) : undefined
        if (since === undefined) return []
        const stops = hasFeatureSince(release, since)
        return [
          {
            severity: stops ? 'error' : 'note',
            says: `The device tree reserves ${named(a)} and ${named(b)}, which overlap: Xen ${stops ? `${release} would stop without a word` : `${release} takes it, and stops there from ${since} on`}`,
            at: atFact(fact),
            fix: 'Use a tree in which they lie apart: one of a newer kernel, or with one of the nodes changed or taken out; what they keep is for the firmware to say.',
          },
        ]
      }),
    )
  },
})

/** The first release that refuses the pair; two ranges of /memreserve/ are never compared. */
function refusedSince(a: ReservedRange, b: ReservedRange): string | undefined {
  if (a.path !== undefined && b.path !== undefined) return '4.18'
  if (a.path === undefined && b.path === undefined) return undefined
  const [range, node] = a.path === undefined ? [a, b] : [b, a]
  return holds(range, node) ? undefined : '4.19'
}

const named = ({ path, base, size }: ReservedRange): string =>
  `${path ?? '/memreserve/'} (${hex(base)} to ${hex(base + size)})`
