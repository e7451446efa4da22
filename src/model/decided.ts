/**
 * What the answers come to: one total value, between the answers and the plan. Made in src/plan/decide.ts.
 *
 * Whatever applies is there; what does not apply is missing. Addresses and sizes are bigint, in bytes.
 */
import type { Answers } from './answers.ts'
import type { Arch } from './arch.ts'
import type { LoadSource, MediumId } from './boot-medium.ts'
import type { BootMethod } from './boot-method.ts'
import type { Range } from './range.ts'
import type { XenRelease } from './xen-release.ts'

type Value<K extends keyof Answers> = NonNullable<Answers[K]>

/** A file that the board loads. */
export interface DecidedFile {
  /** Its path on the boot medium, without a leading slash. */
  readonly onMedium: string
  /** The file on this machine, as it was answered. */
  readonly local?: string
  /** Where the user wants it in memory; missing when it is planned. */
  readonly address?: bigint
}

/** How Xen is started, and from what. */
export type DecidedBoot =
  | {
      readonly placedBy: 'us'
      readonly method: BootMethod
      readonly medium: LoadSource
      /** Where U-Boot puts its script. */
      readonly scriptAddress: bigint
    }
  | {
      readonly placedBy: 'firmware'
      readonly method: BootMethod
      /** U-Boot's words only where it is U-Boot that starts the firmware's program. */
      readonly medium: LoadSource | { readonly device: MediumId }
      readonly scriptAddress?: bigint
    }

/** The device tree: a file, or the one that the firmware holds, moved to `address` if the user wants it there. */
export type DecidedTree =
  | ({ readonly source: 'file' } & DecidedFile)
  | { readonly source: 'firmware'; readonly address?: bigint }

/** Linux without Xen. */
export interface DecidedNative {
  readonly cmdline: string
  readonly console?: string
  readonly root?: string
}

/** What dom0 runs; `bridge` is what connects its guests to the network. */
export interface DecidedUserspace {
  readonly system: Value<'dom0-userspace.system'>
  readonly suite?: Value<'dom0-userspace.suite'>
  readonly root?: string
  readonly bridge?: { readonly name: string; readonly interface: string }
}

/** The first guest, as xl gets it. Paths are paths in dom0, but for the two files of this machine. */
export interface DecidedGuest {
  readonly name: string
  readonly kernel: string
  readonly kernelFile?: string
  readonly ramdisk?: string
  readonly ramdiskFile?: string
  readonly memory: bigint
  readonly vcpus: number
  readonly cmdline: string
  /** A disk of dom0, shown to the guest as `vdev`; a file has a size for the one who makes it. */
  readonly disk?: {
    readonly kind: 'file' | 'device'
    readonly path: string
    readonly vdev: string
    readonly size?: bigint
  }
  readonly network?: { readonly bridge: string }
}

/** Everything that is decided. */
export interface Decided {
  /** The id of the board's page, or `other`. */
  readonly board: string
  readonly target: Value<'goal.target'>
  readonly arch: Arch
  readonly boot: DecidedBoot
  readonly tree: DecidedTree
  /** What is to be changed in the tree's copy: where Xen would stop, and what shares the console's interrupt. */
  readonly edits: { readonly stops: boolean; readonly console: boolean }
  /** RAM as the user told it, where neither tree nor log does. */
  readonly ram?: Range
  /** The same in words of the board's page, which lists the banks for it (told-ram.ts). */
  readonly ramSize?: bigint
  readonly xen: {
    readonly source: Value<'xen.source'>
    readonly release: XenRelease
    /** What the user adds to the command line; may be empty. */
    readonly options: string
    readonly earlyPrintk: boolean
    /** Is it built with the driver that gives dom0 message interrupts. */
    readonly its: boolean
    readonly file: DecidedFile
  }
  /** The UART in words of Xen's command line; missing when Xen takes /chosen/stdout-path. */
  readonly dtuart?: string
  readonly native?: DecidedNative
  readonly dom0: {
    readonly source: Value<'dom0-kernel.source'>
    readonly kernel: DecidedFile
    readonly initrd?: DecidedFile
    readonly memory: bigint
    readonly vcpus: number
    readonly cmdline: string
    readonly userspace: DecidedUserspace
  }
  readonly guest?: DecidedGuest
}
