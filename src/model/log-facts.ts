/** Facts of a console's capture: firmware, U-Boot, Linux and Xen as they printed. */
import type { Range } from './range.ts'

/** PSCI as a kernel or Xen found it. */
export interface PsciSeen {
  /** `1.1` */
  readonly version?: string
  readonly conduit?: 'smc' | 'hvc'
}

/** What a console said. Facts of Linux are those of the last native boot that was whole, else of the last boot. */
export interface LogValues {
  /** The stages that speak in it, in the order of their first line. */
  readonly 'log.stages': readonly ('tf-a' | 'u-boot' | 'xen' | 'linux')[]
  /** How often Linux started in it. */
  readonly 'log.boots': number
  /** Where that Linux ran. Under Xen or in a virtual machine it proves nothing about the firmware. */
  readonly 'log.under': 'native' | 'xen-dom0' | 'xen-guest' | 'hypervisor'
  /** What this log proves about the board, what it does not say, and what in it is wrong, in sentences. */
  readonly 'log.proves': readonly string[]
  readonly 'log.notes': readonly string[]
  readonly 'log.problems': readonly string[]

  /**
   * Whether the firmware hands over in EL2 (HYP on 32 bits): from Linux started natively, from Xen's own start, or from
   * TF-A.
   */
  readonly 'firmware.el2': 'yes' | 'no'
  /** Firmware's PSCI as a native Linux or Xen found it. */
  readonly 'firmware.psci': PsciSeen
  /** `v2.9(release):v2.9.0` */
  readonly 'tfa.version': string
  /** SPSR that BL31 leaves with: 0x3c9 is EL2h, 0x3c5 is EL1h. */
  readonly 'tfa.spsr': bigint

  /** `2023.01+dfsg-2+deb12u3` */
  readonly 'uboot.version': string
  /** The variables of printenv that matter to a boot. */
  readonly 'uboot.env': Readonly<Record<string, string>>
  /** From bdinfo: RAM, where U-Boot moved itself, what it keeps (lmb), and its own device tree. */
  readonly 'uboot.banks': readonly Range[]
  readonly 'uboot.relocaddr': bigint
  readonly 'uboot.reserved': readonly Range[]
  readonly 'uboot.fdt': bigint

  readonly 'linux.arch': 'arm64' | 'arm32'
  /** "Machine model:" */
  readonly 'linux.model': string
  readonly 'linux.cmdline': string
  /** The last console= of the command line: the one that is /dev/console. */
  readonly 'linux.console': string
  readonly 'linux.root': string
  /** In which mode its CPUs started; only of a native boot. */
  readonly 'linux.cpuMode': 'el2' | 'el1' | 'hyp' | 'svc' | 'inconsistent'
  /** PSCI as it was found; only of a native boot. */
  readonly 'linux.psci': PsciSeen
  /** CPUs brought up. */
  readonly 'linux.cpus': number
  /** Bytes of RAM that it counted. */
  readonly 'linux.memory': bigint
  readonly 'linux.gic': 'v2' | 'v3'
  /** How far it came: the kernel's own lines, init, a login prompt. */
  readonly 'linux.reached': 'kernel' | 'panic' | 'init' | 'login'

  readonly 'xen.cpus': number
  readonly 'xen.psci': PsciSeen
  /** Xen's command line as it read it. */
  readonly 'xen.cmdline': string
  /** Bytes that Xen gave dom0. */
  readonly 'xen.dom0Memory': bigint
  /** A guest in what `xl list` printed. */
  readonly 'xen.guest': string
}
