/**
 * Without an initramfs the drivers of the guest's root file system must be built in: modules lie on the very disk that
 * they are for.
 */
import { atAnswer, defineCheck } from './check.ts'
import { rootDriverFaults } from './root-driver.ts'

export const guestRootDriver = defineCheck({
  id: 'guest-root-driver',
  needs: ['read:guest.kernel-config', 'guest.ramdisk', 'guest.cmdline'],
  run(have) {
    if (have['guest.ramdisk'] !== 'none') return []
    return rootDriverFaults(
      have['read:guest.kernel-config'],
      have['guest.cmdline'],
      'the guest kernel',
      atAnswer('guest.kernel-config'),
      'guest.ramdisk',
    )
  },
})
