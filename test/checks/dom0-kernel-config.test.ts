import { expect, test } from 'vitest'
import { dom0KernelConfig } from '../../src/checks/dom0-kernel-config.ts'
import { GiB } from '../../src/model/quantity.ts'
import { type Changes, config, fact, image } from './material.ts'
import { describeCheck, findings } from './table.ts'

const set = (values: Readonly<Record<string, string>>, more: Changes = {}): Changes => ({
  'read:dom0-kernel.config': config('.config', values),
  ...more,
})
const arm32 = (values: Readonly<Record<string, string>>, more: Changes = {}): Changes => ({
  arch: fact('arm32'),
  'read:dom0-kernel.config': config('.config', values, { arch: 'arm32' }),
  ...more,
})
const above4G = { 'memory.banks': fact([{ base: 0x8000_0000n, size: 4n * GiB }]) }

describeCheck(dom0KernelConfig, {
  passes: {
    'a configuration with everything': {},
    'doors of the tools that are modules, as distributions have them': set({
      XENFS: 'm',
      XEN_PRIVCMD: 'm',
      XEN_GNTDEV: 'm',
      XEN_DEV_EVTCHN: 'm',
      BRIDGE: 'm',
      EXT4_FS: 'm',
    }),
    'no bridge where there is no network': set({ BRIDGE: 'n', XEN_NETDEV_BACKEND: 'n', TUN: 'n' }),
    'no backends where no guest follows': set(
      { XEN_BLKDEV_BACKEND: 'n', XEN_NETDEV_BACKEND: 'n', BRIDGE: 'n', BLK_DEV_LOOP: 'n' },
      { 'goal.reach': 'dom0' },
    ),
    'no backend for disks where the guest has none': set(
      { XEN_BLKDEV_BACKEND: 'n', BLK_DEV_LOOP: 'n' },
      { 'guest.disk': 'none' },
    ),
    'no LPAE where nothing tells of memory above 4 GiB': arm32({ ARM_LPAE: 'n' }, { 'memory.banks': undefined }),
    'no loop device where no guest follows': set({ BLK_DEV_LOOP: 'n' }, { 'goal.reach': 'dom0', 'guest.disk': 'file' }),
    'no loop device where the disk is a device': set({ BLK_DEV_LOOP: 'n' }, { 'guest.disk': 'device' }),
    'no bridge where the user makes none': set(
      { BRIDGE: 'n' },
      { 'guest.network': 'yes', 'dom0-userspace.bridge': 'no' },
    ),
    'no initramfs where none is used': set({ BLK_DEV_INITRD: 'n' }, { 'dom0-kernel.initrd': 'no' }),
    'EFI_ZBOOT where the file is there, and is none': set({ EFI_ZBOOT: 'y' }),
    'no automatic /dev beside an initramfs': set({ DEVTMPFS_MOUNT: 'n' }),
    'no LPAE below 4 GiB': arm32({ ARM_LPAE: 'n' }),
    'ARM_APPENDED_DTB, which has a check of its own': arm32({ ARM_APPENDED_DTB: 'y' }),
    'a symbol of the other architecture': set({ ARM_LPAE: 'n', DEBUG_LL: 'y' }),
  },
  fails: {
    'a kernel without Xen': [
      set({ XEN: 'n', HVC_XEN: 'n' }),
      'The configuration of the dom0 kernel is not one for Xen: CONFIG_XEN=n (line',
      'CONFIG_HVC_XEN=n',
    ],
    'no console': [set({ HVC_XEN: 'n' }), 'CONFIG_HVC_XEN=n'],
    'no door for the tools': [set({ XEN_GNTDEV: 'n' }), 'CONFIG_XEN_GNTDEV=n'],
    'an initramfs that is not unpacked': [set({ BLK_DEV_INITRD: 'n' }), 'is not one for Xen: CONFIG_BLK_DEV_INITRD=n'],
    'nobody who mounts /dev': [set({ DEVTMPFS_MOUNT: 'n' }, { 'dom0-kernel.initrd': 'no' }), 'CONFIG_DEVTMPFS_MOUNT=n'],
    'a command line of its own': [set({ CMDLINE_FORCE: 'y' }), 'CONFIG_CMDLINE_FORCE=y'],
    'a guest with network, and no bridge for it': [
      set({ BRIDGE: 'n' }, { 'guest.network': 'yes' }),
      'is not all that it should be: CONFIG_BRIDGE=n',
    ],
    'a guest with a disk, and no backend for it': [
      set({ XEN_BLKDEV_BACKEND: 'n' }, { 'guest.disk': 'device' }),
      'CONFIG_XEN_BLKDEV_BACKEND=n',
    ],
    'a guest with a file for a disk, and no loop device': [
      set({ BLK_DEV_LOOP: 'n' }, { 'guest.disk': 'file' }),
      'CONFIG_BLK_DEV_LOOP=n',
    ],
    'a kernel that only EFI can unpack, before it is built': [
      set({ EFI_ZBOOT: 'y' }, { 'read:dom0-kernel.file': undefined }),
      'CONFIG_EFI_ZBOOT=y',
    ],
    'a 32-bit kernel that prints to a UART of its own': [arm32({ DEBUG_LL: 'y' }), 'CONFIG_DEBUG_LL=y'],
    'a 32-bit kernel without LPAE above 4 GiB': [arm32({ ARM_LPAE: 'n' }, above4G), 'CONFIG_ARM_LPAE=n'],
    'the configuration of another board': [
      arm32({}, { arch: fact('arm64') }),
      '(.config) is one for arm32, and the board is arm64',
    ],
  },
  whole: [
    set({ XEN: 'n' }),
    {
      rule: 'dom0-kernel-config',
      severity: 'error',
      says: 'The configuration of the dom0 kernel is not one for Xen: CONFIG_XEN=n (line 1)',
      at: 'answer dom0-kernel.config',
      also: '.config',
      fix: 'Merge kernel/dom0.config into it, which wants CONFIG_XEN=y, and build the kernel again.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'read:dom0-kernel.config': 'the configuration of the dom0 kernel (dom0-kernel.config)',
  },
  lacks: {
    'a fragment in which nothing is wrong': [
      { 'read:dom0-kernel.config': config('my.config', { XEN: 'y' }, { whole: false }) },
      'a whole configuration of the dom0 kernel, and my.config is a fragment',
    ],
    'a kernel that does not hold its configuration': [
      { 'read:dom0-kernel.config': image('Image') },
      'a configuration in Image',
    ],
  },
})

test('what is needed is an error, what is wanted a warning, each with all its symbols', () => {
  const found = findings(dom0KernelConfig, set({ XEN: 'n', XENFS: 'n', DEVTMPFS: 'n', XEN_BALLOON: 'n' }))
  expect(found.map(({ severity, says }) => [severity, says.match(/CONFIG_\w+/g)])).toEqual([
    ['error', ['CONFIG_XEN', 'CONFIG_XENFS']],
    ['warning', ['CONFIG_XEN_BALLOON', 'CONFIG_DEVTMPFS']],
  ])
})

test('a fragment is judged by what it says', () => {
  expect(
    findings(dom0KernelConfig, { 'read:dom0-kernel.config': config('my.config', { XEN: 'n' }, { whole: false }) }),
  ).toHaveLength(1)
})
