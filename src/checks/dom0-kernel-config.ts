/**
 * dom0's kernel must know Xen, its console and its tools' doors; what only some set-ups want is asked of those only.
 */
import { GiB } from '../model/quantity.ts'
import { defineCheck } from './check.ts'
import { configFaults } from './kernel-config.ts'

export const dom0KernelConfig = defineCheck({
  id: 'dom0-kernel-config',
  needs: ['read:dom0-kernel.config', 'machine'],
  uses: [
    'goal.reach',
    'dom0-kernel.initrd',
    'dom0-userspace.system',
    'dom0-userspace.bridge',
    'guest.disk',
    'guest.network',
    'memory.banks',
    'read:dom0-kernel.file',
  ],
  run(have) {
    const hasInitramfs = have['dom0-kernel.initrd'] !== 'no'
    const hasGuest = have['goal.reach'] !== 'dom0'
    const hasNetwork = hasGuest && have['guest.network'] !== 'no'
    return configFaults({
      learnt: have['read:dom0-kernel.config'],
      domain: 'dom0',
      arch: have.machine,
      hasInitramfs,
      wantedWhere: {
        // A check of its own, with the file beside the configuration.
        'appended-dtb': false,
        'network-backend': hasNetwork,
        bridge: hasNetwork && have['dom0-userspace.bridge'] !== 'no',
        // For device models only, which the guests of xenup have none of.
        tun: false,
        'disk-backend': hasGuest && have['guest.disk'] !== 'none',
        'file-disks': hasGuest && (have['guest.disk'] ?? 'file') === 'file',
        initramfs: hasInitramfs,
        'root-file-system': have['dom0-userspace.system'] !== 'initramfs',
        'high-memory': have['memory.banks']?.value.some(({ base, size }) => base + size > 4n * GiB) ?? false,
        // The file itself shows whether it is one.
        zboot: have['read:dom0-kernel.file'] === undefined,
      },
    })
  },
})
