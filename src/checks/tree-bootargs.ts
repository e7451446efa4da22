/**
 * Command lines that the tree brings. Of all that are there Xen reads xen,xen-bootargs, and dom0 gets xen,dom0-bootargs
 * (xen/common/device-tree/bootinfo-fdt.c, boot_fdt_cmdline); xenup writes both, so what stands elsewhere goes to
 * nobody.
 */
import { atAnswer, defineCheck, type Found } from './check.ts'

/** Options that only Xen has: a plain bootargs with one of them was meant for Xen. */
const forXen = /(^|\s)(dom0_mem|dom0_max_vcpus|dtuart|guest_loglvl|console=dtuart)\b/

export const treeBootargs = defineCheck({
  id: 'tree-bootargs',
  needs: ['read:dtb.file', 'xen.options', 'dom0-kernel.cmdline'],
  run(have) {
    const { path, facts } = have['read:dtb.file']
    const { xen, dom0, plain } = facts['chosen.bootargs']?.value ?? {}
    const lost = (property: string, line: string, key: 'xen.options' | 'dom0-kernel.cmdline', why: string): Found => ({
      severity: 'warning',
      says: `The device tree has "${line}" for ${key === 'xen.options' ? 'Xen' : 'dom0'} (${property}), ${why}`,
      at: `${path} ${property}`,
      also: atAnswer(key),
      fix: `Put what you need of it into ${key}.`,
    })
    return [
      ...(xen === undefined
        ? []
        : [
            lost(
              '/chosen/xen,xen-bootargs',
              xen,
              'xen.options',
              'and the boot script writes another line in its place',
            ),
          ]),
      ...(dom0 === undefined
        ? []
        : [
            lost(
              '/chosen/xen,dom0-bootargs',
              dom0,
              'dom0-kernel.cmdline',
              'and the boot script writes another line in its place',
            ),
          ]),
      ...(plain !== undefined && forXen.test(plain)
        ? [lost('/chosen/bootargs', plain, 'xen.options', 'and beside xen,xen-bootargs Xen does not read that one')]
        : []),
      ...(facts['chosen.modules']?.value ?? [])
        .filter(({ ofGuest, bootargs }) => !ofGuest && bootargs !== undefined)
        .map((module) =>
          lost(
            `${module.path}/bootargs`,
            module.bootargs!,
            'dom0-kernel.cmdline',
            'and xen,dom0-bootargs, which the boot script writes, counts before it',
          ),
        ),
    ]
  },
})
