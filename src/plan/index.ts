/** `plan`: what is decided and facts in, everything computed out. Pure; the same input gives the same plan. */
import { bootCommands } from '../model/arch.ts'
import type { BoardPage } from '../model/board.ts'
import { type BootMedium, type LoadSource, loadCommand, medium, scriptNamesOn } from '../model/boot-medium.ts'
import { loaders, stagedBy } from '../model/boot-method.ts'
import type { Decided, DecidedBoot } from '../model/decided.ts'
import { earlyUart } from '../model/early-printk.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { FilesRead } from '../model/material.ts'
import type {
  Load,
  ModuleNode,
  NamedLoad,
  NamedPlan,
  PlacedLoad,
  PlacedPlan,
  Plan,
  Planned,
  Region,
  UBootMedium,
} from '../model/plan.ts'
import { byBase, type Range, totalSize } from '../model/range.ts'
import type { Refusal } from '../model/refusal.ts'
import { layoutOf } from '../model/told-ram.ts'
import { banksSeen } from '../model/usable-ram.ts'
import {
  bootFilesOf,
  firmwareFilesOf,
  handoverOf,
  quirksOf,
  reachableBanks,
  reservationsOf,
  scriptNamesOf,
  treeEditsOf,
  wiringOf,
  xenOptionsOf,
} from './board-effects.ts'
import { xenCommandLine } from './command-line.ts'
import { expectedLines } from './expect.ts'
import { dtbGrowth, dtbPad } from './footprint.ts'
import { freeWindow } from './layout.ts'
import { type LoadRequest, placeAll, wantedLoads } from './loads.ts'
import { takenRegions } from './taken-regions.ts'
import { editsAgainstStops } from './tree-edits.ts'

/** What planning starts from. */
export interface PlanInput {
  readonly decided: Decided
  readonly facts: DeviceTreeFacts
  readonly files: Partial<FilesRead>
  readonly board: BoardPage | undefined
}

type BootBy<Who> = Extract<DecidedBoot, { readonly placedBy: Who }>

/** Makes the plan, or says why there can be none. */
export function plan(input: PlanInput): Planned {
  const { boot } = input.decided
  if (boot.placedBy === 'firmware') {
    const named = namedByFirmware(input, boot)
    return { ok: true, plan: { ...planned(input, named.banks, named.loads), ...named } }
  }
  const placed = placedByUs(input, boot)
  if ('says' in placed) return { ok: false, refusals: [placed] }
  return { ok: true, plan: { ...planned(input, placed.banks, placed.loads), ...placed } }
}

/** What there is however Xen is started. */
type Common = Omit<NamedPlan, keyof Named>

function planned({ decided, facts, board }: PlanInput, banks: readonly Range[], loads: readonly Load[]): Common {
  const { target, arch, boot, xen, dtuart, native, dom0, guest } = decided
  const qemu = qemuOf(decided, facts, banks)
  const wiring = board && wiringOf(board)
  const early = xen.earlyPrintk ? earlyUart(facts, arch) : undefined
  const treeEdits = [...treeEditsOf(board), ...editsAgainstStops(facts, decided)]
  const reservations = loaders[boot.method.loader].hasPrompt ? reservationsOf(board, facts, banks) : []
  const staging = {
    xenFile: xen.file.onMedium,
    isNative: native !== undefined,
    editsTree: treeEdits.length + reservations.length > 0,
    scriptNames: [...scriptNamesOn(boot.medium.device), ...scriptNamesOf(board)],
  }
  const needed = xen.source === 'build' ? xenOptionsOf(board) : undefined
  return {
    board: { id: decided.board, name: facts.model?.value ?? board?.name ?? decided.board },
    target,
    arch,
    method: boot.method,
    staged: stagedBy(boot.method, staging),
    ...(wiring && { wiring }),
    handover: handoverOf(board, facts),
    ...(board && board.quirks.length > 0 && { quirks: quirksOf(board) }),
    treeEdits,
    reservations,
    bootFiles: bootFilesOf(board, boot.method),
    firmwareFiles: firmwareFilesOf(board, boot.method),
    xen: {
      release: xen.release,
      cmdline: xenCommandLine(decided),
      ...(xen.its && { its: true }),
      ...(needed && { needed }),
    },
    sources: { xen: xen.source, kernel: dom0.source },
    ...(early && { earlyPrintk: early }),
    ...(native && { native }),
    dom0: { memory: dom0.memory, vcpus: dom0.vcpus, cmdline: dom0.cmdline },
    userspace: dom0.userspace,
    ...(dtuart !== undefined && { dtuart }),
    ...(guest && { guest }),
    expects: expectedLines({ facts, decided, loads, before: boot.method.expects }),
    ...(qemu && { qemu }),
  }
}

/** What is only there where we place everything. */
type Placed = Pick<
  PlacedPlan,
  | 'placedBy'
  | 'medium'
  | 'bootCommand'
  | 'banks'
  | 'regions'
  | 'scriptAddress'
  | 'loads'
  | 'dtbGrowth'
  | 'dtbPad'
  | 'dtbVariable'
  | 'modules'
  | 'window'
>

function placedByUs({ decided, facts, files, board }: PlanInput, boot: BootBy<'us'>): Placed | Refusal {
  const { arch, tree } = decided
  const banks = banksOf(decided, facts, files, board)
  if (!banks)
    return {
      says: 'Nothing says where RAM is',
      at: 'memory.banks',
      fix: 'Answer dtb.memory-base and dtb.memory-size; bdinfo in U-Boot shows both.',
    }
  const crowded =
    tooMany('banks of RAM', 'memory.banks', banks.length) ??
    tooMany('reserved regions', 'memory.reserved', facts['memory.reserved']?.value.length ?? 0)
  if (crowded) return crowded
  const { scriptAddress } = boot
  const taken = takenRegions({ facts, board, banks, scriptAddress, log: files['read:firmware.log'] })
  const reachable = reachableBanks(board, banks)
  const loads = placeAll(wantedLoads(decided, files), reachable, taken, arch)
  if ('says' in loads) return loads
  const window = freeWindow(reachable, taken, arch)
  if (!window)
    return {
      says: 'No RAM lies where the devices of the board can reach it',
      at: 'memory.banks',
      fix: 'Give the device tree of this very board; its page says how far the devices reach.',
    }
  return {
    placedBy: 'us',
    medium: ubootMedium(boot.medium),
    bootCommand: bootCommands[arch],
    banks,
    regions: [...taken, ...loads.map(regionOf)].sort(byBase),
    scriptAddress,
    loads,
    dtbGrowth,
    dtbPad,
    ...(tree.source === 'firmware' && { dtbVariable: 'fdtcontroladdr' }),
    modules: modulesOf(loads),
    window,
  }
}

/** U-Boot's words for what it loads from. */
function ubootMedium(source: LoadSource): UBootMedium {
  const { prepare }: BootMedium = medium[source.device]
  return { ...source, ...(prepare !== undefined && { prepare }), load: loadCommand(source) }
}

/** What is there where the firmware finds the places. */
type Named = Pick<NamedPlan, 'placedBy' | 'medium' | 'scriptAddress' | 'banks' | 'loads'>

/** Only the files and their names are ours; a tree that the firmware holds is none of them. */
function namedByFirmware({ decided, facts, files, board }: PlanInput, boot: BootBy<'firmware'>): Named {
  const named = ({ role, name, file, localFile, footprint }: LoadRequest): readonly NamedLoad[] =>
    file === undefined
      ? []
      : [
          {
            role,
            name,
            file,
            ...(localFile !== undefined && { localFile }),
            footprint: footprint.bytes,
            because: footprint.because,
            ...(footprint.fileSize !== undefined && { fileSize: footprint.fileSize }),
          },
        ]
  return {
    placedBy: 'firmware',
    medium: 'partition' in boot.medium || 'isNetwork' in boot.medium ? ubootMedium(boot.medium) : boot.medium,
    ...(boot.scriptAddress !== undefined && { scriptAddress: boot.scriptAddress }),
    banks: banksOf(decided, facts, files, board) ?? [],
    loads: wantedLoads(decided, files).flatMap(named),
  }
}

/** NR_MEM_BANKS (xen/include/xen/bootinfo.h): with more, Xen stops before its console works. */
const mostRegions = 256

function tooMany(what: string, at: string, count: number): Refusal | undefined {
  return count <= mostRegions
    ? undefined
    : {
        says: `The device tree has ${count} ${what}, and Xen takes ${mostRegions} at most`,
        at,
        fix: 'Use the device tree of the board as Linux has it.',
      }
}

/** As they were seen, else as the user answered. */
function banksOf(
  { ram, ramSize }: Decided,
  facts: DeviceTreeFacts,
  files: Partial<FilesRead>,
  board: BoardPage | undefined,
): readonly Range[] | undefined {
  return banksSeen(facts, files['read:firmware.log'])?.value ?? layoutOf(board, ramSize)?.banks ?? (ram && [ram])
}

const regionOf = (load: PlacedLoad): Region => ({
  name: load.name,
  kind: 'load',
  base: load.address,
  size: load.footprint,
  because: load.because,
})

/** Typed module nodes (since Xen 4.5), so that their order does not matter: docs/misc/arm/device-tree/booting.txt. */
function modulesOf(loads: readonly PlacedLoad[]): readonly ModuleNode[] {
  return loads.flatMap((load): ModuleNode[] => {
    if (load.role === 'kernel')
      return [
        {
          node: 'dom0',
          compatible: ['multiboot,kernel', 'multiboot,module'],
          load,
          because: 'the kernel that Xen starts as dom0',
        },
      ]
    if (load.role === 'initrd')
      return [
        {
          node: 'dom0-ramdisk',
          compatible: ['multiboot,ramdisk', 'multiboot,module'],
          load,
          because: 'the initramfs that Xen hands to dom0',
        },
      ]
    return []
  })
}

/** The machine for QEMU: as the device tree has it, so that tree and machine fit. */
function qemuOf({ target, board, arch }: Decided, facts: DeviceTreeFacts, banks: readonly Range[]): Plan['qemu'] {
  // "linux,dummy-virt" is what QEMU calls its virt machine in its own tree (hw/arm/virt.c).
  const isVirt = board.startsWith('qemu-virt-') || facts.compatible?.value.includes('linux,dummy-virt')
  if (target !== 'qemu' || !isVirt) return undefined
  return {
    arch,
    gic: facts.gic?.value.version === 'v3' ? 'v3' : 'v2',
    memory: totalSize(banks),
    cpus: facts['cpu.count']?.value ?? 1,
  }
}
