import { guestRootDriver } from '../../src/checks/guest-root-driver.ts'
import { type Changes, config, file } from './material.ts'
import { describeCheck } from './table.ts'

const bare = (values: Readonly<Record<string, string>>, more: Changes = {}): Changes => ({
  'guest.ramdisk': 'none',
  'guest.cmdline': 'console=hvc0 root=/dev/xvda rw',
  'read:guest.kernel-config': config('.config', values),
  ...more,
})

/** A guest whose kernel's configuration nobody gave; dom0 has Debian's kernel. */
const unread = (release: string | undefined, more: Changes = {}): Changes =>
  bare(
    {},
    {
      'read:guest.kernel-config': undefined,
      'read:guest.kernel-file':
        release === undefined ? undefined : file('Image', 'arm64-image', { 'linux.version': release }),
      'dom0-kernel.source': 'distribution',
      ...more,
    },
  )
const noConfig = 'the configuration of the guest kernel (guest.kernel-config)'

describeCheck(guestRootDriver, {
  passes: {
    'an initramfs, which brings all modules': {
      'read:guest.kernel-config': config('.config', { XEN_BLKDEV_FRONTEND: 'm' }),
    },
    'drivers that are built in': bare({}),
    'a driver that is missing altogether, which another check tells': bare({ XEN_BLKDEV_FRONTEND: 'n' }),
  },
  fails: {
    'the disk as a module': [
      bare({ XEN_BLKDEV_FRONTEND: 'm' }),
      'The configuration of the guest kernel has CONFIG_XEN_BLKDEV_FRONTEND=m',
    ],
    'one file system of several as a module': [
      bare({ EXT4_FS: 'm' }, { 'guest.cmdline': 'console=hvc0 root=/dev/xvda rootfstype=btrfs,ext4 rw' }),
      'CONFIG_EXT4_FS=m',
    ],
    'the file system as a module': [bare({ EXT4_FS: 'm' }), 'CONFIG_EXT4_FS=m'],
    "Debian's kernel by its name": [
      unread('6.1.0-50-arm64'),
      "Debian's kernels have the driver of Xen's disks as a module",
    ],
    "Debian 13's kernel by its name": [unread('6.12.107+deb13-arm64'), 'CONFIG_XEN_BLKDEV_FRONTEND=m'],
    "a kernel that nobody read, where dom0's is Debian's": [unread(undefined), "Debian's kernels"],
  },
  whole: [
    bare({ XEN_BLKDEV_FRONTEND: 'm' }),
    {
      rule: 'guest-root-driver',
      severity: 'error',
      says: 'The configuration of the guest kernel has CONFIG_XEN_BLKDEV_FRONTEND=m, and without an initramfs nothing loads a module before root=/dev/xvda is mounted: Linux would panic',
      at: 'answer guest.kernel-config',
      also: '.config',
      fix: 'Build it in (CONFIG_XEN_BLKDEV_FRONTEND=y), or give it an initramfs (guest.ramdisk).',
    },
  ],
  missing: {
    'guest.ramdisk': 'an answer to guest.ramdisk (the guest ramdisk, as a path in dom0, or none)',
    'guest.cmdline': 'an answer to guest.cmdline (the command line of the guest kernel)',
  },
  lacks: {
    "a kernel of one's own by its name": [unread('6.12.57'), noConfig],
    "a kernel that nobody read, where dom0's was built": [
      unread(undefined, { 'dom0-kernel.source': 'build' }),
      noConfig,
    ],
    'a root on the network': [unread(undefined, { 'guest.cmdline': 'root=/dev/nfs' }), noConfig],
    'a fragment that does not name the driver': [
      bare({}, { 'read:guest.kernel-config': config('my.config', { EXT4_FS: 'y' }, { whole: false }) }),
      'a whole configuration of the guest kernel, and my.config is a fragment',
    ],
  },
})
