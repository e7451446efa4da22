/** What a signpost is: a line that tells how far a boot came. */

/** Who is at work when the line comes; `linux` is a Linux without Xen. */
export type ConsoleStage = 'firmware' | 'u-boot' | 'uefi' | 'xen' | 'linux' | 'dom0' | 'guest'

/** What a plan lets the console show, as far as the lines depend on it. */
export interface Course {
  /** Xen's release: `4.17`. */
  readonly release: string
  /** True when Xen can use PSCI and is told to print lines that are for information only (loglvl). */
  readonly tellsPsci: boolean
  readonly gic?: 'v2' | 'v3' | undefined
  /** Missing where Xen will not bring up all of them. */
  readonly cpus?: number | undefined
  readonly dom0Megabytes: bigint
  readonly guest?: string | undefined
}

/** What is looked for, where its name comes from elsewhere: a plan. */
export interface Wanted {
  readonly signpost: string
  readonly is?: string | undefined
}

/** One line that tells something. */
export interface Signpost {
  readonly stage: ConsoleStage
  /** Whose line it is: of `machine` and `dom0` the speaker needs no prefix. */
  readonly by: 'machine' | 'xen' | 'dom0' | 'guest'
  /** What to look for, literally; `{}` is what `is` matches. */
  readonly says: string
  /** How the line is recognised where `says` at its beginning is not enough; the group `is` is what the plan decides. */
  readonly line?: RegExp
  /** What stands in the place of `{}`. */
  readonly is?: RegExp
  /** What it proves, in words that go on after "it proves that"; `{}` as above. */
  readonly proves: string
  /** Whether a plan promises it: true, or the text for `{}`. Without this no checklist has it by itself. */
  readonly when?: (course: Course) => boolean | string | undefined
  /** True when a boot, or a part of one, begins with it: seen once more, another boot has begun. */
  readonly begins?: true
  /** Why nothing more will come after it. */
  readonly ends?: string
  /** Only in a boot with Xen (`xen`), or only without (`machine`). */
  readonly under?: 'xen' | 'machine'
  /** True when other texts may have a line like it, so that it does not make a text a console's capture. */
  readonly isCommon?: true
}
