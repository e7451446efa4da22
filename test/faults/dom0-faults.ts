/** Faults of dom0's kernel, command line, initramfs and root. */
import { gzipSync } from 'node:zlib'
import { cpio } from '../../src/rehearse/cpio.ts'
import type { Fault } from './fault.ts'
import { nameOf, other } from './medium.ts'

const text = (content: string): Uint8Array => Buffer.from(content)

export const dom0KernelFaults: readonly Fault[] = [
  {
    name: 'kernel-elf',
    says: "dom0's kernel is an ELF file",
    files: other('kernel', (bytes) => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\0'), bytes])),
    cause: ['dom0-kernel-format'],
    step: ['dom0-kernel'],
  },
  {
    name: 'kernel-xz',
    says: "dom0's kernel is compressed in a way that Xen does not know",
    files: other('kernel', (bytes) =>
      Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), bytes.subarray(0x100)]),
    ),
    cause: ['dom0-kernel-format'],
    step: ['dom0-kernel'],
  },
  {
    name: 'kernel-gzip-cut',
    says: "dom0's kernel is a gzip file that ends in its middle",
    files: other('kernel', (bytes) => {
      const packed = gzipSync(bytes, { level: 1 })
      return packed.subarray(0, packed.length / 2)
    }),
    cause: ['dom0-kernel-gzip', 'dom0-kernel-format'],
    step: ['dom0-kernel', 'boot-media'],
  },
  {
    name: 'kernel-truncated',
    says: "dom0's kernel ends in its middle",
    files: other('kernel', (bytes) => bytes.subarray(0, bytes.length / 4)),
    cause: ['silent-dom0-dies', 'silent-dom0-kernel-cut'],
    step: ['dom0-kernel', 'native'],
    isSilent: true,
  },
  {
    name: 'kernel-32-bit',
    says: "dom0's kernel is a zImage of 32 bits",
    files: other('kernel', (bytes) => {
      const image = Buffer.alloc(bytes.length)
      image.writeUInt32LE(0x016f2818, 0x24)
      image.writeUInt32LE(bytes.length, 0x2c)
      return image
    }),
    cause: ['silent-dom0-dies', 'no-32-bit-domain'],
    step: ['dom0-kernel', 'native'],
    isSilent: true,
  },
]

export const dom0ConsoleFaults: readonly Fault[] = [
  {
    name: 'dom0-console-ttyama0',
    says: "dom0's console is ttyAMA0",
    answers: { 'dom0-kernel.cmdline': 'console=ttyAMA0' },
    cause: ['dom0-cmdline-no-hvc0', 'dom0-unheard'],
    step: ['dom0-kernel'],
    isSilent: true,
  },
  {
    name: 'dom0-console-by-hand',
    says: "dom0's console is ttyS0, with a script by hand",
    script: 'by hand',
    edits: [['console=hvc0 earlycon=xenboot', 'console=ttyS0,115200 root=/dev/vda2']],
    cause: ['dom0-cmdline-no-hvc0', 'dom0-unheard'],
    step: ['dom0-kernel'],
    isSilent: true,
  },
  {
    name: 'dom0-console-arm32',
    says: "dom0's console is ttyS0, on 32 bits",
    arch: 'arm32',
    script: 'by hand',
    edits: [['console=hvc0 earlycon=xenboot', 'console=ttyS0,115200']],
    cause: ['dom0-cmdline-no-hvc0', 'dom0-unheard'],
    step: ['dom0-kernel'],
    isSilent: true,
  },
  {
    name: 'dom0-bootargs-missing',
    says: 'there is no xen,dom0-bootargs',
    script: 'by hand',
    edits: [['fdt set /chosen xen,dom0-bootargs "console=hvc0 earlycon=xenboot"\n', '']],
    cause: ['dom0-bootargs-not-seen', 'dom0-unheard'],
    step: ['dom0-kernel'],
    isSilent: true,
  },
  {
    name: 'dom0-bootargs-misspelt',
    says: 'xen,dom0-bootargs is misspelt',
    edits: [['xen,dom0-bootargs', 'xen,dom0_bootargs']],
    cause: ['dom0-bootargs-not-seen', 'dom0-unheard'],
    step: ['dom0-kernel'],
    isSilent: true,
  },
]

export const dom0RootFaults: readonly Fault[] = [
  {
    name: 'initramfs-left-out',
    says: 'there is no initramfs, and no root device',
    script: 'by hand',
    edits: [
      ['fdt mknod /chosen module@1\n', ''],
      ['fdt set /chosen/module@1 compatible "multiboot,ramdisk" "multiboot,module"\n', ''],
      ['fdt set /chosen/module@1 reg <0x0 0x48000000 0x0 ${ramdisk_size}>\n', ''],
    ],
    cause: ['dom0-root-missing'],
    step: ['dom0-userspace', 'dom0-kernel'],
  },
  {
    name: 'root-wrong',
    says: 'root= names a device that is not there',
    answers: {
      'dom0-kernel.cmdline': 'console=hvc0 earlycon=xenboot root=/dev/mmcblk0p2',
      'dom0-kernel.initrd': 'no',
      'dom0-userspace.system': 'own',
    },
    cause: ['dom0-root-missing'],
    step: ['dom0-userspace', 'dom0-kernel'],
  },
  {
    name: 'root-waits',
    says: 'root= names a device that never comes, and Linux waits for it',
    answers: {
      'dom0-kernel.cmdline': 'console=hvc0 earlycon=xenboot root=PARTUUID=78656e76-02 rootwait',
      'dom0-kernel.initrd': 'no',
      'dom0-userspace.system': 'own',
    },
    cause: ['root-waits'],
    step: ['dom0-userspace', 'dom0-kernel'],
  },
  {
    name: 'initrd-cut',
    says: 'the initramfs ends in its middle',
    files: other('initrd', (bytes) => bytes.subarray(0, 0x1_0000)),
    cause: ['initramfs-damaged', 'initramfs-without-init'],
    step: ['boot-media', 'dom0-kernel', 'dom0-userspace'],
  },
  {
    name: 'initrd-damaged',
    says: 'the initramfs is no initramfs',
    files: other('initrd', (bytes) => Buffer.alloc(bytes.length, 'garbage ')),
    cause: ['initramfs-damaged'],
    step: ['boot-media', 'dom0-kernel', 'dom0-userspace'],
  },
  {
    name: 'initrd-gzip-cut',
    says: 'the initramfs is a gzip file that ends in its middle',
    files: other('initrd', (bytes) => {
      const packed = gzipSync(bytes, { level: 1 })
      return packed.subarray(0, packed.length / 2)
    }),
    cause: ['initramfs-damaged'],
    step: ['boot-media', 'dom0-kernel', 'dom0-userspace'],
  },
  {
    name: 'init-of-another-machine',
    says: 'the first program is of another architecture',
    files: (made) => [
      {
        path: nameOf('initrd', made),
        source: {
          bytes: cpio([
            {
              kind: 'file',
              path: 'init',
              bytes: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)]),
              mode: 0o755,
            },
          ]),
        },
      },
    ],
    cause: ['no-init', 'dom0-root-missing'],
    step: ['dom0-userspace'],
  },
  {
    name: 'init-missing',
    says: 'the initramfs has no /init, and no root is named',
    files: (made) => [
      {
        path: nameOf('initrd', made),
        source: { bytes: cpio([{ kind: 'file', path: 'readme', bytes: text('hello\n') }]) },
      },
    ],
    cause: ['initramfs-without-init'],
    step: ['dom0-kernel'],
  },
  {
    name: 'init-ends',
    says: 'the first program ends',
    edits: [['console=hvc0', 'console=hvc0 rdinit=/bin/busybox']],
    cause: ['init-killed'],
    step: ['dom0-userspace'],
  },
  {
    name: 'init-named-wrong',
    says: 'rdinit= names a program that is not there',
    edits: [['console=hvc0', 'console=hvc0 rdinit=/sbin/nothing']],
    cause: ['initramfs-without-init'],
    step: ['dom0-kernel'],
  },
]
