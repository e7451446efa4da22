/** Boot modules that the tree brings itself: Xen takes the first of each kind, and stops at one that it cannot read. */
import type { BootModuleFact } from '../model/facts.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/** What the boot script writes over, rather than beside. */
const ours: readonly string[] = ['/chosen/dom0', '/chosen/dom0-ramdisk']

export const treeModules = defineCheck({
  id: 'tree-modules',
  needs: ['read:dtb.file', 'plan'],
  run(have) {
    const { path, facts } = have['read:dtb.file']
    return (facts['chosen.modules']?.value ?? []).flatMap((module): readonly Found[] => {
      const fault = faultOf(module, have.plan.method.treeModules)
      return fault
        ? [
            {
              severity: 'error',
              says: fault,
              at: `${path} ${module.path}`,
              also: atAnswer('dtb.file'),
              fix: 'Take the node out of the device tree, or start from the tree as the kernel builds it.',
            },
          ]
        : []
    })
  },
})

function faultOf(
  { path, kind, ofGuest, cells, problems }: BootModuleFact,
  hidesOurs: string | undefined,
): string | undefined {
  if (hidesOurs !== undefined) return `The device tree brings the boot module ${path}: ${hidesOurs}`
  if (ours.includes(path)) return undefined
  // What xenup adds to /chosen has two cells for addresses and two for sizes, and so must all that lies there.
  if (!ofGuest && cells !== undefined && cells < 4 && path.split('/').length === 3) {
    return `The boot module ${path} has a reg of ${cells} cells, and with the two cells each of /chosen it needs 4: Xen would stop without a word`
  }
  if (problems.length > 0)
    return `Xen cannot read the boot module ${path}: ${problems.join('; ')}; it would stop without a word`
  if (ofGuest || kind === 'xsm-policy' || kind === 'device-tree') return undefined
  return kind === 'untyped'
    ? `The device tree brings the boot module ${path} without a kind, which Xen guesses: it may take it for dom0's kernel or initramfs`
    : `The device tree brings ${kind === 'kernel' ? 'a kernel' : 'an initramfs'} for dom0 itself (${path}): Xen takes the first, which may be that one`
}
