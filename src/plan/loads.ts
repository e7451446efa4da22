/** The loads, placed: planned addresses proven free, or the user's own taken as they are for the checks to judge. */
import type { Answers } from '../model/answers.ts'
import type { Arch } from '../model/arch.ts'
import type { FilesRead } from '../model/material.ts'
import type { Load, LoadRole, PlanRefusal, Region } from '../model/plan.ts'
import { humanSize, MiB } from '../model/quantity.ts'
import { endOf, holdsAddress, joined, type Range } from '../model/range.ts'
import { type Footprint, footprintOf, footprintOfDtb } from './footprint.ts'
import { firstFit } from './layout.ts'

/** What is to be loaded. */
export interface LoadRequest {
  readonly role: LoadRole
  readonly name: string
  readonly file?: string
  readonly footprint: Footprint
  readonly sizeVariable?: string
}

/**
 * In load order: the device tree first, since U-Boot reads it while the rest comes; the initramfs, which varies most,
 * last.
 */
export function wantedLoads(answers: Answers, files: Partial<FilesRead>): readonly LoadRequest[] {
  const tree = files['read:dtb.file']
  const fromFile = answers['dtb.source'] === 'file'
  return [
    {
      role: 'dtb',
      name: 'device tree',
      footprint: footprintOfDtb(fromFile ? tree?.size : undefined, tree?.path),
      ...(fromFile && { file: answers['boot-media.dtb']! }),
    },
    {
      role: 'xen',
      name: 'Xen',
      file: answers['boot-media.xen']!,
      footprint: footprintOf('xen', files['read:xen.file']),
    },
    {
      role: 'kernel',
      name: 'dom0 kernel',
      file: answers['boot-media.kernel']!,
      footprint: footprintOf('kernel', files['read:dom0-kernel.file']),
      sizeVariable: 'xenup_kernel_size',
    },
    ...(answers['dom0-kernel.initrd'] === 'yes'
      ? [
          {
            role: 'initrd',
            name: 'dom0 initramfs',
            file: answers['boot-media.initrd']!,
            footprint: footprintOf('initrd', files['read:dom0-kernel.initrd-file']),
            sizeVariable: 'xenup_initrd_size',
          } as const,
        ]
      : []),
  ]
}

/** Places everything; a refusal names what found no room. */
export function placeAll(
  wanted: readonly LoadRequest[],
  banks: readonly Range[],
  taken: readonly Region[],
  answers: Answers,
  arch: Arch,
): readonly Load[] | PlanRefusal {
  if (answers['boot-media.addresses'] === 'own')
    return withRoom(
      wanted.map((one) => placed(one, ownAddress(one.role, answers))),
      banks,
      taken,
    )
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
): readonly Load[] | undefined {
  const obstacles: Range[] = [...taken]
  const loads: Load[] = []
  for (const one of wanted) {
    const base = firstFit(one.footprint[size], banks, obstacles, arch)
    if (base === undefined) return undefined
    obstacles.push({ base, size: one.footprint[size] })
    loads.push(placed(one, base))
  }
  return loads
}

function placed({ footprint, ...rest }: LoadRequest, address: bigint): Load {
  const { bytes, fileSize, because } = footprint
  return { ...rest, address, footprint: bytes, room: bytes, because, ...(fileSize !== undefined && { fileSize }) }
}

/** Xen takes no larger one (MAX_FDT_SIZE, xen/arch/arm/setup.c). */
const largestTree = 2n * MiB

/** Gives each load the room up to what follows it: that is the largest file the boot script will take there. */
function withRoom(loads: readonly Load[], banks: readonly Range[], taken: readonly Region[]): readonly Load[] {
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

function ownAddress(role: LoadRole, answers: Answers): bigint {
  const keys = {
    dtb: 'boot-media.dtb-address',
    xen: 'boot-media.xen-address',
    kernel: 'boot-media.kernel-address',
    initrd: 'boot-media.initrd-address',
  } as const
  return answers[keys[role]] ?? 0n
}
