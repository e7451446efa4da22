/** What a board's page changes in the plan: its quirks with an effect, what firmware keeps, what Xen is built with. */
import { type BoardPage, clause, type QuirkEffect, sentence } from '../model/board.ts'
import type { BootMethod } from '../model/boot-method.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { Plan, Reservation, TreeEdit, XenOptions } from '../model/plan.ts'
import { overlaps, type Range } from '../model/range.ts'

const effects = (board: BoardPage | undefined): readonly { readonly effect: QuirkEffect; readonly because: string }[] =>
  (board?.quirks ?? []).flatMap(({ effect, says }) => (effect ? [{ effect, because: says }] : []))

/** What a page says is odd about its board, each in one sentence with its full stop. */
export const quirksOf = ({ id, quirks }: BoardPage): NonNullable<Plan['quirks']> => ({
  page: id,
  says: quirks.map(({ says }) => sentence(says)),
})

/** What a page says of the serial console, where it says something. */
export function wiringOf({ serial }: BoardPage): Plan['wiring'] {
  return serial && (serial.says !== undefined || serial.baud !== undefined)
    ? {
        ...(serial.says !== undefined && { says: sentence(serial.says) }),
        ...(serial.baud !== undefined && { baud: serial.baud }),
      }
    : undefined
}

/** Who starts the other CPUs: the tree counts first, then the page, which knows what U-Boot adds to the tree. */
export function handoverOf(board: BoardPage | undefined, facts: DeviceTreeFacts): Plan['handover'] {
  const says = board?.el2?.says
  const how = board?.smp?.how
  const smp = facts.psci?.value.usable
    ? 'psci'
    : facts['cpu.enableMethods']?.value.includes('spin-table')
      ? 'spin-table'
      : how === 'psci'
        ? 'psci-added'
        : how === 'spin-table' || how === 'platform'
          ? how
          : 'unknown'
  return { smp, ...(says !== undefined && { says: sentence(says) }) }
}

/** What a page has changed in the board's tree. */
export const treeEditsOf = (board: BoardPage | undefined): readonly TreeEdit[] =>
  effects(board).flatMap(({ effect, because }): TreeEdit[] =>
    effect.kind === 'remove-node' || effect.kind === 'disable-node'
      ? [
          {
            node: effect.node,
            change: { kind: effect.kind === 'remove-node' ? 'remove' : 'disable' },
            because,
            from: 'board.id',
          },
        ]
      : [],
  )

/**
 * What firmware keeps for ever and the tree does not name, so that Xen would hand it out. Where the tree names a part of
 * it, firmware has told what it wants, and Xen stops at some that overlap (checks/reserved-overlap.ts).
 */
export const reservationsOf = (
  board: BoardPage | undefined,
  facts: DeviceTreeFacts,
  banks: readonly Range[],
): readonly Reservation[] =>
  (board?.firmware ?? [])
    .filter(
      (region) =>
        region.stays &&
        banks.some((bank) => overlaps(bank, region)) &&
        !facts['memory.reserved']?.value.some((reserved) => overlaps(reserved, region)),
    )
    .map(({ name, base, size, because }) => ({ name, base, size, because: clause(because) }))

/** What the board wants built into Xen. */
export function xenOptionsOf(board: BoardPage | undefined): XenOptions | undefined {
  const needed = board?.needs.xenConfig
  return needed && { options: needed.options, because: clause(needed.says) }
}

/** What the first stages read, of a board that is started as its page tells; those that xenup writes are not among it. */
export const bootFilesOf = (board: BoardPage | undefined, { loader }: BootMethod): Plan['bootFiles'] =>
  board && board.loader === loader
    ? board.firmwareFiles.filter(({ from }) => from.every(({ kind }) => kind !== 'xenup'))
    : []

/** Files that are written for the board's firmware, where it starts what the page tells of. */
export const firmwareFilesOf = (board: BoardPage | undefined, { loader }: BootMethod): Plan['firmwareFiles'] =>
  effects(board?.loader === loader ? board : undefined).flatMap(({ effect, because }) =>
    effect.kind === 'firmware-file' ? [{ path: effect.path, lines: effect.lines, because }] : [],
  )

/** Names under which U-Boot looks for the boot script, besides its usual one. */
export const scriptNamesOf = (board: BoardPage | undefined): readonly string[] =>
  effects(board).flatMap(({ effect }) => (effect.kind === 'script-name' ? [effect.name] : []))

/** The RAM that devices reach, U-Boot's own card and USB controllers among them: only there can anything be loaded. */
export function reachableBanks(board: BoardPage | undefined, banks: readonly Range[]): readonly Range[] {
  const limits = effects(board).flatMap(({ effect }) => (effect.kind === 'dma-limit' ? [effect.below] : []))
  return limits.reduce(
    (reached, below) =>
      reached
        .filter(({ base }) => base < below)
        .map(({ base, size }) => ({ base, size: base + size > below ? below - base : size })),
    banks,
  )
}
