/**
 * The plan: everything decided and computed, as one value.
 *
 * Made from facts and answers by src/plan/, without disk or clock; rendered by templates/, judged by src/checks/,
 * drawn by src/report/, booted by src/rehearse/. Addresses and sizes are bigint, in bytes.
 */
import type { AnswerKey, Answers } from './answers.ts'
import type { Arch } from './arch.ts'
import type { MediumId } from './boot-medium.ts'
import type { EarlyPrintk } from './early-printk.ts'
import type { Range } from './range.ts'
import type { TreeChange } from './tree-change.ts'

/** What is loaded before Xen starts. */
export type LoadRole = 'dtb' | 'xen' | 'kernel' | 'initrd'

/** A region of the memory map and why it is there. */
export interface Region extends Range {
  /** For people and findings: `dom0 kernel`, `U-Boot`. */
  readonly name: string
  /**
   * `load`: something we place; `script`: our boot script; `reserved`: the device tree's; `firmware`: U-Boot and what
   * it holds.
   */
  readonly kind: 'load' | 'script' | 'reserved' | 'firmware'
  readonly because: string
}

/** One file that the boot script loads (or, for a device tree that firmware holds, moves). */
export interface Load {
  readonly role: LoadRole
  readonly name: string
  /** Path on the boot medium, without a leading slash; missing when firmware already holds it. */
  readonly file?: string
  readonly address: bigint
  /**
   * Bytes in memory that nothing else may touch: image_size where the header has it, else the file's size or a budget.
   */
  readonly footprint: bigint
  /** Bytes on disk, when a file was given. */
  readonly fileSize?: bigint
  /** The largest file that this place takes; the boot script refuses a larger one. */
  readonly room: bigint
  /** Where the footprint comes from. */
  readonly because: string
  /** The U-Boot variable that keeps the file's size, for modules. */
  readonly sizeVariable?: string
}

/** A boot module's node under /chosen (xen.git docs/misc/arm/device-tree/booting.txt). */
export interface ModuleNode {
  /** `/chosen/dom0`: name only, without the path. */
  readonly node: string
  readonly compatible: readonly string[]
  readonly load: Load
  readonly because: string
}

/** The first guest, as xl gets it. Paths are paths in dom0. */
export interface GuestPlan {
  readonly name: string
  readonly kernel: string
  readonly ramdisk?: string
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

/** What the boot script changes in a node of the device tree before Xen sees it. */
export interface TreeEdit {
  readonly node: string
  readonly change: TreeChange
  readonly because: string
  /** The answer that it comes from. */
  readonly from: AnswerKey
}

/** A line that the serial console must show, in order. */
export interface ExpectedLine {
  readonly stage: 'u-boot' | 'uefi' | 'xen' | 'dom0' | 'guest'
  /** What to look for, literally. */
  readonly line: string
  /** What it proves, one sentence. */
  readonly proves: string
}

/** Everything that the artifacts need. */
export interface Plan {
  readonly board: { readonly id: string; readonly name: string }
  /** The serial console's cable, pins and speed. */
  readonly wiring?: { readonly says?: string; readonly baud?: number }
  /**
   * In which mode the board's firmware hands over, as its page says; who starts the other CPUs, as tree or page say.
   */
  readonly handover: {
    readonly says?: string
    readonly smp: 'psci' | 'psci-added' | 'spin-table' | 'platform' | 'unknown'
  }
  /** The board's page, and what it says is odd about the board; nothing where no page is about it. */
  readonly quirks?: { readonly page: string; readonly says: readonly string[] }
  readonly target: 'qemu' | 'hardware' | 'fvp'
  readonly arch: Arch
  /** What starts Xen. With UEFI nothing is placed by us: `loads` have address 0, and there is no script. */
  readonly loader: 'u-boot' | 'uefi'
  /** What U-Boot starts Xen and kernels with. */
  readonly bootCommand: 'booti' | 'bootz'
  /** How the modules get into the device tree. */
  readonly way: NonNullable<Answers['boot-media.way']>
  /** `load` is what stands before address and name: `load mmc 0:1`, or `tftpboot`. */
  readonly medium: {
    readonly device: MediumId
    readonly partition: string
    readonly prepare?: string
    readonly load: string
  }
  /** RAM that Xen counts, and everything in it that is spoken for. */
  readonly banks: readonly Range[]
  readonly regions: readonly Region[]
  /** Where U-Boot puts boot.scr; missing where no script boots. */
  readonly scriptAddress?: bigint
  /** In the order in which the script loads them. */
  readonly loads: readonly Load[]
  /** Bytes by which the device tree grows for our nodes. */
  readonly dtbGrowth: bigint
  /** The U-Boot variable that holds the firmware's device tree, when that is the one to use. */
  readonly dtbVariable?: string
  readonly modules: readonly ModuleNode[]
  /** What board and Xen need changed in the tree. */
  readonly treeEdits: readonly TreeEdit[]
  /** Files that the board's own firmware reads from the boot medium. */
  readonly firmwareFiles: readonly {
    readonly path: string
    readonly lines: readonly string[]
    readonly because: string
  }[]
  /**
   * The RAM that ImageBuilder may fill: from the first usable address to the lowest thing that firmware keeps behind
   * it.
   */
  readonly window: { readonly start: bigint; readonly end: bigint }
  /** `its`: is it built with the driver that gives dom0 message interrupts. */
  readonly xen: { readonly release: string; readonly cmdline: string; readonly its?: boolean }
  /** What is taken from a distribution, and what is built; early printk is built in. */
  readonly sources: { readonly xen: 'distribution' | 'build'; readonly kernel: 'distribution' | 'build' }
  readonly earlyPrintk?: EarlyPrintk
  /** Linux without Xen; nothing where the board's firmware does not ask for it. */
  readonly native?: { readonly cmdline: string; readonly console?: string; readonly root?: string }
  readonly dom0: { readonly memory: bigint; readonly vcpus: number; readonly cmdline: string }
  /** What dom0 runs; `bridge` is what connects its guests to the network. */
  readonly userspace: {
    readonly system: NonNullable<Answers['dom0-userspace.system']>
    readonly suite?: NonNullable<Answers['dom0-userspace.suite']>
    readonly root?: string
    readonly bridge?: { readonly name: string; readonly interface: string }
  }
  /** The dtuart in words of the command line; missing when Xen takes /chosen/stdout-path. */
  readonly dtuart?: string
  readonly guest?: GuestPlan
  readonly expects: readonly ExpectedLine[]
  /** The QEMU machine to rehearse or run on, for a software model. */
  readonly qemu?: { readonly arch: Arch; readonly gic: 'v2' | 'v3'; readonly memory: bigint; readonly cpus: number }
}

/** Why no plan can be made. */
export interface PlanRefusal {
  readonly says: string
  readonly at: string
  readonly fix: string
}

/** What planning came to. */
export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly refusals: readonly PlanRefusal[] }
