/**
 * The plan: everything decided and computed, as one value.
 *
 * Made from facts and answers by src/plan/, without disk or clock; rendered by templates/, judged by src/checks/,
 * drawn by src/report/, booted by src/rehearse/. Addresses and sizes are bigint, in bytes.
 */
import type { AnswerKey } from './answers.ts'
import type { Arch } from './arch.ts'
import type { LoadSource, MediumId } from './boot-medium.ts'
import { type BootMethod, loaders, type StagedFile } from './boot-method.ts'
import type { Decided, DecidedGuest, DecidedNative, DecidedUserspace } from './decided.ts'
import type { EarlyPrintk } from './early-printk.ts'
import type { FirmwareFile } from './firmware-file.ts'
import type { Range } from './range.ts'
import type { Refusal } from './refusal.ts'
import type { TreeChange } from './tree-change.ts'
import type { XenRelease } from './xen-release.ts'

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

/** One file that is loaded, or a device tree that the firmware holds. */
export interface Load {
  readonly role: LoadRole
  readonly name: string
  /** Path on the boot medium, without a leading slash; missing when the firmware already holds it. */
  readonly file?: string
  /** The file on this machine, as it was answered. */
  readonly localFile?: string
  /**
   * Bytes in memory that nothing else may touch: image_size where the header has it, else the file's size or a budget.
   */
  readonly footprint: bigint
  /** Bytes on disk, when a file was given. */
  readonly fileSize?: bigint
  /** Where the footprint comes from. */
  readonly because: string
}

/** A load that we place: the boot script loads it there, or moves a tree of the firmware there. */
export interface PlacedLoad extends Load {
  readonly address: bigint
  /** The largest file that this place takes; the boot script refuses a larger one. */
  readonly room: bigint
  /** The U-Boot variable that keeps the file's size, for modules. */
  readonly sizeVariable?: string
}

/** A load that the firmware finds a place for: only its name is ours. */
export interface NamedLoad extends Load {
  readonly file: string
}

/** A boot module's node under /chosen (xen.git docs/misc/arm/device-tree/booting.txt). */
export interface ModuleNode {
  /** `/chosen/dom0`: name only, without the path. */
  readonly node: string
  readonly compatible: readonly string[]
  readonly load: PlacedLoad
  readonly because: string
}

/** What the boot script changes in a node of the device tree before Xen sees it. */
export interface TreeEdit {
  readonly node: string
  readonly change: TreeChange
  readonly because: string
  /** The answer that it comes from. */
  readonly from: AnswerKey
}

/** A part of RAM that firmware keeps while Xen runs, and that nothing in the tree names. */
export interface Reservation extends Range {
  readonly name: string
  readonly because: string
}

/** Lines of Xen's configuration, and why they are wanted. */
export interface XenOptions {
  /** `CONFIG_ACPI=y`; each after what it depends on. */
  readonly options: readonly string[]
  readonly because: string
}

/** A line that the serial console must show, in order. */
export interface ExpectedLine {
  /** The signpost (console/signposts.ts), and the part of its line that the plan decides. */
  readonly signpost: string
  readonly is?: string | undefined
  readonly stage: string
  /** What to look for, literally. */
  readonly line: string
  /** What it proves, one sentence. */
  readonly proves: string
}

/** What the plan has however Xen is started. */
interface AnyPlan {
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
  readonly target: Decided['target']
  readonly arch: Arch
  /** How Xen is started. */
  readonly method: BootMethod
  readonly medium: { readonly device: MediumId }
  /** What lies on the medium beside the loads. */
  readonly staged: readonly StagedFile[]
  /** RAM that Xen counts; empty when nothing but the firmware knows it. */
  readonly banks: readonly Range[]
  /** What board and Xen need changed in the tree. */
  readonly treeEdits: readonly TreeEdit[]
  /** What the boot script reserves in the tree. */
  readonly reservations: readonly Reservation[]
  /** What the board's first stages read before anything of ours, as its page lists it. */
  readonly bootFiles: readonly FirmwareFile[]
  /** Files for the board's own firmware that are written for it. */
  readonly firmwareFiles: readonly {
    readonly path: string
    readonly lines: readonly string[]
    readonly because: string
  }[]
  /**
   * `its`: is it built with the driver that gives dom0 message interrupts; `needed`: what else the board wants built in.
   */
  readonly xen: {
    readonly release: XenRelease
    readonly cmdline: string
    readonly its?: boolean
    readonly needed?: XenOptions
  }
  /** What is taken from a distribution, and what is built; early printk is built in. */
  readonly sources: { readonly xen: 'distribution' | 'build'; readonly kernel: 'distribution' | 'build' }
  readonly earlyPrintk?: EarlyPrintk
  /** Linux without Xen; nothing where the board's firmware does not ask for it. */
  readonly native?: DecidedNative
  readonly dom0: { readonly memory: bigint; readonly vcpus: number; readonly cmdline: string }
  /** What dom0 runs. */
  readonly userspace: DecidedUserspace
  /** The dtuart in words of the command line; missing when Xen takes /chosen/stdout-path. */
  readonly dtuart?: string
  readonly guest?: DecidedGuest
  readonly expects: readonly ExpectedLine[]
  /** The QEMU machine to rehearse or run on, for a software model. */
  readonly qemu?: { readonly arch: Arch; readonly gic: 'v2' | 'v3'; readonly memory: bigint; readonly cpus: number }
}

/** What U-Boot loads from; `load` is what stands before address and name: `load mmc 0:1`, or `tftpboot`. */
export type UBootMedium = LoadSource & { readonly prepare?: string; readonly load: string }

/** A plan in which we say where everything lies in memory. */
export interface PlacedPlan extends AnyPlan {
  readonly placedBy: 'us'
  readonly medium: UBootMedium
  /** What U-Boot starts Xen and kernels with. */
  readonly bootCommand: 'booti' | 'bootz'
  /** Everything in RAM that is spoken for, lowest address first. */
  readonly regions: readonly Region[]
  /** Where U-Boot puts boot.scr. */
  readonly scriptAddress: bigint
  /** In the order in which the script loads them. */
  readonly loads: readonly PlacedLoad[]
  /** Bytes by which the device tree grows for our nodes. */
  readonly dtbGrowth: bigint
  /** Bytes that U-Boot takes behind the tree for itself. */
  readonly dtbPad: bigint
  /** The U-Boot variable that holds the firmware's device tree, when that is the one to use. */
  readonly dtbVariable?: string
  readonly modules: readonly ModuleNode[]
  /**
   * The RAM that ImageBuilder may fill: from the first usable address to the lowest thing that firmware keeps behind
   * it.
   */
  readonly window: { readonly start: bigint; readonly end: bigint }
}

/** A plan in which the firmware says where everything lies: only the files and their names are ours. */
export interface NamedPlan extends AnyPlan {
  readonly placedBy: 'firmware'
  /** U-Boot's words only where it is U-Boot that starts the firmware's program, by a script. */
  readonly medium: { readonly device: MediumId } | UBootMedium
  readonly scriptAddress?: bigint
  readonly loads: readonly NamedLoad[]
}

/** Why such a plan has no memory map. */
export const unplacedWords = ({ method }: NamedPlan): string =>
  `${loaders[method.loader].name} finds a place in memory for each file itself: there is no map of it.`

/** Everything that the artifacts need. */
export type Plan = PlacedPlan | NamedPlan

/** What planning came to. */
export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
