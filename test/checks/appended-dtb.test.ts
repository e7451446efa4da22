import { expect, test } from 'vitest'
import { appendedDtb } from '../../src/checks/appended-dtb.ts'
import { KiB } from '../../src/model/quantity.ts'
import { type Changes, config, file } from './material.ts'
import { describeCheck, findings } from './table.ts'

const zimage = (path: string, appended: boolean) =>
  file(path, 'zimage', { 'image.arch': 'arm32', ...(appended && { 'image.appendedDtb': 20n * KiB }) })
const option = (value: 'y' | 'n') => config('.config', { ARM_APPENDED_DTB: value }, { arch: 'arm32' })
const nothing: Changes = {
  'read:dom0-kernel.file': undefined,
  'read:dom0-kernel.config': undefined,
  'read:guest.kernel-file': undefined,
  'read:guest.kernel-config': undefined,
}

describeCheck(appendedDtb, {
  passes: {
    '64-bit kernels': {},
    'a zImage as the build leaves it': { ...nothing, 'read:dom0-kernel.file': zimage('zImage', false) },
    'a tree behind a kernel that does not look there': {
      ...nothing,
      'read:dom0-kernel.file': zimage('zImage', true),
      'read:dom0-kernel.config': option('n'),
    },
  },
  fails: {
    "a tree behind dom0's kernel": [
      { ...nothing, 'read:dom0-kernel.file': zimage('zImage-dtb', true) },
      'Behind the dom0 kernel zImage-dtb lies a device tree (20 KiB)',
    ],
    "a tree behind the guest's kernel": [
      { ...nothing, 'read:guest.kernel-file': zimage('zImage-dtb', true), 'read:guest.kernel-config': option('y') },
      'Behind the guest kernel zImage-dtb',
    ],
    'a kernel that would take one': [
      { ...nothing, 'read:dom0-kernel.config': option('y') },
      /CONFIG_ARM_APPENDED_DTB.*from Xen$/,
    ],
    'a kernel that would take one, with none behind it': [
      { ...nothing, 'read:dom0-kernel.config': option('y'), 'read:dom0-kernel.file': zimage('zImage', false) },
      'and nothing lies there',
    ],
  },
  whole: [
    { ...nothing, 'read:dom0-kernel.file': zimage('zImage-dtb', true) },
    {
      rule: 'appended-dtb',
      severity: 'error',
      says: 'Behind the dom0 kernel zImage-dtb lies a device tree (20 KiB): Linux takes that one, and not the one that Xen makes for it',
      at: 'answer dom0-kernel.file',
      also: 'zImage-dtb its header',
      fix: 'Use the zImage as arch/arm/boot/zImage is, without a tree behind it, and build it with # CONFIG_ARM_APPENDED_DTB is not set.',
    },
  ],
  missing: {},
  lacks: {
    'kernels of which nothing is known': [
      nothing,
      'the dom0 kernel file (dom0-kernel.file) or its configuration (dom0-kernel.config)',
    ],
  },
})

test('the option alone is a note, for distributions set it and put nothing behind', () => {
  expect(findings(appendedDtb, { ...nothing, 'read:dom0-kernel.config': option('y') })[0]?.severity).toBe('note')
  expect(
    findings(appendedDtb, {
      ...nothing,
      'read:dom0-kernel.config': option('y'),
      'read:dom0-kernel.file': zimage('zImage', false),
    })[0]?.severity,
  ).toBe('note')
})
