/** A guest's kernel must know Xen, its console, and the disk and network that it is given. */
import { kernelOptionsFor, type KernelOption, type KernelReason } from '../model/kernel-options.ts'
import type { Material } from '../model/material.ts'
import { atAnswer, defineCheck } from './check.ts'
import { configFaults } from './kernel-config.ts'

export const guestKernelConfig = defineCheck({
  id: 'guest-kernel-config',
  needs: ['read:guest.kernel-config'],
  uses: ['arch', 'guest.disk', 'guest.network', 'guest.ramdisk', 'read:guest.kernel-file'],
  run(have) {
    const arch = have.arch?.value ?? 'arm64'
    const options = kernelOptionsFor('guest', arch)
      .filter(({ why }) => wantedWhere[why]?.(have) ?? true)
      // An initramfs mounts /dev by itself, and Debian's kernels count on that.
      .filter(({ symbol }) => symbol !== 'DEVTMPFS_MOUNT' || have['guest.ramdisk'] === 'none')
      .map((option): KernelOption => (option.why === 'initramfs' ? { ...option, need: 'required' } : option))
    return configFaults({ learnt: have['read:guest.kernel-config'], options, whose: 'the guest kernel', at: atAnswer('guest.kernel-config'), fragment: 'kernel/guest.config', arch })
  },
})

const hasDisk = (have: Material): boolean => have['guest.disk'] !== 'none'

/** Where a reason counts; the others always do. */
const wantedWhere: Readonly<Partial<Record<KernelReason, (have: Material) => boolean>>> = {
  // A check of its own: it is the one that leaves no trace.
  'debug-ll': () => false,
  'disk-frontend': hasDisk,
  'root-file-system': hasDisk,
  'network-frontend': (have) => have['guest.network'] !== 'no',
  initramfs: (have) => have['guest.ramdisk'] !== 'none',
  // The configuration that xenup writes has none.
  vuart: () => false,
  // A guest's memory is below 4 GiB as far as its few hundred MiB go.
  'high-memory': () => false,
  zboot: (have) => have['read:guest.kernel-file'] === undefined,
}
