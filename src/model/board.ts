/**
 * A board's page as data: what its front matter says, each thing with its source. A key is missing when the page does
 * not know.
 */
import type { BoardNeeds, Loss, Stop } from './board-needs.ts'
import type { MediumId } from './boot-medium.ts'
import type { LoaderId } from './boot-method.ts'
import type { DeviceTreeFacts, DeviceTreeValues } from './facts.ts'
import type { FirmwareFile } from './firmware-file.ts'
import type { Range } from './range.ts'
import { asSearched } from './searched.ts'
import type { Sourced } from './sourced.ts'

/** How well it is proven that Xen runs there, best first, in words for people. */
export const statusWords = {
  'upstream-ci': "Xen's own tests run on it",
  'platform-code': 'Xen has code or settings for it',
  downstream: 'shown to run by a product with changes of its own',
  plausible: 'Xen drives all it needs, but nobody is known to have shown it',
  'not-viable': 'Xen does not run on it as it is',
  impossible: 'Xen cannot run on it, since the chip lacks what Xen needs',
} as const

export type StatusLevel = keyof typeof statusWords

/** What the boot script or its user must do for this board. */
export type QuirkEffect =
  /** The node is deleted from, or disabled in, the tree that Xen gets. */
  | { readonly kind: 'remove-node' | 'disable-node'; readonly node: string }
  /** Devices of dom0 reach only memory below this address. */
  | { readonly kind: 'dma-limit'; readonly below: bigint }
  /** A file for the boot medium, with these lines in it. */
  | { readonly kind: 'firmware-file'; readonly path: string; readonly lines: readonly string[] }
  /** U-Boot's default environment lacks this variable. */
  | { readonly kind: 'no-variable'; readonly variable: string }
  /** U-Boot looks for the boot script under this name. */
  | { readonly kind: 'script-name'; readonly name: string }

/** Something odd about a board; without an effect it is only told. */
export interface Quirk extends Sourced {
  readonly says: string
  readonly effect?: QuirkEffect
}

/** RAM by the size of the board: the banks of one with `size` bytes, as its firmware describes them. */
export interface RamLayout extends Sourced {
  readonly size: bigint
  readonly banks: readonly Range[]
}

/** A variable of U-Boot's default environment, from U-Boot `since` on and before `until` (2025.07). */
export interface UBootVariable extends Sourced {
  readonly variable: string
  readonly value: bigint
  readonly since?: string
  readonly until?: string
}

/** A region that firmware uses until Xen runs; one that `stays` is its own for ever, and Xen must not hand it out. */
export interface FirmwareRegion extends Range, Sourced {
  readonly name: string
  readonly because: string
  readonly stays: boolean
}

export interface BoardPage {
  readonly id: string
  readonly name: string
  readonly summary: string
  readonly arch: DeviceTreeValues['arch']
  readonly soc?: string
  /** Which goal.target offers it. */
  readonly target: 'hardware' | 'qemu' | 'fvp'
  /** What starts Xen on this board. */
  readonly loader: LoaderId
  readonly status: Sourced & { readonly level: StatusLevel; readonly says: string }
  /** Root compatibles, any of which in a device tree means this board. */
  readonly match: readonly string[]
  /** The device tree in Linux, by its path below arch/arm64/boot/dts or arch/arm/boot/dts. */
  readonly dtb?: Sourced & { readonly file: string; readonly also?: readonly string[] }
  readonly uboot?: Sourced & { readonly defconfig: string }
  /** U-Boot's default environment; of several values of a variable, that of the U-Boot that the page installs first. */
  readonly addresses: readonly UBootVariable[]
  /**
   * `size` counts from `base` on, without a gap, as far as every board of the kind has RAM; `layouts` go by the board's
   * size, the smallest first. `placeholder` says that the tree's memory is none, since firmware fills it in.
   */
  readonly ram?: Sourced & {
    readonly base: bigint
    readonly size?: bigint
    readonly says?: string
    readonly placeholder?: string
    readonly layouts?: readonly RamLayout[]
  }
  /** `console` is Linux' name for the UART without Xen. */
  readonly serial?: Sourced & {
    readonly dtuart?: string
    readonly console?: string
    readonly baud?: number
    readonly says?: string
  }
  /** Whether the stock firmware enters at EL2 (HYP): yes, no, or after the firmware is changed as `says` says. */
  readonly el2?: Sourced & { readonly says: string; readonly usable: 'yes' | 'no' | 'firmware' }
  /** How the other CPUs are started. */
  readonly smp?: Sourced & { readonly how: 'psci' | 'spin-table' | 'platform' | 'none'; readonly says?: string }
  /** Code of its own in Xen, and the release that brought it. */
  readonly xenPlatform?: Sourced & { readonly file: string; readonly since: string }
  /** CONFIG_EARLY_UART_CHOICE_…, its base address and register shift. */
  readonly earlyPrintk?: Sourced & { readonly choice: string; readonly base: bigint; readonly shift?: number }
  /** What U-Boot boots from, most usual first. */
  readonly media: readonly (Sourced & {
    readonly device: MediumId
    readonly partition: string
    readonly root?: string
  })[]
  readonly quirks: readonly Quirk[]
  readonly needs: BoardNeeds
  /** What is certain to stop a boot, under its conditions. */
  readonly stops: readonly Stop[]
  /** What devices lose when Xen runs. */
  readonly loses: readonly Loss[]
  readonly firmwareFiles: readonly FirmwareFile[]
  readonly firmware: readonly FirmwareRegion[]
  /** Facts that stand in for a device tree. */
  readonly facts: DeviceTreeFacts
}

/**
 * A variable of U-Boot's default environment, in the U-Boot of this version (`2025.01+dfsg-3`); when the version is not
 * known, in the one that the page tells to install.
 */
export const addressOf = ({ addresses }: BoardPage, variable: string, version?: string): bigint | undefined =>
  addresses.find((one) => one.variable === variable && (version === undefined || isIn(one, version)))?.value

/** U-Boot's versions are year and month, with leading zeros, so that they order as texts. */
const isIn = ({ since = '', until = '9999' }: UBootVariable, version: string): boolean =>
  since <= version && version < until

/**
 * The facts of a board's tree: its memory is none of them where the page says that it is a placeholder, which firmware
 * replaces.
 */
export function treeFacts(tree: DeviceTreeFacts, board: BoardPage | undefined): DeviceTreeFacts {
  if (board?.ram?.placeholder === undefined) return tree
  const { 'memory.banks': _, ...known } = tree
  return known
}

/** True when U-Boot's default environment is known not to have the variable. */
export const lacksVariable = ({ quirks }: BoardPage, variable: string): boolean =>
  quirks.some(({ effect }) => effect?.kind === 'no-variable' && effect.variable === variable)

/**
 * The boards that a text finds: a part of the id, the name, the SoC or a compatible, in any case; spaces and dashes are
 * one.
 */
export function boardsLike(text: string, boards: readonly BoardPage[]): readonly BoardPage[] {
  const wanted = asSearched(text)
  return boards.filter(({ id, name, soc, match, facts }) =>
    [id, name, soc ?? '', ...match, ...(facts.compatible?.value ?? [])].some((words) =>
      asSearched(words).includes(wanted),
    ),
  )
}

/** What a page says, within another sentence. */
export const clause = (words: string): string => words.replace(/\.$/, '')

/** What a page says, with its full stop; pages end it with one or without. */
export const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)

/**
 * The board that a device tree describes: of the tree's root compatibles, most exact first, the first that a page
 * names.
 */
export function boardFor(tree: DeviceTreeFacts, boards: readonly BoardPage[]): BoardPage | undefined {
  const arch = tree.arch?.value
  for (const compatible of tree.compatible?.value ?? []) {
    // QEMU's two machines have one compatible: there the CPUs tell.
    // Of a chip on which Xen cannot run there may be trees of both architectures.
    const board = boards.find(
      (one) =>
        one.match.includes(compatible) &&
        (arch === undefined || one.arch === arch || one.status.level === 'impossible'),
    )
    if (board) return board
  }
  return undefined
}
