import { fileDamaged } from '../../src/checks/file-damaged.ts'
import { type Changes, file } from './material.ts'
import { describeCheck } from './table.ts'

const nothing: Changes = {
  'read:xen.file': undefined,
  'read:dom0-kernel.file': undefined,
  'read:dom0-kernel.initrd-file': undefined,
  'read:guest.kernel-file': undefined,
  'read:guest.ramdisk-file': undefined,
}
const cut = 'its header counts 5 MiB and there are 3 MiB: it was cut off'

describeCheck(fileDamaged, {
  passes: {
    'files that are whole': {},
    'one file alone': { ...nothing, 'read:dom0-kernel.initrd-file': file('initrd.img', 'cpio') },
  },
  fails: {
    'a zImage that was cut off': [
      { 'read:dom0-kernel.file': file('zImage', 'zimage', { 'image.problems': [cut] }) },
      `zImage is damaged: ${cut}`,
    ],
    'a uImage whose checksum is wrong': [
      { 'read:guest.kernel-file': file('uImage', 'uimage', { 'uimage.problems': ['its checksum is wrong'] }) },
      'uImage is damaged: its checksum is wrong',
    ],
  },
  whole: [
    { 'read:dom0-kernel.file': file('zImage', 'zimage', { 'image.problems': [cut] }) },
    {
      rule: 'file-damaged',
      severity: 'error',
      says: `zImage is damaged: ${cut}`,
      at: 'answer dom0-kernel.file',
      also: 'zImage',
      fix: 'Copy or build it again, and compare its size and checksum with those of the original.',
    },
  ],
  missing: {},
  lacks: { 'no files': [nothing, 'a kernel, a Xen binary or an initramfs (dom0-kernel.file, xen.file)'] },
})
