import { dom0KernelFormat } from '../../src/checks/dom0-kernel-format.ts'
import { fact, file, image } from './material.ts'
import { describeCheck } from './table.ts'

const legacy = (facts: Parameters<typeof file>[2]): ReturnType<typeof file> =>
  file('uImage', 'uimage', { 'image.arch': 'arm64', ...facts })
const given = (learnt: ReturnType<typeof file>) => ({ 'read:dom0-kernel.file': learnt })

describeCheck(dom0KernelFormat, {
  passes: {
    'a raw Image': {},
    "Debian's vmlinuz, which is a raw Image": given(image('vmlinuz-6.1.0-18-arm64')),
    'an Image inside gzip': given(file('Image.gz', 'gzip', { 'gzip.holds': 'arm64-image', 'image.arch': 'arm64' })),
    'a uImage for arm64': given(file('uImage', 'uimage', { 'image.arch': 'arm64' })),
    'a uImage inside gzip, for a Xen that unpacks first': given(
      file('uImage.gz', 'gzip', { 'gzip.holds': 'uimage', 'image.arch': 'arm64' }),
    ),
    'a uImage of a kernel in gzip, for a Xen that reads its header first': {
      ...given(legacy({ 'uimage.compression': 'gzip' })),
      'xen.version': '4.18',
    },
    'a uImage with load address and entry point': {
      ...given(legacy({ 'uimage.load': 0x8000n, 'uimage.entry': 0x8000n })),
      'xen.version': '4.18',
    },
    'a zImage on a 32-bit board': {
      ...given(file('zImage', 'zimage', { 'image.arch': 'arm32' })),
      arch: fact('arm32'),
    },
    'a zImage inside gzip on a 32-bit board': {
      ...given(file('zImage.gz', 'gzip', { 'gzip.holds': 'zimage', 'image.arch': 'arm32' })),
      arch: fact('arm32'),
    },
    'a uImage on a 32-bit board': {
      ...given(file('uImage', 'uimage', { 'image.arch': 'arm32', 'uimage.compression': 'none' })),
      arch: fact('arm32'),
    },
  },
  fails: {
    'a uImage inside gzip, for a Xen that reads its header first': [
      { ...given(file('uImage.gz', 'gzip', { 'gzip.holds': 'uimage', 'image.arch': 'arm64' })), 'xen.version': '4.18' },
      'uImage.gz is a uImage inside gzip, which Xen takes up to 4.17, and Xen 4.18 is to boot',
    ],
    'a uImage of a kernel in gzip, for a Xen that does not look at that': [
      given(legacy({ 'uimage.compression': 'gzip' })),
      'which Xen unpacks since 4.18, and Xen 4.17 is to boot',
    ],
    'a uImage of a kernel in lzma': [
      given(legacy({ 'uimage.compression': 'lzma' })),
      'a uImage compressed with lzma; Xen unpacks gzip only',
    ],
    'a uImage with an entry point alone': [
      { ...given(legacy({ 'uimage.load': 0n, 'uimage.entry': 0x8000n })), 'xen.version': '4.18' },
      'an entry point and without a load address',
    ],
    'an Image on a 32-bit board': [{ arch: fact('arm32') }, 'Image is a kernel for 64-bit Arm'],
    'a kernel inside lzo': [given(file('Image.lzo', 'lzo')), 'compressed with lzo'],
    'a zImage': [given(file('zImage', 'zimage', { 'image.arch': 'arm32' })), 'zImage is a kernel for 32-bit Arm'],
    'a zImage inside gzip': [
      given(file('zImage.gz', 'gzip', { 'gzip.holds': 'zimage', 'image.arch': 'arm32' })),
      '32-bit Arm',
    ],
    'a uImage for 32-bit Arm': [given(file('uImage', 'uimage', { 'image.arch': 'arm32' })), '32-bit Arm'],
    "the laptop's own kernel": [
      given(file('/boot/vmlinuz', 'x86-bzimage', { 'image.arch': 'x86' })),
      '/boot/vmlinuz is a kernel for x86',
    ],
    'a kernel for RISC-V': [given(file('Image', 'elf', { 'image.arch': 'riscv' })), 'Image is a kernel for riscv'],
    vmlinux: [given(file('vmlinux', 'elf', { 'image.arch': 'arm64' })), 'vmlinux is an ELF file, such as vmlinux'],
    'vmlinux inside gzip': [
      given(file('vmlinux.gz', 'gzip', { 'gzip.holds': 'elf', 'image.arch': 'arm64' })),
      'vmlinux.gz is an ELF file inside gzip',
    ],
    'a kernel that only EFI can unpack': [
      given(file('vmlinuz.efi', 'efi-zboot')),
      'vmlinuz.efi is a compressed EFI image (zboot)',
    ],
    'a kernel inside zstd': [
      given(file('Image.zst', 'zstd')),
      'Image.zst is compressed with zstd; Xen unpacks gzip only',
    ],
    'Xen in the place of the kernel': [given(file('xen', 'xen', { 'image.arch': 'arm64' })), 'xen is Xen itself'],
    'Xen inside gzip': [
      given(file('xen.gz', 'gzip', { 'gzip.holds': 'xen', 'image.arch': 'arm64' })),
      'xen.gz is Xen itself',
    ],
    'a Xen for 32-bit Arm': [given(file('xen', 'xen', { 'image.arch': 'arm32' })), 'xen is Xen itself'],
    'the initramfs, given in its place': [
      given(file('initrd.img', 'gzip', { 'gzip.holds': 'cpio' })),
      'initrd.img is no kernel that Xen can start (its content is: gzip, holding cpio)',
    ],
    'a FIT image': [given(file('image.itb', 'fit')), '(its content is: fit)'],
    'a device tree': [given(file('board.dtb', 'dtb')), '(its content is: dtb)'],
    'an empty file': [given(file('Image', 'empty', {}, 0n)), '(its content is: empty)'],
  },
  whole: [
    given(file('Image.xz', 'xz')),
    {
      rule: 'dom0-kernel-format',
      severity: 'error',
      says: 'Image.xz is compressed with xz; Xen unpacks gzip only',
      at: 'answer dom0-kernel.file',
      fix: 'Unpack it, or pack it with gzip.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'read:dom0-kernel.file': 'the dom0 kernel file (dom0-kernel.file)',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
  },
})
