/** What the reader of a script or configuration (U-Boot, ImageBuilder, GRUB, Xen) refuses, or takes for something else. */
import { defineCheck } from './check.ts'
import { foundAt } from './script-place.ts'

export const scriptSyntax = defineCheck({
  id: 'script-syntax',
  needs: ['boot.seen'],
  run(have) {
    const boot = have['boot.seen']
    return boot.faults.map(({ severity, says, at, fix }) => foundAt(boot, severity, at, says, fix))
  },
})
