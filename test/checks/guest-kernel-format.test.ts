import { guestKernelFormat } from '../../src/checks/guest-kernel-format.ts'
import { file } from './material.ts'
import { describeCheck } from './table.ts'

const given = (learnt: ReturnType<typeof file>) => ({ 'read:guest.kernel-file': learnt })

describeCheck(guestKernelFormat, {
  passes: {
    'a raw Image': {},
    'an Image inside gzip': given(file('Image.gz', 'gzip', { 'gzip.holds': 'arm64-image' })),
    'a kernel for another architecture, which has a check of its own': given(
      file('zImage', 'zimage', { 'image.arch': 'arm32' }),
    ),
  },
  fails: {
    'a uImage, which Xen takes but xl does not': [
      given(file('uImage', 'uimage', { 'image.arch': 'arm64' })),
      'uImage is no kernel that xl can start (its content is: uimage)',
    ],
    vmlinux: [given(file('vmlinux', 'elf')), '(its content is: elf)'],
    'a kernel that only EFI can unpack': [given(file('vmlinuz', 'efi-zboot')), '(its content is: efi-zboot)'],
    'a kernel inside xz': [given(file('Image.xz', 'xz')), '(its content is: xz)'],
    'the ramdisk, given in its place': [
      given(file('initrd.img', 'gzip', { 'gzip.holds': 'cpio' })),
      '(its content is: gzip, holding cpio)',
    ],
    Xen: [given(file('xen', 'xen')), '(its content is: xen)'],
  },
  whole: [
    given(file('uImage', 'uimage')),
    {
      rule: 'guest-kernel-format',
      severity: 'error',
      says: 'uImage is no kernel that xl can start (its content is: uimage)',
      at: 'answer guest.kernel-file',
      fix: 'Use arch/arm64/boot/Image of the kernel build, or vmlinuz-… of the distribution; no uImage, ELF or compressed EFI image.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'read:guest.kernel-file': 'the guest kernel file (guest.kernel-file)',
  },
})
