/** The RAM that an ImageBuilder configuration gives it: MEMORY_START and MEMORY_END (scripts/uboot-script-gen). */
import type { AddressSeen, BootSeen } from '../model/boot-seen.ts'
import { firstPlaceIn } from '../model/imagebuilder-places.ts'
import { hex, humanSize } from '../model/quantity.ts'
import { endOf, joined, overlaps, type Range } from '../model/range.ts'
import { banksSeen } from '../model/usable-ram.ts'
import { defineCheck, type Found } from './check.ts'
import { foundAt } from './script-place.ts'

export const scriptWindow = defineCheck({
  id: 'script-window',
  needs: ['boot.seen'],
  uses: ['memory.banks', 'memory.reserved', 'read:firmware.log', 'plan'],
  run(have) {
    const boot = have['boot.seen']
    if (!boot.window) return []
    const { start, end } = boot.window
    if (start.value === undefined || end.value === undefined)
      return [start, end]
        .filter(({ value }) => value === undefined)
        .map((one) => foundAt(boot, 'error', one.at, `${one.text} is no address`, 'Write a number such as 0x40000000.'))
    if (end.value <= start.value)
      return [
        foundAt(
          boot,
          'error',
          end.at,
          `MEMORY_END ${hex(end.value)} is not above MEMORY_START ${hex(start.value)}`,
          'Exchange them, or correct one.',
        ),
      ]
    const banks =
      banksSeen(have, have['read:firmware.log'])?.value ?? (have.plan?.banks.length ? have.plan.banks : undefined)
    const outside = banks ? outsideRam(boot, start as Known, end as Known, banks) : []
    if (outside.length > 0) return outside
    return [
      ...tooSmall(boot, have.plan),
      ...keptInside(boot, start.value, end.value, have['memory.reserved']?.value ?? []),
    ]
  },
})

type Known = AddressSeen & { readonly value: bigint }

function outsideRam(boot: BootSeen, start: Known, end: Known, banks: readonly Range[]): readonly Found[] {
  const ram = `RAM: ${joined(banks)
    .map((bank) => `${hex(bank.base)} to ${hex(endOf(bank))}`)
    .join(', ')}`
  const bank = joined(banks).find((one) => start.value >= one.base && start.value < endOf(one))
  if (!bank)
    return [
      foundAt(
        boot,
        'error',
        start.at,
        `MEMORY_START ${hex(start.value)} does not lie in RAM: U-Boot would load to where there is nothing`,
        `Write ${hex(joined(banks)[0]!.base)}, where RAM begins.`,
        ram,
      ),
    ]
  if (end.value > endOf(bank))
    return [
      foundAt(
        boot,
        'warning',
        end.at,
        `MEMORY_END ${hex(end.value)} lies behind the end of RAM at ${hex(endOf(bank))}`,
        `Write ${hex(endOf(bank))} or less; U-Boot itself lies at the top.`,
        ram,
      ),
    ]
  return []
}

/** What is known of the files must fit; the plan has placed them as ImageBuilder would. */
function tooSmall(
  boot: BootSeen,
  plan: { readonly placedBy: string; readonly loads: readonly { readonly footprint: bigint }[] } | undefined,
): readonly Found[] {
  const { start, end } = boot.window!
  const first = firstPlaceIn(start.value!)
  const wanted = plan?.placedBy === 'us' ? plan.loads.reduce((sum, { footprint }) => sum + footprint, 0n) : 0n
  if (first + wanted <= end.value!) return []
  return [
    foundAt(
      boot,
      'error',
      end.at,
      `ImageBuilder places files from ${hex(first)} on, and up to MEMORY_END at ${hex(end.value!)} there is no room for ${wanted === 0n ? 'any' : `the ${humanSize(wanted)} of these`}`,
      'Give it more RAM.',
    ),
  ]
}

/** Only an ImageBuilder of March 2025 or later goes round what the tree reserves. */
function keptInside(boot: BootSeen, start: bigint, end: bigint, kept: readonly Range[]): readonly Found[] {
  const window = { base: firstPlaceIn(start), size: end - firstPlaceIn(start) }
  const inside = kept.filter((range) => window.size > 0n && overlaps(range, window))
  // Files are placed from below: what lies in the upper half is not come to.
  const near = inside.find(({ base }) => base < window.base + window.size / 2n)
  return near
    ? [
        foundAt(
          boot,
          'warning',
          boot.window!.start.at,
          `The device tree reserves ${hex(near.base)} to ${hex(endOf(near))} inside what ImageBuilder may fill, and before March 2025 it does not look`,
          `Set MEMORY_START to ${hex(endOf(near))} or MEMORY_END to ${hex(near.base)}, or take a newer ImageBuilder.`,
        ),
      ]
    : []
}
