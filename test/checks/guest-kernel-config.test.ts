import { guestKernelConfig } from '../../src/checks/guest-kernel-config.ts'
import { type Changes, config, fact } from './material.ts'
import { describeCheck } from './table.ts'

const set = (values: Readonly<Record<string, string>>, more: Changes = {}): Changes => ({
  'read:guest.kernel-config': config('.config', values),
  ...more,
})

describeCheck(guestKernelConfig, {
  passes: {
    'a configuration with everything': {},
    'no drivers for what the guest does not have': set({
      XEN_BLKDEV_FRONTEND: 'n',
      XEN_NETDEV_FRONTEND: 'n',
      EXT4_FS: 'n',
      SERIAL_AMBA_PL011: 'n',
    }),
    'no automatic /dev beside an initramfs': set({ DEVTMPFS_MOUNT: 'n' }),
    'drivers as modules': set(
      { XEN_BLKDEV_FRONTEND: 'm', XEN_NETDEV_FRONTEND: 'm' },
      { 'guest.disk': 'file', 'guest.network': 'yes' },
    ),
    'no initramfs where none is used': set({ BLK_DEV_INITRD: 'n' }, { 'guest.ramdisk': 'none' }),
    'DEBUG_LL, which has a check of its own': {
      arch: fact('arm32'),
      'read:guest.kernel-config': config('.config', { DEBUG_LL: 'y' }, { arch: 'arm32' }),
    },
  },
  fails: {
    'a kernel without Xen': [
      set({ XEN: 'n' }),
      'The configuration of the guest kernel is not one for Xen: CONFIG_XEN=n',
    ],
    'no console': [set({ HVC_XEN: 'n' }), 'CONFIG_HVC_XEN=n'],
    'a disk without a driver': [
      set({ XEN_BLKDEV_FRONTEND: 'n' }, { 'guest.disk': 'device' }),
      'CONFIG_XEN_BLKDEV_FRONTEND=n',
    ],
    'a network without a driver': [
      set({ XEN_NETDEV_FRONTEND: 'n' }, { 'guest.network': 'yes' }),
      'CONFIG_XEN_NETDEV_FRONTEND=n',
    ],
    'an initramfs that is not unpacked': [set({ BLK_DEV_INITRD: 'n' }), 'CONFIG_BLK_DEV_INITRD=n'],
    'nobody who mounts /dev': [set({ DEVTMPFS_MOUNT: 'n' }, { 'guest.ramdisk': 'none' }), 'CONFIG_DEVTMPFS_MOUNT=n'],
    'a command line of its own': [set({ CMDLINE_FORCE: 'y' }), 'CONFIG_CMDLINE_FORCE=y'],
  },
  whole: [
    set({ HVC_XEN: 'n' }),
    {
      rule: 'guest-kernel-config',
      severity: 'error',
      says: 'The configuration of the guest kernel is not one for Xen: CONFIG_HVC_XEN=n (line 2)',
      at: 'answer guest.kernel-config',
      also: '.config',
      fix: 'Merge kernel/guest.config into it, which wants CONFIG_HVC_XEN=y, and build the kernel again.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'read:guest.kernel-config': 'the configuration of the guest kernel (guest.kernel-config)',
  },
  lacks: {
    'a fragment in which nothing is wrong': [
      { 'read:guest.kernel-config': config('my.config', { XEN: 'y' }, { whole: false }) },
      'a whole configuration of the guest kernel, and my.config is a fragment',
    ],
  },
})
