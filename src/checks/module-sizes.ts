/**
 * Xen takes a module's size from its node. The boot script writes what U-Boot counted; an overlay carries the sizes
 * that the files had when it was made, so they must be known then.
 */
import { atAnswer, defineCheck } from './check.ts'

const keys = {
  kernel: 'dom0-kernel.file',
  initrd: 'dom0-kernel.initrd-file',
  xen: 'xen.file',
  dtb: 'dtb.file',
} as const

export const moduleSizes = defineCheck({
  id: 'module-sizes',
  needs: ['plan'],
  run({ plan }) {
    const { carriesSizes } = plan.method
    if (plan.placedBy === 'firmware' || !carriesSizes) return []
    return plan.modules
      .filter(({ load }) => load.fileSize === undefined)
      .map(({ load }) => ({
        severity: 'error' as const,
        says: `${carriesSizes.what} carries the size of the ${load.name}, and no file was given to take it from: ${carriesSizes.file} is not written`,
        at: atAnswer(keys[load.role]),
        also: atAnswer('boot-media.method'),
        fix: `Name the file under ${keys[load.role]}, or answer boot-media.method with script, which takes the size at boot.`,
      }))
  },
})
