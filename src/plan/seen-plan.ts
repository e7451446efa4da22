/**
 * The plan of somebody else, as their script or configuration tells it: what the checks of plans judge. What it does not
 * decide is taken from the user's own plan where there is one, and is empty otherwise.
 */
import type { Answers } from '../model/answers.ts'
import { type Arch, bootCommands } from '../model/arch.ts'
import type { BoardPage } from '../model/board.ts'
import type { BootMethod } from '../model/boot-method.ts'
import { imagebuilder } from '../model/boot-methods/imagebuilder.ts'
import { script } from '../model/boot-methods/script.ts'
import { xenCfg } from '../model/boot-methods/xen-cfg.ts'
import { type BootSeen, type LoadSeen, linesGiven, placeIn } from '../model/boot-seen.ts'
import type { DeviceTreeFacts, ParsedFile } from '../model/facts.ts'
import { placesFrom } from '../model/imagebuilder-places.ts'
import type { FilesRead } from '../model/material.ts'
import type { LoadRole, PlacedLoad, Plan, Region, TreeEdit } from '../model/plan.ts'
import { hex, KiB, MiB } from '../model/quantity.ts'
import { byBase, overlaps } from '../model/range.ts'
import { banksSeen } from '../model/usable-ram.ts'
import { newestRelease } from '../model/xen-release.ts'
import { dtbPad, footprintOf } from './footprint.ts'
import { takenRegions } from './taken-regions.ts'

/** What such a plan is made from. */
export interface SeenInput {
  readonly boot: BootSeen
  readonly answers: Answers
  readonly arch: Arch
  readonly facts: DeviceTreeFacts
  readonly files: Partial<FilesRead>
  readonly board: BoardPage | undefined
  /** The user's own plan. */
  readonly own: Plan | undefined
}

const methods: Readonly<Record<BootSeen['kind'], BootMethod>> = {
  'u-boot': script,
  imagebuilder,
  grub: xenCfg,
  'xen-cfg': xenCfg,
}

/** What Xen gives dom0 without dom0_mem (xen/arch/arm/domain_build.c, create_dom0: "USING 512M FOR NOW"). */
const memoryWithout = 512n * MiB

export function seenPlan({ boot, answers, arch, facts, files, board, own }: SeenInput): Plan {
  const lines = linesGiven(boot)
  const banks = banksSeen(facts, files['read:firmware.log'])?.value ?? own?.banks ?? []
  const common = {
    board: own?.board ?? { id: 'other', name: facts.model?.value ?? 'the board' },
    target: answers['goal.target'] ?? own?.target ?? 'hardware',
    arch,
    method: methods[boot.kind],
    staged: [],
    banks,
    handover: own?.handover ?? { smp: 'unknown' },
    treeEdits: own && boot.edits.length > 0 ? [...own.treeEdits, ...editsOf(boot)] : editsOf(boot),
    reservations: boot.reservations.map(({ base, size, at }) => ({
      base,
      size,
      name: 'kept by the script',
      because: placeIn(boot, at),
    })),
    bootFiles: [],
    firmwareFiles: [],
    xen: { release: answers['xen.version'] ?? own?.xen.release ?? newestRelease, cmdline: lines.xen?.text ?? '' },
    sources: own?.sources ?? { xen: 'distribution', kernel: 'distribution' },
    dom0: {
      memory: answers['dom0-kernel.memory'] ?? memoryWithout,
      vcpus: answers['dom0-kernel.vcpus'] ?? 1,
      cmdline: lines.dom0?.text ?? '',
    },
    userspace: own?.userspace ?? { system: 'own' },
    expects: [],
  } as const
  const loads = placedLoads(boot, files)
  if (loads.length === 0)
    return {
      ...common,
      placedBy: 'firmware',
      medium: { device: 'mmc' },
      loads: boot.loads.flatMap((load) =>
        load.role
          ? [{ ...sized(boot, load, files), role: load.role, name: names[load.role], file: load.file ?? '' }]
          : [],
      ),
    }
  // Where U-Boot puts the script is not the script's to say.
  const scriptAddress = answers['boot-media.script-address']
  const taken = takenRegions({
    facts,
    board,
    banks,
    scriptAddress: scriptAddress ?? 0n,
    log: files['read:firmware.log'],
  })
  return {
    ...common,
    placedBy: 'us',
    medium: { device: 'mmc', partition: '0:1', load: 'load mmc 0:1' },
    bootCommand: bootCommands[arch],
    regions: [
      ...taken.slice(0, mostRegions).filter(({ kind }) => kind !== 'script' || scriptAddress !== undefined),
      ...loads.map(regionOf),
      ...movedTree(boot),
      ...strayLoads(boot, loads),
    ].sort(byBase),
    scriptAddress: scriptAddress ?? 0n,
    loads,
    dtbGrowth: growthOf(boot),
    dtbPad,
    modules: [],
    window: { start: boot.window?.start.value ?? 0n, end: boot.window?.end.value ?? 0n },
  }
}

const names: Readonly<Record<LoadRole, string>> = {
  dtb: 'device tree',
  xen: 'Xen',
  kernel: 'dom0 kernel',
  initrd: 'dom0 initramfs',
}

/** Xen takes 256 reserved regions at most (NR_MEM_BANKS); a tree with more is refused elsewhere. */
const mostRegions = 512

/** What each takes at least, where neither file nor script tells its size. */
const least: Readonly<Record<LoadRole, bigint>> = { xen: MiB, kernel: 2n * MiB, initrd: 64n * KiB, dtb: 4n * KiB }

/** Loads with a known place; of ImageBuilder's those before the first whose size is not known. */
function placedLoads(boot: BootSeen, files: Partial<FilesRead>): readonly PlacedLoad[] {
  const withRole = boot.loads.filter(
    (load, index): load is LoadSeen & { readonly role: LoadRole } =>
      load.role !== undefined && index === boot.loads.findLastIndex(({ role }) => role === load.role),
  )
  const start = boot.window?.start.value
  const sizes = withRole.map((load) => sized(boot, load, files))
  const places =
    start === undefined
      ? []
      : placesFrom(
          start,
          sizes.map(({ isKnown, footprint }) => (isKnown ? footprint : undefined)),
        )
  return withRole.flatMap((load, index): readonly PlacedLoad[] => {
    const address = load.address?.value ?? places[index]
    if (address === undefined) return []
    const { isKnown: _, ...size } = sizes[index]!
    return [
      {
        ...size,
        role: load.role,
        name: names[load.role],
        ...(load.file !== undefined && { file: load.file }),
        address,
        room: size.footprint,
      },
    ]
  })
}

interface Sized extends Pick<PlacedLoad, 'footprint' | 'because' | 'fileSize'> {
  readonly isKnown: boolean
}

/** By the file, else by what a module's reg says, else the least. */
function sized(boot: BootSeen, { role }: LoadSeen, files: Partial<FilesRead>): Sized {
  const file = role && fileOf(role, files)
  if (role && file) {
    if (role === 'dtb') return sizedTree(boot, file)
    const { bytes, because, fileSize } = footprintOf(role, file)
    return { footprint: bytes, because, isKnown: true, ...(fileSize !== undefined && { fileSize }) }
  }
  const told = role && toldSize(boot, role)
  if (told) return { footprint: told, because: `${hex(told)} bytes by its reg`, isKnown: true }
  const bytes = least[role ?? 'dtb'] + (role === 'dtb' ? growthOf(boot) : 0n)
  return { footprint: bytes, because: `${hex(bytes)} at least: there is no file to read its size from`, isKnown: false }
}

/** The file as it is loaded, or what fdt resize makes of it, up to the end of its last page. */
function sizedTree(boot: BootSeen, { path, size, used = size }: ParsedFile): Sized {
  const grown = used + growthOf(boot) + 4n * KiB
  const footprint = boot.room.some(({ kind }) => kind === 'resize') && grown > size ? grown : size
  const because = footprint === size ? `the size of ${path}` : `the size of ${path}, and what fdt resize adds`
  return { footprint, because, isKnown: true, fileSize: size }
}

const fileOf = (role: LoadRole, files: Partial<FilesRead>): ParsedFile | undefined =>
  files[
    role === 'dtb'
      ? 'read:dtb.file'
      : role === 'xen'
        ? 'read:xen.file'
        : role === 'kernel'
          ? 'read:dom0-kernel.file'
          : 'read:dom0-kernel.initrd-file'
  ]

function toldSize({ modules, loads }: BootSeen, role: LoadRole): bigint | undefined {
  const load = loads.find((one) => one.role === role)
  const module = modules.find(({ reg }) =>
    reg?.cells.some((cell) => cell.kind === 'number' && cell.value === load?.address?.value),
  )
  const size = module?.reg?.cells.at(-1)
  return size?.kind === 'number' && size.value > 0n ? size.value : undefined
}

/** Bytes by which `fdt resize` makes the tree larger. */
const growthOf = ({ room }: BootSeen): bigint =>
  room.reduce(
    (most, step) => (step.kind === 'resize' && step.extra !== undefined && step.extra > most ? step.extra : most),
    0n,
  )

const regionOf = ({ name, address, footprint, because }: PlacedLoad): Region => ({
  name,
  kind: 'load',
  base: address,
  size: footprint,
  because,
})

/** A tree of the firmware that is moved before it is changed. */
function movedTree(boot: BootSeen): readonly Region[] {
  const moved = boot.room.findLast((step) => step.kind === 'move')
  return moved?.kind === 'move' && moved.to.value !== undefined && moved.length !== undefined
    ? [
        {
          name: 'device tree',
          kind: 'load',
          base: moved.to.value,
          size: moved.length,
          because: placeIn(boot, moved.at),
        },
      ]
    : []
}

/** Other files count where they come to lie on one that was loaded before: what comes first may be done with by then. */
function strayLoads(boot: BootSeen, loads: readonly PlacedLoad[]): readonly Region[] {
  return boot.loads.flatMap((stray, index): readonly Region[] => {
    const base = stray.address?.value
    if (stray.role || base === undefined) return []
    const region: Region = {
      name: `file ${stray.file ?? 'without a name'}`,
      kind: 'load',
      base,
      size: 4n * KiB,
      because: placeIn(boot, stray.at),
    }
    const before = boot.loads.slice(0, index).flatMap(({ role }) => (role ? [role] : []))
    return loads.some((load) => before.includes(load.role) && overlaps(region, regionOf(load))) ? [region] : []
  })
}

const editsOf = ({ edits }: BootSeen): readonly TreeEdit[] =>
  edits.map(
    ({ node, property, isRemoval }): TreeEdit => ({
      node,
      change: !isRemoval
        ? { kind: 'disable' }
        : property === undefined
          ? { kind: 'remove' }
          : { kind: 'remove-property', property },
      because: 'the script changes it',
      from: 'dtb.edits',
    }),
  )
