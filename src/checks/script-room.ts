/**
 * Room in the device tree for what a script adds: `fdt set` fails without (FDT_ERR_NOSPACE), and the script goes on.
 *
 * fdt resize makes the tree as small as it can be, adds five entries of 16 bytes and what it is told, and rounds up to 4
 * KiB (U-Boot boot/fdt_support.c, fdt_shrink_to_minimum); fdt addr with a length opens it to that.
 */
import { type BootSeen, type RoomStep, startsXen } from '../model/boot-seen.ts'
import type { ParsedFile } from '../model/facts.ts'
import { hex, roundUp } from '../model/quantity.ts'
import { defineCheck, type Found } from './check.ts'
import { foundAt } from './script-place.ts'

const page = 0x1000n
const entries = 5n * 16n

/** Bytes that are free: surely, and with luck in the rounding; nothing where not even that is known. */
interface Room {
  readonly sure: bigint
  readonly most: bigint | undefined
  readonly because: string
}

export const scriptRoom = defineCheck({
  id: 'script-room',
  needs: ['boot.seen'],
  uses: ['read:dtb.file'],
  run(have) {
    const boot = have['boot.seen']
    if (boot.kind !== 'u-boot' || !startsXen(boot)) return []
    // Lines for a larger script, which opens the tree before.
    if (!boot.start && !boot.room.some(({ kind }) => kind === 'open')) return []
    return narrow(boot, opensFile(boot) ? have['read:dtb.file'] : undefined)
  },
})

/** A tree of the firmware has a size that nobody told. */
const opensFile = ({ room, loads }: BootSeen): boolean => {
  const opened = room.find((step) => step.kind === 'open')
  return opened?.kind === 'open' && loads.some(({ role }) => role === 'dtb')
}

/** The first step at which the room ends, or may. */
function narrow(boot: BootSeen, tree: ParsedFile | undefined): readonly Found[] {
  let room = roomOf(tree)
  let used = tree && (tree.used ?? tree.size)
  let wanted = 0n
  let address = 0n
  let doubt: Found | undefined
  for (const step of boot.room) {
    if (step.kind !== 'grow') {
      if (step.kind !== 'resize') address = (step.kind === 'open' ? step.address : step.to).value ?? 0n
      const made = madeBy(step, used, address % page)
      if (made) [room, wanted] = [made, 0n]
      continue
    }
    wanted += BigInt(step.bytes)
    if (used !== undefined) used += BigInt(step.bytes)
    if (wanted <= room.sure) continue
    if (room.most !== undefined && wanted > room.most) return [finding(boot, step, 'error', wanted, room)]
    doubt ??= finding(boot, step, 'warning', wanted, room)
  }
  return doubt ? [doubt] : []
}

function roomOf(tree: ParsedFile | undefined): Room {
  if (!tree)
    return {
      sure: 0n,
      most: undefined,
      because: 'nothing made room in it before: no fdt resize, no length behind fdt addr',
    }
  const free = tree.size - (tree.used ?? tree.size)
  return {
    sure: free,
    most: free,
    because: `${tree.path} was compiled with ${free} bytes to spare, and there is no fdt resize before`,
  }
}

/** The room after a step that makes some, for a tree of `used` bytes that begins `offset` bytes behind a page. */
function madeBy(
  step: Exclude<RoomStep, { readonly kind: 'grow' }>,
  used: bigint | undefined,
  offset: bigint,
): Room | undefined {
  if (step.kind !== 'resize') {
    if (step.length === undefined) return undefined
    const because = `${step.kind === 'open' ? 'fdt addr' : 'fdt move'} made it ${hex(step.length)} bytes in all`
    // Of a tree that nobody knows half of that at least is taken to be free.
    if (used === undefined) return { sure: step.length / 2n, most: step.length, because }
    const free = step.length > used ? step.length - used : 0n
    return { sure: free, most: free, because }
  }
  const { extra } = step
  if (extra === undefined) return { sure: page, most: undefined, because: 'what fdt resize is given is not known' }
  const words = `fdt resize${extra === 0n ? '' : ` ${hex(extra).slice(2)}`} leaves`
  const least = extra + entries
  if (used === undefined)
    return { sure: least, most: least + page - 1n, because: `${words} ${hex(least)} bytes for sure` }
  const free = roundUp(used + least + offset, page) - offset - used
  return { sure: free, most: free, because: `${words} ${hex(free)} bytes` }
}

const finding = (
  boot: BootSeen,
  { at }: RoomStep,
  severity: 'error' | 'warning',
  wanted: bigint,
  { because }: Room,
): Found =>
  foundAt(
    boot,
    severity,
    at,
    severity === 'error'
      ? `The device tree has no room for what is set here, ${hex(wanted)} bytes in all: ${because}. U-Boot says FDT_ERR_NOSPACE and goes on`
      : `The device tree may have no room for what is set here, ${hex(wanted)} bytes in all: ${because}`,
    'Write fdt resize 0x4000 right after fdt addr; the number is hex.',
  )
