import { guestKernelArch } from '../../src/checks/guest-kernel-arch.ts'
import { fact, file } from './material.ts'
import { describeCheck } from './table.ts'

const given = (learnt: ReturnType<typeof file>) => ({ 'read:guest.kernel-file': learnt })

describeCheck(guestKernelArch, {
  passes: {
    'an arm64 kernel': {},
    'a 32-bit kernel on a 32-bit board': {
      ...given(file('zImage', 'zimage', { 'image.arch': 'arm32' })),
      arch: fact('arm32'),
    },
    'a file that names no architecture, which is no kernel then': given(file('initrd.img', 'cpio')),
  },
  fails: {
    'an arm64 kernel on a 32-bit board': [{ arch: fact('arm32') }, 'is for arm64, and the guest is an arm32 one'],
    'a 32-bit kernel': [
      given(file('zImage', 'zimage', { 'image.arch': 'arm32' })),
      'The guest kernel zImage is for arm32',
    ],
    'a 32-bit kernel inside gzip': [
      given(file('zImage.gz', 'gzip', { 'gzip.holds': 'zimage', 'image.arch': 'arm32' })),
      'for arm32',
    ],
    "the laptop's own kernel": [given(file('vmlinuz', 'x86-bzimage', { 'image.arch': 'x86' })), 'for x86'],
    'a kernel for RISC-V': [given(file('vmlinux', 'elf', { 'image.arch': 'riscv' })), 'for riscv'],
  },
  whole: [
    given(file('zImage', 'zimage', { 'image.arch': 'arm32' })),
    {
      rule: 'guest-kernel-arch',
      severity: 'error',
      says: 'The guest kernel zImage is for arm32, and the guest is an arm64 one',
      at: 'answer guest.kernel-file',
      also: 'zImage its header',
      fix: 'Use an arm64 kernel: arch/arm64/boot/Image.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'read:guest.kernel-file': 'the guest kernel file (guest.kernel-file)',
  },
})
