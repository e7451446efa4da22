import { xenFileFormat } from '../../src/checks/xen-file-format.ts'
import { fact, file, image } from './material.ts'
import { describeCheck } from './table.ts'

const given = (learnt: ReturnType<typeof file>) => ({ 'read:xen.file': learnt })

describeCheck(xenFileFormat, {
  passes: {
    'the raw binary of the build': {},
    'a 32-bit Xen on a 32-bit board': { ...given(file('xen', 'xen', { 'image.arch': 'arm32' })), arch: fact('arm32') },
    'a Xen whose release xenup does not know': given(
      file('xen', 'xen', { 'image.arch': 'arm64', 'xen.version': '4.23' }),
    ),
  },
  fails: {
    'a Xen for 32-bit Arm': [given(file('xen', 'xen', { 'image.arch': 'arm32' })), 'xen is a Xen for 32-bit Arm'],
    'a 64-bit Xen on a 32-bit board': [{ arch: fact('arm32') }, 'xen is a Xen for 64-bit Arm'],
    'a 32-bit Linux in the place of Xen': [
      { ...given(file('zImage', 'zimage', { 'image.arch': 'arm32' })), arch: fact('arm32') },
      'zImage is a zImage, but not Xen',
    ],
    'a Xen inside gzip': [
      given(file('xen.gz', 'gzip', { 'gzip.holds': 'xen', 'image.arch': 'arm64' })),
      'xen.gz is a Xen inside gzip',
      'kernel_comp_addr_r',
    ],
    'Linux in the place of Xen, by its version': [
      given(image('Image')),
      'Image is an arm64 Image, but not Xen: it is Linux 6.1.0',
    ],
    'an arm64 Image that says no version': [
      given(file('Image', 'arm64-image', { 'image.arch': 'arm64' })),
      /Image is an arm64 Image, but not Xen$/,
    ],
    'xen-syms, the ELF beside it': [
      given(file('xen-syms', 'elf', { 'image.arch': 'arm64' })),
      'xen-syms is an ELF file',
    ],
    'a uImage made for bootm': [given(file('xen.ub', 'uimage', { 'image.arch': 'arm64' })), '(its content is: uimage)'],
    'a gzip of something else': [
      given(file('xen.tar.gz', 'gzip', { 'gzip.holds': 'unknown' })),
      'xen.tar.gz is not Xen',
    ],
    'an empty file, as a failed download leaves it': [given(file('xen', 'empty', {}, 0n)), '(its content is: empty)'],
    'a web page': [given(file('xen', 'text')), '(its content is: text)'],
  },
  whole: [
    given(file('dist/install/usr/lib/debug/xen-syms-4.17', 'elf', { 'image.arch': 'arm64' })),
    {
      rule: 'xen-file-format',
      severity: 'error',
      says: 'dist/install/usr/lib/debug/xen-syms-4.17 is an ELF file, such as xen-syms: U-Boot would start it wrongly',
      at: 'answer xen.file',
      fix: 'Use xen/xen, the raw binary beside it.',
    },
  ],
  missing: { machine: 'the architecture (goal.arch)', 'read:xen.file': 'the Xen binary (xen.file)' },
})
