/** What a board needs to boot under Xen, what is certain to stop it, and what its devices lose; pages know. */
import type { Suite } from './debian.ts'
import type { Sourced } from './sourced.ts'
import { compareReleases, type XenRelease } from './xen-release.ts'

/** Something without which a board does not boot, and why, in a sentence. */
interface Need extends Sourced {
  readonly says: string
}

/** The least that will do. */
export interface BoardNeeds {
  readonly xen?: Need & { readonly since: XenRelease }
  /** Of the kernel of dom0. */
  readonly linux?: Need & { readonly since: string }
  /** The Debian whose kernel has the tree of the board and drives it. */
  readonly debian?: Need & { readonly since: Suite }
  /** A kernel of one's own, since those of Debian are built without the SoC. */
  readonly builtKernel?: Need
  /** Options that Xen must be built with, and that distributions' packages lack: `CONFIG_ACPI=y`. */
  readonly xenConfig?: Need & { readonly options: readonly string[] }
}

/** A certain stop. */
export interface Stop extends Sourced {
  /** What happens, in a sentence. */
  readonly says: string
  /** What to do, in a sentence. */
  readonly fix: string
  /** The last line of the console, where there is one. */
  readonly xenSays?: string
  /** All of these must be so; without any the stop holds always. */
  readonly when: {
    /** From this release of Xen on. */
    readonly xenSince?: string
    /** Before this release of Xen. */
    readonly xenBefore?: string
    /** As long as this node of the tree is the interrupt controller. */
    readonly gic?: string
    /** As long as no console log has shown that firmware hands over in EL2 (HYP). */
    readonly el2?: 'not-shown'
  }
}

/** What is known of a set-up when stops are looked for. */
export interface StopContext {
  readonly xen: string
  readonly gic?: string
  readonly el2Shown: boolean
}

/** A device that does not do under Xen what it does without. */
export interface Loss extends Sourced {
  readonly device: string
  /** What is lost, and why, in a sentence. */
  readonly says: string
  /** What dom0 has it for; nothing when it boots and is reached without. */
  readonly matters?: 'disk' | 'network'
}

/** The stops that hold; one whose conditions cannot be judged does not. */
export const stopsThatHold = (stops: readonly Stop[], { xen, gic, el2Shown }: StopContext): readonly Stop[] =>
  stops.filter(
    ({ when }) =>
      (when.xenSince === undefined || compareReleases(xen, when.xenSince) >= 0) &&
      (when.xenBefore === undefined || compareReleases(xen, when.xenBefore) < 0) &&
      (when.gic === undefined || when.gic === gic) &&
      (when.el2 === undefined || !el2Shown),
  )
