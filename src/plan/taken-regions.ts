/** What firmware and the boot script occupy while we load: regions that no load may touch. */
import type { BoardPage } from '../model/board.ts'
import type { DeviceTreeFacts, ParsedFile } from '../model/facts.ts'
import type { Region } from '../model/plan.ts'
import { GiB, hex, KiB, MiB } from '../model/quantity.ts'
import { endOf, holdsAddress, joined, type Range } from '../model/range.ts'

/**
 * U-Boot's code, heap, stack and its copy of the device tree: boards with much RAM give the heap alone 64 MiB (Kconfig,
 * SYS_MALLOC_LEN).
 */
const ubootRoom = 96n * MiB

/**
 * Room for boot.scr: it has a few KiB. U-Boot runs a copy (common/cli.c, run_command_list); the place is kept so that
 * what stopped can be run again by `source` alone.
 */
const scriptRoom = 64n * KiB

/** Who may keep RAM; `log` is a console log with bdinfo of U-Boot. */
export interface FirmwareContext {
  readonly facts: DeviceTreeFacts
  readonly board: BoardPage | undefined
  readonly banks: readonly Range[]
  readonly scriptAddress: bigint
  readonly log: ParsedFile | undefined
}

/** Everything in RAM that is spoken for before we load anything. */
export function takenRegions({ facts, board, banks, scriptAddress, log }: FirmwareContext): readonly Region[] {
  return [
    ...reservedRegions(facts),
    ...(board?.firmware ?? []).map((region): Region => ({ ...region, kind: 'firmware' })),
    {
      name: 'boot script',
      kind: 'script',
      base: scriptAddress,
      size: scriptRoom,
      because: `U-Boot runs boot.scr from ${hex(scriptAddress)}`,
    },
    ...(relocated(log, banks) ?? ubootRegions(banks)),
  ]
}

function reservedRegions(facts: DeviceTreeFacts): readonly Region[] {
  const fact = facts['memory.reserved']
  return (fact?.value ?? []).map(({ base, size, path }) => ({
    name: `reserved: ${path?.split('/').at(-1) ?? '/memreserve/'}`,
    kind: 'reserved',
    base,
    size,
    because: `${fact!.evidence.file} keeps it (${path ?? '/memreserve/'})`,
  }))
}

/**
 * U-Boot moves itself to the top of RAM before it runs a script: to the top of a bank, or of the part below 4 GiB
 * where its drivers have 32-bit addresses (common/board_f.c, setup_dest_addr; board_get_usable_ram_top). Both are kept.
 */
function ubootRegions(banks: readonly Range[]): readonly Region[] {
  return joined(banks).flatMap((bank) => {
    const end = endOf(bank)
    const room = bank.size / 2n < ubootRoom ? bank.size / 2n : ubootRoom
    const tops = bank.base < 4n * GiB && end > 4n * GiB ? [4n * GiB, end] : [end]
    return tops
      .filter((top) => top - room >= bank.base)
      .map(
        (top): Region => ({
          name: 'U-Boot',
          kind: 'firmware',
          base: top - room,
          size: room,
          because:
            top === end
              ? 'U-Boot moves itself to the top of RAM'
              : 'a U-Boot with 32-bit drivers moves itself below 4 GiB',
        }),
      )
  })
}

/**
 * U-Boot where its own bdinfo says that it is: heap, stack and its tree lie below relocaddr, its code up to the end of
 * the bank.
 */
function relocated(log: ParsedFile | undefined, banks: readonly Range[]): readonly Region[] | undefined {
  const at = log?.facts['uboot.relocaddr']
  const bank = at && joined(banks).find((bank) => holdsAddress(bank, at.value))
  if (!at || !bank) return undefined
  const base = at.value - ubootRoom > bank.base ? at.value - ubootRoom : bank.base
  const because = `U-Boot moved itself to ${hex(at.value)} (${at.evidence.file}, ${at.evidence.at})`
  const kept = log.facts['uboot.reserved']
  return [
    { name: 'U-Boot', kind: 'firmware', base, size: endOf(bank) - base, because },
    ...(kept?.value ?? []).map(
      (range): Region => ({
        ...range,
        name: 'kept by U-Boot',
        kind: 'firmware',
        because: `U-Boot keeps it (${kept!.evidence.file}, ${kept!.evidence.at})`,
      }),
    ),
  ]
}
