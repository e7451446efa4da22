/**
 * Without an initramfs the drivers of dom0's root file system must be built in: modules lie on the very disk that they
 * are for.
 */
import { atAnswer, defineCheck } from './check.ts'
import { rootDriverFaults } from './root-driver.ts'

export const dom0RootDriver = defineCheck({
  id: 'dom0-root-driver',
  needs: ['read:dom0-kernel.config', 'dom0-kernel.initrd', 'dom0-kernel.cmdline'],
  run(have) {
    if (have['dom0-kernel.initrd'] === 'yes') return []
    return rootDriverFaults(
      have['read:dom0-kernel.config'],
      have['dom0-kernel.cmdline'],
      'the dom0 kernel',
      atAnswer('dom0-kernel.config'),
      'dom0-kernel.initrd: yes',
    )
  },
})
