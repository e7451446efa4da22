/** Consoles of the house board, as U-Boot, Xen 4.17 and Linux 6.1 print; lines in between left out. */

export const uBootLines = [
  'U-Boot SPL 2023.01 (Jun 22 2026 - 08:38:07 +0000)',
  'U-Boot 2023.01+dfsg-2+deb12u3 (Jun 22 2026 - 08:38:07 +0000)',
  'DRAM:  2 GiB',
  'Hit any key to stop autoboot:  0',
  'xenup: booting Xen with xenup 0.1.0',
  'xenup: Xen is at 0x40600000, 0x110008 bytes',
  'xenup: dom0 kernel is at 0x42000000, 0x1f6e000 bytes',
  'xenup: dom0 initramfs is at 0x46000000, 0x21ac000 bytes',
  'xenup: device tree is at 0x40400000',
  'xenup: all files are loaded and described',
  'Starting kernel ...',
]

export const xenLines = [
  '(XEN) Checking for initrd in /chosen',
  '(XEN) RAM: 0000000040000000 - 00000000bfffffff',
  '(XEN) Command line: console=dtuart dtuart=serial0 dom0_mem=768M',
  '(XEN) Xen version 4.17.5 (Debian 4.17.5-1) (maintainer@example.org) (aarch64-linux-gnu-gcc) debug=n Sat',
  '(XEN) Using PSCI v1.1',
  '(XEN) GICv2: 288 lines, 2 cpus (IID 00000000).',
  '(XEN) Brought up 2 CPUs',
  '(XEN) *** LOADING DOMAIN 0 ***',
  '(XEN) Allocating 1:1 mappings totalling 768MB for dom0:',
  "(XEN) *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)",
  '(XEN) Freed 352kB init memory.',
]

export const dom0Lines = [
  '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
  '[    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP Debian',
  '[    0.000000] Machine model: linux,dummy-virt',
  '[    0.000000] Xen 4.17 support found',
  '[    0.050000] CPU: All CPU(s) started at EL1',
  '[    1.287637] Run /init as init process',
  'board login:',
  'root@board:~# xl list',
  'Name                                        ID   Mem VCPUs\tState\tTime(s)',
  'Domain-0                                     0   768     2     r-----      12.1',
  'guest1                                       1   256     1     -b----       0.4',
]

/** A boot on which nothing is missing. */
export const goodBoot = [...uBootLines, ...xenLines, ...dom0Lines]

/** The commonest of all failures: U-Boot, and silence. */
export const silentBoot = uBootLines

export const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
