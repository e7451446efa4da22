/** The loads, placed: planned addresses proven free, or the user's own taken as they are for the checks to judge. */
import type { Arch } from '../model/arch.ts'
import type { Decided, DecidedFile } from '../model/decided.ts'
import type { FilesRead } from '../model/material.ts'
import type { LoadRole, PlacedLoad, Region } from '../model/plan.ts'
import { humanSize, MiB } from '../model/quantity.ts'
import { endOf, holdsAddress, joined, type Range } from '../model/range.ts'
import type { Refusal } from '../model/refusal.ts'
import { type Footprint, footprintOf, footprintOfDtb } from './footprint.ts'
import { firstFit } from './layout.ts'

/** What is to be loaded. */
export interface LoadRequest {
  readonly role: LoadRole
  readonly name: string
  readonly file?: string
  readonly localFile?: string
  readonly footprint: Footprint
  readonly sizeVariable?: string
  /** Where the user wants it. */
  readonly address?: bigint
}

/**
 * In load order: the device tree first, since U-Boot reads it while the rest comes; the initramfs, which varies most,
 * last.
 */
export function wantedLoads({ tree, xen, dom0 }: Decided, files: Partial<FilesRead>): readonly LoadRequest[] {
  const read = files['read:dtb.file']
  return [
    {
      role: 'dtb',
      name: 'device tree',
      footprint: footprintOfDtb(tree.source === 'file' ? read?.size : undefined, read?.path),
      ...(tree.source === 'file' ? fromFile(tree) : tree.address !== undefined && { address: tree.address }),
    },
    { role: 'xen', name: 'Xen', footprint: footprintOf('xen', files['read:xen.file']), ...fromFile(xen.file) },
    {
      role: 'kernel',
      name: 'dom0 kernel',
      footprint: footprintOf('kernel', files['read:dom0-kernel.file']),
      sizeVariable: 'xenup_kernel_size',
      ...fromFile(dom0.kernel),
    },
    ...(dom0.initrd
      ? [
          {
            role: 'initrd',
            name: 'dom0 initramfs',
            footprint: footprintOf('initrd', files['read:dom0-kernel.initrd-file']),
            sizeVariable: 'xenup_initrd_size',
            ...fromFile(dom0.initrd),
          } as const,
        ]
      : []),
  ]
}

const fromFile = ({ onMedium, local, address }: DecidedFile): Pick<LoadRequest, 'file' | 'localFile' | 'address'> => ({
  file: onMedium,
  ...(local !== undefined && { localFile: local }),
  ...(address !== undefined && { address }),
})

type RequestAt = LoadRequest & { readonly address: bigint }
const isChosen = (one: LoadRequest): one is RequestAt => one.address !== undefined

/** Places everything; a refusal names what found no room. */
export function placeAll(
  wanted: readonly LoadRequest[],
  banks: readonly Range[],
  taken: readonly Region[],
  arch: Arch,
): readonly PlacedLoad[] | Refusal {
  if (wanted.every(isChosen)) return withRoom(wanted.map(placed), banks, taken)
  // With the slots first, so that later, larger files fit; on small boards with the bare footprints.
  for (const size of ['slot', 'bytes'] as const) {
    const loads = tryPlace(wanted, size, banks, taken, arch)
    if (loads) return withRoom(loads, banks, taken)
  }
  const total = wanted.reduce((sum, { footprint }) => sum + footprint.bytes, 0n)
  return {
    says: `There is no room in RAM for ${wanted.map(({ name }) => name).join(', ')} (${humanSize(total)} in all) beside what the device tree and U-Boot keep`,
    at: 'memory.banks',
    fix: 'Name the files, so that their real sizes count; use smaller ones; or type addresses of your own (boot-media.addresses: own).',
  }
}

function tryPlace(
  wanted: readonly LoadRequest[],
  size: 'slot' | 'bytes',
  banks: readonly Range[],
  taken: readonly Region[],
  arch: Arch,
): readonly PlacedLoad[] | undefined {
  const obstacles: Range[] = [...taken]
  const loads: PlacedLoad[] = []
  for (const one of wanted) {
    const base = firstFit(one.footprint[size], banks, obstacles, arch)
    if (base === undefined) return undefined
    obstacles.push({ base, size: one.footprint[size] })
    loads.push(placed({ ...one, address: base }))
  }
  return loads
}

function placed({ footprint, ...rest }: RequestAt): PlacedLoad {
  const { bytes, fileSize, because } = footprint
  return { ...rest, footprint: bytes, room: bytes, because, ...(fileSize !== undefined && { fileSize }) }
}

/** Xen takes no larger one (MAX_FDT_SIZE, xen/arch/arm/setup.c). */
const largestTree = 2n * MiB

/** Gives each load the room up to what follows it: that is the largest file the boot script will take there. */
function withRoom(
  loads: readonly PlacedLoad[],
  banks: readonly Range[],
  taken: readonly Region[],
): readonly PlacedLoad[] {
  return loads.map((load) => {
    const bank = joined(banks).find((one) => holdsAddress(one, load.address))
    const starts = [...loads.map(({ address }) => address), ...taken.map(({ base }) => base)]
    const next = [...starts, ...(bank ? [endOf(bank)] : [])].filter((start) => start > load.address)
    const end = next.reduce<bigint | undefined>(
      (least, start) => (least === undefined || start < least ? start : least),
      undefined,
    )
    const free = end === undefined ? load.footprint : end - load.address
    const room = load.role === 'dtb' && free > largestTree ? largestTree : free
    return { ...load, room: room > load.footprint ? room : load.footprint }
  })
}
