import { expect, test } from 'vitest'
import { dom0RootDriver } from '../../src/checks/dom0-root-driver.ts'
import { type Changes, config } from './material.ts'
import { describeCheck, findings } from './table.ts'

const built = {
  MMC: 'y',
  MMC_BLOCK: 'y',
  SCSI: 'y',
  BLK_DEV_SD: 'y',
  BLK_DEV_NVME: 'y',
  VIRTIO_BLK: 'y',
  ROOT_NFS: 'y',
  IP_PNP: 'y',
}

/** Without an initramfs, with this root and these values beside drivers that are built in. */
const bare = (root: string, values: Readonly<Record<string, string>>, more: Changes = {}): Changes => ({
  'dom0-kernel.initrd': 'no',
  'dom0-kernel.cmdline': `console=hvc0 root=${root} rootwait`,
  'read:dom0-kernel.config': config('.config', { ...built, ...values }),
  ...more,
})

describeCheck(dom0RootDriver, {
  passes: {
    'an initramfs, which brings all modules': {
      'read:dom0-kernel.config': config('.config', { EXT4_FS: 'm', MMC_BLOCK: 'm' }),
    },
    'a card whose driver is built in': bare('/dev/mmcblk0p2', { VIRTIO_BLK: 'm' }),
    'another file system': bare('/dev/mmcblk0p2 rootfstype=squashfs', { EXT4_FS: 'm' }),
    'a network file system': bare('/dev/nfs', { EXT4_FS: 'm' }),
  },
  fails: {
    'a card whose driver is a module': [
      bare('/dev/mmcblk0p2', { MMC_BLOCK: 'm' }),
      'CONFIG_MMC_BLOCK=m, and without an initramfs nothing loads a module before root=/dev/mmcblk0p2',
    ],
    'a disk without a driver': [bare('/dev/sda2', { BLK_DEV_SD: 'n' }), 'CONFIG_BLK_DEV_SD=n'],
    'a file system that is a module': [bare('PARTUUID=1234-02', { EXT4_FS: 'm' }), 'CONFIG_EXT4_FS=m'],
    'a virtio disk and its file system': [
      bare('/dev/vda2', { VIRTIO_BLK: 'm', EXT4_FS: 'm' }),
      'CONFIG_VIRTIO_BLK=m, CONFIG_EXT4_FS=m',
    ],
    'an NVMe disk': [bare('/dev/nvme0n1p2', { BLK_DEV_NVME: 'm' }), 'CONFIG_BLK_DEV_NVME=m'],
    'a file system over the network without a way to get an address': [
      bare('/dev/nfs', { IP_PNP: 'n' }),
      'CONFIG_IP_PNP=n',
    ],
  },
  whole: [
    bare('/dev/mmcblk0p2', { MMC_BLOCK: 'm' }),
    {
      rule: 'dom0-root-driver',
      severity: 'error',
      says: 'The configuration of the dom0 kernel has CONFIG_MMC_BLOCK=m, and without an initramfs nothing loads a module before root=/dev/mmcblk0p2 is mounted: Linux would panic',
      at: 'answer dom0-kernel.config',
      also: '.config',
      fix: 'Build it in (CONFIG_MMC_BLOCK=y), or give it an initramfs (dom0-kernel.initrd: yes).',
    },
  ],
  missing: {
    'read:dom0-kernel.config': 'the configuration of the dom0 kernel (dom0-kernel.config)',
    'dom0-kernel.initrd': 'an answer to dom0-kernel.initrd (does dom0 boot with an initramfs)',
    'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)',
  },
  lacks: {
    'a fragment that does not name the driver': [
      bare('/dev/vda2', {}, { 'read:dom0-kernel.config': config('my.config', { EXT4_FS: 'y' }, { whole: false }) }),
      'a whole configuration of the dom0 kernel, and my.config is a fragment',
    ],
  },
})

test('what to build in is named in full', () => {
  expect(findings(dom0RootDriver, bare('/dev/vda2', { VIRTIO_BLK: 'm', EXT4_FS: 'm' }))[0]?.fix).toBe(
    'Build it in (CONFIG_VIRTIO_BLK=y, CONFIG_EXT4_FS=y), or give it an initramfs (dom0-kernel.initrd: yes).',
  )
})
