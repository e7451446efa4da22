/**
 * Without an initramfs the drivers of the guest's root file system must be built in: modules lie on the very disk that
 * they are for.
 */
import { rootOf } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'
import { rootDriverFaults } from './root-driver.ts'

export const guestRootDriver = defineCheck({
  id: 'guest-root-driver',
  needs: ['guest.ramdisk', 'guest.cmdline'],
  uses: ['read:guest.kernel-config', 'read:guest.kernel-file', 'dom0-kernel.source', 'dom0-userspace.system'],
  run(have) {
    if (have['guest.ramdisk'] !== 'none') return []
    const config = have['read:guest.kernel-config']
    if (config)
      return rootDriverFaults(
        config,
        have['guest.cmdline'],
        'the guest kernel',
        atAnswer('guest.kernel-config'),
        'guest.ramdisk',
      )
    const root = rootOf(have['guest.cmdline']) ?? ''
    const release = have['read:guest.kernel-file']?.facts['linux.version']?.value
    const isDebians =
      release === undefined
        ? have['dom0-kernel.source'] === 'distribution' && have['dom0-userspace.system'] === 'debian'
        : debians.test(release)
    return isDebians && root.startsWith('/dev/xvd')
      ? [asModule(root)]
      : { lacks: 'the configuration of the guest kernel (guest.kernel-config)' }
  },
})

/** `6.1.0-50-arm64`, `6.12.107+deb13-arm64`, `6.1.0-50-armmp-lpae`, as packages of Debian's kernel end. */
const debians = /(-\d+|\+deb\d+)-(cloud-|rt-)?(arm64|armmp)/

/** debian/config/config of Debian's linux package: CONFIG_XEN_BLKDEV_FRONTEND=m. */
const asModule = (root: string): Found => ({
  severity: 'warning',
  says: `Debian's kernels have the driver of Xen's disks as a module (CONFIG_XEN_BLKDEV_FRONTEND=m), and without an initramfs nothing loads it before root=${root} is mounted: Linux would panic`,
  at: atAnswer('guest.ramdisk'),
  also: atAnswer('guest.cmdline'),
  fix: "Give the guest Debian's initramfs (guest.ramdisk), or name the configuration of another kernel (guest.kernel-config).",
})
