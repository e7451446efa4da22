/** dom0's kernel must know Xen, its console and its tools' doors; what only some set-ups want is asked of those only. */
import { kernelOptionsFor, type KernelOption, type KernelReason } from '../model/kernel-options.ts'
import type { Material } from '../model/material.ts'
import { GiB } from '../model/quantity.ts'
import { atAnswer, defineCheck } from './check.ts'
import { configFaults } from './kernel-config.ts'

export const dom0KernelConfig = defineCheck({
  id: 'dom0-kernel-config',
  needs: ['read:dom0-kernel.config'],
  uses: ['arch', 'goal.reach', 'dom0-kernel.initrd', 'dom0-userspace.system', 'dom0-userspace.bridge', 'guest.disk', 'guest.network', 'memory.banks', 'read:dom0-kernel.file'],
  run(have) {
    const arch = have.arch?.value ?? 'arm64'
    const options = kernelOptionsFor('dom0', arch)
      .filter(({ why }) => wantedWhere[why]?.(have) ?? true)
      // An initramfs mounts /dev by itself, and Debian's kernels count on that.
      .filter(({ symbol }) => symbol !== 'DEVTMPFS_MOUNT' || have['dom0-kernel.initrd'] === 'no')
      // An initramfs that the kernel does not unpack is none.
      .map((option): KernelOption => (option.why === 'initramfs' ? { ...option, need: 'required' } : option))
    return configFaults({ learnt: have['read:dom0-kernel.config'], options, whose: 'the dom0 kernel', at: atAnswer('dom0-kernel.config'), fragment: 'kernel/dom0.config', arch })
  },
})

const hasGuest = (have: Material): boolean => have['goal.reach'] !== 'dom0'
const hasNetwork = (have: Material): boolean => hasGuest(have) && have['guest.network'] !== 'no'

/** Where a reason counts; the others always do. */
const wantedWhere: Readonly<Partial<Record<KernelReason, (have: Material) => boolean>>> = {
  // A check of its own, with the file beside the configuration.
  'appended-dtb': () => false,
  'network-backend': hasNetwork,
  bridge: (have) => hasNetwork(have) && have['dom0-userspace.bridge'] !== 'no',
  // For device models only, which the guests of xenup have none of.
  tun: () => false,
  'disk-backend': (have) => hasGuest(have) && have['guest.disk'] !== 'none',
  'file-disks': (have) => hasGuest(have) && (have['guest.disk'] ?? 'file') === 'file',
  initramfs: (have) => have['dom0-kernel.initrd'] !== 'no',
  'root-file-system': (have) => have['dom0-userspace.system'] !== 'initramfs',
  'high-memory': (have) => have['memory.banks']?.value.some(({ base, size }) => base + size > 4n * GiB) ?? false,
  // The file itself shows whether it is one.
  zboot: (have) => have['read:dom0-kernel.file'] === undefined,
}
