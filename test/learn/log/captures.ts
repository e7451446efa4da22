/**
 * Captures of consoles, as the real programs print: TF-A 2.9, U-Boot 2023.01 and 2020.01, Linux 6.1 and 5.10, Xen 4.17.
 */

const printk = (lines: readonly string[]): string =>
  lines.map((line, index) => `[    ${(index / 1000).toFixed(6)}] ${line}\n`).join('')

export const tfa = (spsr = '0x3c9'): string => `NOTICE:  BL1: v2.9(release):v2.9.0
INFO:    BL1: Booting BL31
INFO:    Entry point address = 0xe090000
INFO:    SPSR = 0x3cd
NOTICE:  BL31: v2.9(release):v2.9.0
NOTICE:  BL31: Built : 10:00:00, Jun  1 2026
INFO:    BL31: Preparing for EL3 exit to normal world
INFO:    Entry point address = 0x60000000
INFO:    SPSR = ${spsr}
`

export const uBoot = `
U-Boot 2023.01+dfsg-2+deb12u3 (Jun 22 2026 - 08:38:07 +0000)

DRAM:  1 GiB
Core:  47 devices, 13 uclasses, devicetree: board
Hit any key to stop autoboot:  2 \b\b\b 0 
`

export const bdinfo = `=> bdinfo
boot_params = 0x0000000000000000
DRAM bank   = 0x0000000000000000
-> start    = 0x0000000040000000
-> size     = 0x0000000040000000
DRAM bank   = 0x0000000000000001
-> start    = 0x0000000100000000
-> size     = 0x0000000080000000
baudrate    = 115200 bps
relocaddr   = 0x000000007fef7000
fdt_blob    = 0x000000007edb6db0
lmb_dump_all:
 memory.cnt  = 0x1
 memory[0]\t[0x40000000-0x7fffffff], 0x40000000 bytes flags: 0
 reserved.cnt  = 0x2
 reserved[0]\t[0x7ddb2000-0x7fffffff], 0x0224e000 bytes flags: 0
 reserved[1]\t[0x4e000000-0x4e0fffff], 0x00100000 bytes flags: 4
`

/** As U-Boot printed it until 2020. */
export const oldBdinfo = `=> bdinfo
arch_number = 0x00000000
boot_params = 0x40000100
DRAM bank   = 0x00000000
-> start    = 0x40000000
-> size     = 0x80000000
baudrate    = 115200 bps
TLB addr    = 0xBFFF0000
relocaddr   = 0xBFF66000
reloc off   = 0x75F66000
irq_sp      = 0xBBF22CA0
lmb_dump_all:
    memory.cnt\t\t   = 0x1
    memory.reg[0x0].base   = 0x40000000
\t\t   .size   = 0x80000000

    reserved.cnt\t   = 0x1
    reserved.reg[0x0].base = 0xbbf228a0
\t\t     .size = 0x40dd760
`

export const printenv = `=> printenv
arch=arm
baudrate=115200
boot_targets=mmc0 usb0 
bootcmd=run distro_bootcmd
ethaddr=02:00:00:00:00:01
fdt_addr=0x40000000
fdt_high=0xffffffff
fdtcontroladdr=7edb6db0
kernel_addr_r=0x40400000
ramdisk_addr_r=0x44000000
scan_dev_for_boot=echo Scanning \${devtype} \${devnum}:\${distro_bootpart}...; for prefix in \${boot_prefixes}; do true; done
scriptaddr=0x40200000

Environment size: 4511/262140 bytes
=> boot
`

interface LinuxOptions {
  readonly mode?: string
  readonly version?: string
  readonly model?: string
  readonly cmdline?: string
  readonly more?: readonly string[]
  readonly end?: readonly string[]
}

export const linux64 = ({
  mode = 'CPU: All CPU(s) started at EL2',
  version = '6.1.0-50-arm64',
  model = 'A Board',
  cmdline = 'console=tty0 console=ttyS0,115200 root=/dev/mmcblk0p2 rootwait',
  more = [],
  end = ['Run /init as init process'],
}: LinuxOptions = {}): string =>
  printk([
    'Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
    `Linux version ${version} (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0) #1 SMP Debian`,
    `Machine model: ${model}`,
    ...more,
    'psci: probing for conduit method from DT.',
    'psci: PSCIv1.1 detected in firmware.',
    'psci: Using standard PSCI v0.2 function IDs',
    `Kernel command line: ${cmdline}`,
    'Memory: 983240K/1048576K available (13248K kernel code, 2806K rwdata, 9504K rodata, 6464K init, 627K bss, 53180K reserved, 65536K cma-reserved)',
    'GICv2m: range[mem 0x08020000-0x08020fff], SPI[80:143]',
    'smp: Brought up 1 node, 2 CPUs',
    'SMP: Total of 2 processors activated.',
    mode,
    ...end,
  ])

export const linux32 = (mode = 'CPU: All CPU(s) started in HYP mode.'): string =>
  printk([
    'Booting Linux on physical CPU 0x0',
    'Linux version 6.1.0-50-armmp-lpae (debian-kernel@lists.debian.org) (arm-linux-gnueabihf-gcc-12) #1 SMP Debian',
    'CPU: ARMv7 Processor [412fc0f1] revision 1 (ARMv7), cr=30c5387d',
    'OF: fdt: Machine model: Cubietech Cubietruck',
    'psci: PSCIv1.0 detected in firmware.',
    'Kernel command line: console=ttyS0,115200 root=/dev/mmcblk0p2',
    'Memory: 983240K/2097152K available (9216K kernel code, 1K rwdata)',
    'smp: Brought up 1 node, 2 CPUs',
    mode,
    'CPU: Virtualization extensions available.',
    'Run /sbin/init as init process',
  ])

export const xen = `Xen 4.17.5 (XEN) banner follows
(XEN) Xen version 4.17.5 (Debian 4.17.5+72-g01140da4e8-1) (pkg-xen-devel@lists.alioth.debian.org) (aarch64-linux-gnu-gcc) debug=n Sat
(XEN) Processor: 00000000411fd070: "ARM Limited", variant: 0x1, part 0xd07,rev 0x0
(XEN) Command line: console=dtuart dtuart=serial0 dom0_mem=768M
(XEN) Using PSCI v1.1
(XEN) Using SMC Calling Convention v1.0
(XEN) Brought up 4 CPUs
(XEN) *** LOADING DOMAIN 0 ***
(XEN) Allocating 1:1 mappings totalling 768MB for dom0:
(XEN) Freed 352kB init memory.
`

/** What dom0's kernel prints: EL1, and a PSCI that is Xen's. */
export const dom0 = linux64({
  mode: 'CPU: All CPU(s) started at EL1',
  cmdline: 'console=hvc0 root=/dev/mmcblk0p2',
  more: ['Xen 4.17 support found'],
})
