/** Xen takes a device tree of 2 MiB at most (MAX_FDT_SIZE, xen/arch/arm/setup.c). */
import { humanSize, MiB } from '../model/quantity.ts'
import { atAnswer, defineCheck } from './check.ts'

export const deviceTreeSize = defineCheck({
  id: 'device-tree-size',
  needs: ['plan', 'read:dtb.file'],
  run(have) {
    const { path, size, used = size } = have['read:dtb.file']
    // Padding does not count: fdt resize takes it away before it adds room.
    const grown = used + (have.plan.placedBy === 'us' ? have.plan.dtbGrowth + have.plan.dtbPad : 0n)
    if (grown <= 2n * MiB) return []
    return [
      {
        severity: 'error',
        says: `${path} has ${humanSize(used)} of content${grown > used ? `, with our nodes ${humanSize(grown)}` : ''}; Xen takes 2 MiB at most`,
        at: atAnswer('dtb.file'),
        fix: 'Use a smaller device tree; one built with symbols (dtc -@) shrinks when it is compiled again without.',
      },
    ]
  },
})
