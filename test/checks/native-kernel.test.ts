import { nativeKernel } from '../../src/checks/native-kernel.ts'
import { file, image, namedPlan, plan } from './material.ts'
import { describeCheck } from './table.ts'

const gzip = file('Image.gz', 'gzip', { 'gzip.holds': 'arm64-image' })
const uimage = file('uImage', 'uimage', { 'uimage.compression': 'none' })

describeCheck(nativeKernel, {
  passes: {
    'a bare Image': { 'read:dom0-kernel.file': image() },
    'a bare zImage': { 'read:dom0-kernel.file': file('zImage', 'zimage') },
    'a kernel in gzip that UEFI starts': { 'read:dom0-kernel.file': gzip, plan: namedPlan() },
  },
  fails: {
    'an Image in gzip': [
      { 'read:dom0-kernel.file': gzip },
      'Image.gz is in gzip',
      'booti does not, unless kernel_comp_addr_r and kernel_comp_size are set',
    ],
    'a zImage in gzip': [
      { 'read:dom0-kernel.file': gzip, plan: plan({ bootCommand: 'bootz' }) },
      /bootz does not: boot/,
    ],
    'a uImage': [{ 'read:dom0-kernel.file': uimage }, 'uImage is a uImage', /booti does not: boot/],
  },
  whole: [
    { 'read:dom0-kernel.file': uimage, plan: plan({ bootCommand: 'bootz' }) },
    {
      rule: 'native-kernel',
      severity: 'warning',
      says: "uImage is a uImage, which Xen takes as dom0 and U-Boot's bootz does not: boot/native.scr will not start it",
      at: 'answer dom0-kernel.file',
      fix: "Give the kernel that the uImage holds, or boot it without Xen by hand, with U-Boot's bootm.",
    },
  ],
  missing: { 'read:dom0-kernel.file': 'the dom0 kernel file (dom0-kernel.file)', plan: 'a plan' },
})
