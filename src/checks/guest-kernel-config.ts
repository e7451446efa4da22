/** A guest's kernel must know Xen, its console, and the disk and network that it is given. */
import { defineCheck } from './check.ts'
import { configFaults } from './kernel-config.ts'

export const guestKernelConfig = defineCheck({
  id: 'guest-kernel-config',
  needs: ['read:guest.kernel-config', 'machine'],
  uses: ['guest.disk', 'guest.network', 'guest.ramdisk', 'read:guest.kernel-file'],
  run(have) {
    const hasInitramfs = have['guest.ramdisk'] !== 'none'
    const hasDisk = have['guest.disk'] !== 'none'
    return configFaults({
      learnt: have['read:guest.kernel-config'],
      domain: 'guest',
      arch: have.machine,
      hasInitramfs,
      wantedWhere: {
        // A check of its own: it is the one that leaves no trace.
        'debug-ll': false,
        'disk-frontend': hasDisk,
        'root-file-system': hasDisk,
        'network-frontend': have['guest.network'] !== 'no',
        initramfs: hasInitramfs,
        // The configuration that xenup writes has none.
        vuart: false,
        // A guest's memory is below 4 GiB as far as its few hundred MiB go.
        'high-memory': false,
        zboot: have['read:guest.kernel-file'] === undefined,
      },
    })
  },
})
