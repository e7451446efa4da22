/** Faults of U-Boot's script, and of the addresses in it. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Fault } from './fault.ts'

/** QEMU's tree has a mebibyte of room; this takes it away. */
const pack = (dtb: string): void => {
  writeFileSync(dtb, execFileSync('dtc', ['-q', '-I', 'dtb', '-O', 'dtb', dtb]))
}

export const scriptFaults: readonly Fault[] = [
  {
    name: 'booti-without-dash',
    says: 'booti is given the tree as its second argument',
    script: 'by hand',
    edits: [['booti 0x40600000 - 0x40400000', 'booti 0x40600000 0x40400000']],
    cause: ['ramdisk-invalid', 'fdt-bad-magic', 'fdt-not-a-fdt', 'boot-without-tree'],
    step: ['boot-media', 'dtb'],
  },
  {
    name: 'booti-without-tree',
    says: 'booti is given no tree',
    script: 'by hand',
    edits: [['booti 0x40600000 - 0x40400000', 'booti 0x40600000 -']],
    cause: ['boot-without-tree', 'fdt-bad-magic', 'fdt-not-a-fdt'],
    step: ['boot-media', 'dtb'],
  },
  {
    name: 'booti-wrong-tree',
    says: 'booti is given an address where no tree is',
    script: 'by hand',
    edits: [['booti 0x40600000 - 0x40400000', 'booti 0x40600000 - 0x50000000']],
    cause: ['fdt-bad-magic', 'fdt-not-a-fdt'],
    step: ['boot-media', 'dtb'],
  },
  {
    name: 'tree-without-room',
    says: 'the tree has no room, because fdt resize is missing',
    script: 'by hand',
    amend: pack,
    edits: [['fdt resize 0x2000\n', '']],
    cause: ['fdt-no-space'],
    step: ['boot-media'],
  },
  {
    name: 'size-without-0x',
    says: 'a size lacks its 0x',
    script: 'by hand',
    edits: [['setenv kernel_size 0x${filesize}', 'setenv kernel_size ${filesize}']],
    cause: ['size-not-converted'],
    step: ['boot-media'],
  },
  {
    name: 'fdt-addr-missing',
    says: 'fdt addr is missing',
    script: 'by hand',
    edits: [['fdt addr 0x40400000\n', '']],
    cause: ['fdt-not-told', 'fdt-no-space'],
    step: ['boot-media'],
  },
  {
    name: 'cells-one',
    says: '/chosen has one cell for addresses and sizes, and reg has four',
    script: 'by hand',
    edits: [
      ['address-cells <0x2>', 'address-cells <0x1>'],
      ['size-cells <0x2>', 'size-cells <0x1>'],
    ],
    cause: ['module-address-zero'],
    step: ['boot-media'],
  },
  {
    name: 'reg-short',
    says: 'reg has two numbers where the cells ask for four',
    script: 'by hand',
    edits: [
      ['<0x0 0x42000000 0x0 ${kernel_size}>', '<0x42000000 ${kernel_size}>'],
      ['<0x0 0x48000000 0x0 ${ramdisk_size}>', '<0x48000000 ${ramdisk_size}>'],
    ],
    cause: ['silent-cells-seen', 'silent-memory'],
    step: ['boot-media'],
    isSilent: true,
  },
  {
    name: 'reg-short-printed',
    says: 'reg has two numbers where the cells ask for four, and the script prints it',
    script: 'by hand',
    edits: [
      ['<0x0 0x42000000 0x0 ${kernel_size}>', '<0x42000000 ${kernel_size}>'],
      ['<0x0 0x48000000 0x0 ${ramdisk_size}>', '<0x48000000 ${ramdisk_size}>'],
      ['setenv fdt_high', 'fdt print /chosen\nsetenv fdt_high'],
    ],
    cause: ['silent-cells-seen', 'silent-memory'],
    step: ['boot-media'],
    isSilent: true,
  },
  {
    name: 'kernel-size-small',
    says: "reg gives dom0's kernel a page",
    script: 'by hand',
    edits: [['setenv kernel_size 0x${filesize}', 'setenv kernel_size 0x1000']],
    cause: ['silent-dom0-dies', 'dom0-kernel-format', 'module-size-small'],
    step: ['boot-media', 'dom0-kernel', 'native'],
    isSilent: true,
  },
  {
    name: 'kernel-address-wrong',
    says: "reg gives dom0's kernel an address where it is not",
    script: 'by hand',
    edits: [['<0x0 0x42000000 0x0', '<0x0 0x52000000 0x0']],
    cause: ['dom0-kernel-format'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'initrd-address-wrong',
    says: 'reg gives the initramfs an address where it is not',
    script: 'by hand',
    edits: [['<0x0 0x48000000 0x0', '<0x0 0x58000000 0x0']],
    cause: ['initramfs-without-init'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'initrd-size-small',
    says: 'reg gives the initramfs half of its size',
    script: 'by hand',
    edits: [['setenv ramdisk_size 0x${filesize}', 'setenv ramdisk_size 0x2000']],
    cause: ['initramfs-damaged', 'initramfs-without-init'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'compatible-misspelt',
    says: "the compatible of dom0's kernel is misspelt",
    script: 'by hand',
    edits: [['"multiboot,kernel" "multiboot,module"', '"multiboot,kernal" "multiboot,modul"']],
    cause: ['dom0-kernel-missing'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'reg-short-arm32',
    says: 'reg has two numbers where the cells ask for four, on 32 bits',
    arch: 'arm32',
    script: 'by hand',
    edits: [['<0x0 0x42000000 0x0 ${kernel_size}>', '<0x42000000 ${kernel_size}>']],
    cause: ['silent-memory'],
    step: ['boot-media'],
    isSilent: true,
  },
  {
    name: 'module-not-in-chosen',
    says: 'the module of the kernel stands outside of /chosen',
    script: 'by hand',
    edits: [
      ['fdt mknod /chosen module@0', 'fdt mknod / module@0'],
      ['/chosen/module@0', '/module@0'],
    ],
    cause: ['dom0-kernel-missing'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'ramdisk-type-missing',
    says: 'the initramfs is called a kernel',
    script: 'by hand',
    edits: [['"multiboot,ramdisk" "multiboot,module"', '"multiboot,module"']],
    cause: ['dom0-kernel-format'],
    step: ['boot-media', 'dom0-kernel'],
  },
  {
    name: 'boot-line-cut',
    says: 'a command of the script has a typing mistake',
    script: 'by hand',
    edits: [['fdt addr 0x40400000', 'ftd addr 0x40400000']],
    cause: ['mistyped-command'],
    step: ['boot-media'],
  },
]

export const addressFaults: readonly Fault[] = [
  {
    name: 'initrd-over-kernel',
    says: 'the initramfs is loaded over the kernel',
    script: 'by hand',
    edits: [
      ['load virtio 0:1 0x48000000', 'load virtio 0:1 0x43000000'],
      ['<0x0 0x48000000 0x0', '<0x0 0x43000000 0x0'],
    ],
    cause: ['modules-freed-twice', 'module-overlap', 'modules-overlap-seen'],
    step: ['boot-media'],
  },
  {
    name: 'kernel-over-xen',
    says: 'the kernel is loaded over Xen',
    script: 'by hand',
    edits: [
      ['load virtio 0:1 0x42000000', 'load virtio 0:1 0x40680000'],
      ['<0x0 0x42000000 0x0', '<0x0 0x40680000 0x0'],
    ],
    cause: ['silent-memory'],
    step: ['boot-media'],
    isSilent: true,
  },
  {
    name: 'kernel-over-tree',
    says: 'the kernel is loaded over the tree',
    script: 'by hand',
    edits: [
      ['load virtio 0:1 0x42000000', 'load virtio 0:1 0x40300000'],
      ['<0x0 0x42000000 0x0', '<0x0 0x40300000 0x0'],
    ],
    cause: ['fdt-bad-magic', 'silent-memory'],
    step: ['boot-media'],
  },
  {
    name: 'xen-not-aligned',
    says: 'Xen is not at a multiple of 2 MiB, and U-Boot moves it over the tree',
    script: 'by hand',
    edits: [
      ['0x40600000', '0x40480000'],
      ['0x40400000', '0x40620000'],
    ],
    cause: ['image-moved-over-tree'],
    step: ['boot-media'],
  },
  {
    name: 'load-outside-ram',
    says: 'a file is loaded where no RAM is',
    script: 'by hand',
    edits: [
      ['load virtio 0:1 0x48000000', 'load virtio 0:1 0x90000000'],
      ['<0x0 0x48000000 0x0', '<0x0 0x90000000 0x0'],
    ],
    cause: ['load-over-reserved', 'u-boot-abort'],
    step: ['boot-media'],
  },
  {
    name: 'load-over-u-boot',
    says: 'a file is loaded over U-Boot',
    script: 'by hand',
    edits: [
      ['load virtio 0:1 0x48000000', 'load virtio 0:1 0x7e000000'],
      ['<0x0 0x48000000 0x0', '<0x0 0x7e000000 0x0'],
    ],
    cause: ['load-over-reserved'],
    step: ['boot-media'],
  },
  {
    name: 'tree-not-aligned',
    says: 'the tree is not at a multiple of 8',
    script: 'by hand',
    edits: [['0x40400000', '0x46000004']],
    cause: ['silent-tree'],
    step: ['dtb', 'boot-media'],
    isSilent: true,
  },
]
