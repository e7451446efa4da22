/** A boot script as tutorials have it: it boots Xen where all is well, and goes on whatever fails. */
import type { Made } from '../e2e/boot.ts'
import { type LoadRole, nameOf } from './medium.ts'

/** The script; its addresses fit a machine with 1 GiB from 0x4000_0000. */
export function byHand(made: Made): string {
  const { plan } = made
  const name = (role: LoadRole): string => nameOf(role, made)
  return `virtio scan
echo Loading Xen by hand
load virtio 0:1 0x40400000 ${name('dtb')}
load virtio 0:1 0x40600000 ${name('xen')}
load virtio 0:1 0x42000000 ${name('kernel')}
setenv kernel_size 0x\${filesize}
load virtio 0:1 0x48000000 ${name('initrd')}
setenv ramdisk_size 0x\${filesize}
fdt addr 0x40400000
fdt resize 0x2000
fdt set /chosen \\#address-cells <0x2>
fdt set /chosen \\#size-cells <0x2>
fdt set /chosen xen,xen-bootargs "console=dtuart dtuart=/pl011@9000000 dom0_mem=384M loglvl=all noreboot"
fdt set /chosen xen,dom0-bootargs "console=hvc0 earlycon=xenboot"
fdt mknod /chosen module@0
fdt set /chosen/module@0 compatible "multiboot,kernel" "multiboot,module"
fdt set /chosen/module@0 reg <0x0 0x42000000 0x0 \${kernel_size}>
fdt mknod /chosen module@1
fdt set /chosen/module@1 compatible "multiboot,ramdisk" "multiboot,module"
fdt set /chosen/module@1 reg <0x0 0x48000000 0x0 \${ramdisk_size}>
setenv fdt_high 0xffffffffffffffff
${plan.arch === 'arm64' ? 'booti' : 'bootz'} 0x40600000 - 0x40400000
`
}
