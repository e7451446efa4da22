/** A good script for the house set-up, and what a test changes in it. */
import type { BootSeen } from '../../src/model/boot-seen.ts'
import { readBoot } from '../../src/script/index.ts'

/** 64-bit, from a disk of QEMU: everything at places of its own, both command lines, sizes kept after each load. */
export const houseScript = String.raw`# Xen on the house board
load virtio 0:1 0x44000000 board.dtb
load virtio 0:1 0x45000000 xen
load virtio 0:1 0x46000000 Image
setenv kernel_size 0x${'$'}{filesize}
load virtio 0:1 0x4a000000 initrd.img
setenv initrd_size 0x${'$'}{filesize}
fdt addr 0x44000000
fdt resize 0x4000
fdt set /chosen \#address-cells <0x2>
fdt set /chosen \#size-cells <0x2>
fdt set /chosen xen,xen-bootargs "console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2"
fdt set /chosen xen,dom0-bootargs "console=hvc0 root=/dev/vda2 rootwait rw"
fdt mknod /chosen dom0
fdt set /chosen/dom0 compatible "multiboot,kernel" "multiboot,module"
fdt set /chosen/dom0 reg <0x0 0x46000000 0x0 ${'$'}{kernel_size}>
fdt mknod /chosen dom0-ramdisk
fdt set /chosen/dom0-ramdisk compatible "multiboot,ramdisk" "multiboot,module"
fdt set /chosen/dom0-ramdisk reg <0x0 0x4a000000 0x0 ${'$'}{initrd_size}>
booti 0x45000000 - 0x44000000
`

/** The house script with pieces replaced; each piece has to be there. */
export function changedScript(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the house script has no ${from}`)
    return text.replaceAll(from, to)
  }, houseScript)
}

/** A text as it is read, under the name that its findings have. */
export const seen = (text: string, file = 'boot.cmd'): BootSeen => readBoot(Buffer.from(text, 'latin1'), file)

/** The house script, changed, as it is read. */
export const seenWith = (...changes: readonly (readonly [string, string])[]): BootSeen =>
  seen(changedScript(...changes))

/** A good ImageBuilder configuration. */
export const houseConfig = `MEMORY_START="0x40000000"
MEMORY_END="0xb0000000"
LOAD_CMD="load virtio 0:1"
BOOT_CMD="booti"
DEVICE_TREE="board.dtb"
XEN="xen"
XEN_CMD="console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2"
DOM0_KERNEL="Image"
DOM0_CMD="console=hvc0 root=/dev/vda2 rootwait rw"
DOM0_RAMDISK="initrd.img"
NUM_DOMUS=0
UBOOT_SOURCE="boot.source"
UBOOT_SCRIPT="boot.scr"
`

/** The house configuration with pieces replaced. */
export const configWith = (...changes: readonly (readonly [string, string])[]): BootSeen =>
  seen(
    changes.reduce((text, [from, to]) => text.replaceAll(from, to), houseConfig),
    'xen.config',
  )
