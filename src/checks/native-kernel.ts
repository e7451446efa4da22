/** The kernel must be one that U-Boot starts by booti or bootz as it is, since Linux is to boot without Xen first. */
import { atAnswer, defineCheck } from './check.ts'

export const nativeKernel = defineCheck({
  id: 'native-kernel',
  needs: ['read:dom0-kernel.file', 'plan'],
  run({ 'read:dom0-kernel.file': { path, kind }, plan }) {
    // UEFI starts the kernel by itself; what is no kernel at all, dom0-kernel-format tells.
    if (plan.placedBy === 'firmware' || (kind !== 'gzip' && kind !== 'uimage')) return []
    const { bootCommand } = plan
    const form = kind === 'gzip' ? 'in gzip' : 'a uImage'
    // cmd/booti.c unpacks to kernel_comp_addr_r, when that and kernel_comp_size are set.
    const unless =
      kind === 'gzip' && bootCommand === 'booti' ? ', unless kernel_comp_addr_r and kernel_comp_size are set there' : ''
    return [
      {
        severity: 'warning',
        says: `${path} is ${form}, which Xen takes as dom0 and U-Boot's ${bootCommand} does not${unless}: boot/native.scr will not start it`,
        at: atAnswer('dom0-kernel.file'),
        fix:
          kind === 'gzip'
            ? 'Give the unpacked kernel (gunzip), for both boots.'
            : "Give the kernel that the uImage holds, or boot it without Xen by hand, with U-Boot's bootm.",
      },
    ]
  },
})
