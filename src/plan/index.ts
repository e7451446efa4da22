/** `plan`: facts and answers in, everything decided and computed out. Pure; the same input gives the same plan. */
import type { Answers } from '../model/answers.ts'
import { type Arch, bootCommands } from '../model/arch.ts'
import type { BoardPage } from '../model/board.ts'
import { type BootMedium, loadCommand, medium } from '../model/boot-medium.ts'
import { earlyUart } from '../model/early-printk.ts'
import type { DeviceTreeFacts } from '../model/facts.ts'
import type { FilesRead } from '../model/material.ts'
import type { Load, ModuleNode, Plan, Planned, PlanRefusal, Region } from '../model/plan.ts'
import { byBase, type Range, totalSize } from '../model/range.ts'
import { banksSeen } from '../model/usable-ram.ts'
import { firmwareFilesOf, handoverOf, quirksOf, reachableBanks, treeEditsOf, wiringOf } from './board-effects.ts'
import { dtuartOf, xenCommandLine } from './command-line.ts'
import { guestOf, nativeOf, userspaceOf } from './domains.ts'
import { expectedLines } from './expect.ts'
import { dtbGrowth } from './footprint.ts'
import { freeWindow } from './layout.ts'
import { type LoadRequest, placeAll, wantedLoads } from './loads.ts'
import { takenRegions } from './taken-regions.ts'
import { editsAgainstStops } from './tree-edits.ts'

/** What planning starts from; `answers` are settled, so every question that was asked has one. */
export interface PlanInput {
  readonly answers: Answers
  readonly facts: DeviceTreeFacts
  readonly files: Partial<FilesRead>
  readonly board: BoardPage | undefined
  readonly arch: Arch
}

/** Only the header of a 64-bit Xen is that of an EFI program, too (xen/arch/arm/arm64/head.S). */
const noEfiFor32: PlanRefusal = {
  says: 'UEFI cannot start a 32-bit Xen, which is no EFI program',
  at: 'answer firmware.loader',
  fix: 'Answer firmware.loader with u-boot; where the board has UEFI alone, a U-Boot for it has to be flashed.',
}

/** Makes the plan, or says why there can be none. */
export function plan(input: PlanInput): Planned {
  const { answers, facts, board, arch } = input
  const loader = answers['firmware.loader'] ?? 'u-boot'
  if (loader === 'uefi' && arch === 'arm32') return { ok: false, refusals: [noEfiFor32] }
  const placed = loader === 'uefi' ? namedByFirmware(input) : placedByUs(input)
  if ('says' in placed) return { ok: false, refusals: [placed] }
  const { banks, regions, loads, window, scriptAddress } = placed
  const guest = guestOf(answers)
  const native = nativeOf(answers)
  const dtuart = dtuartOf(answers)
  const device = answers['boot-media.device']!
  const way = answers['boot-media.way'] ?? 'script'
  const partition = answers['boot-media.partition'] ?? ''
  const { prepare }: BootMedium = medium[device]
  const qemu = qemuOf(input, banks)
  const wiring = board && wiringOf(board)
  const early = answers['xen.early-printk'] === 'yes' ? earlyUart(facts, arch) : undefined
  return {
    ok: true,
    plan: {
      board: { id: answers['board.id']!, name: facts.model?.value ?? board?.name ?? answers['board.id']! },
      target: answers['goal.target']!,
      arch,
      loader,
      bootCommand: bootCommands[arch],
      way,
      medium: { device, partition, load: loadCommand(device, partition), ...(prepare !== undefined && { prepare }) },
      banks,
      regions,
      loads,
      window,
      dtbGrowth,
      ...(scriptAddress !== undefined && { scriptAddress }),
      ...(answers['dtb.source'] === 'firmware' && loader === 'u-boot' && { dtbVariable: 'fdtcontroladdr' }),
      modules: modulesOf(loads),
      ...(wiring && { wiring }),
      handover: handoverOf(board, facts),
      ...(board && board.quirks.length > 0 && { quirks: quirksOf(board) }),
      treeEdits: [...treeEditsOf(board), ...editsAgainstStops(facts, answers)],
      firmwareFiles: firmwareFilesOf(board),
      xen: {
        release: answers['xen.version']!,
        cmdline: xenCommandLine(answers, dtuart),
        ...(answers['xen.its'] === 'yes' && { its: true }),
      },
      sources: { xen: answers['xen.source']!, kernel: answers['dom0-kernel.source']! },
      ...(early && { earlyPrintk: early }),
      ...(native && { native }),
      dom0: {
        memory: answers['dom0-kernel.memory']!,
        vcpus: answers['dom0-kernel.vcpus']!,
        cmdline: answers['dom0-kernel.cmdline']!,
      },
      userspace: userspaceOf(answers),
      ...(dtuart !== undefined && { dtuart }),
      ...(guest && { guest }),
      expects: expectedLines({ facts, answers, loads, guest, loader, way }),
      ...(qemu && { qemu }),
    },
  }
}

/** Where things lie in memory. */
interface Placed {
  readonly banks: readonly Range[]
  readonly regions: readonly Region[]
  readonly loads: readonly Load[]
  readonly window: Plan['window']
  readonly scriptAddress?: bigint
}

function placedByUs({ answers, facts, files, board, arch }: PlanInput): Placed | PlanRefusal {
  const banks = banksOf(facts, answers, files)
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
  const scriptAddress = answers['boot-media.script-address']!
  const taken = takenRegions({ facts, board, banks, scriptAddress, log: files['read:firmware.log'] })
  const reachable = reachableBanks(board, banks)
  const loads = placeAll(wantedLoads(answers, files), reachable, taken, answers, arch)
  if ('says' in loads) return loads
  const regions = [...taken, ...loads.map(regionOf)].sort(byBase)
  return { banks, regions, loads, scriptAddress, window: freeWindow(reachable, taken, arch) }
}

/** UEFI finds the places itself: only the files and their names are ours. */
function namedByFirmware({ answers, facts, files }: PlanInput): Placed {
  const named = ({ footprint, ...one }: LoadRequest): Load => ({
    ...one,
    address: 0n,
    footprint: footprint.bytes,
    room: footprint.bytes,
    because: footprint.because,
    ...(footprint.fileSize !== undefined && { fileSize: footprint.fileSize }),
  })
  const loads = wantedLoads(answers, files)
    .filter(({ file }) => file !== undefined)
    .map(named)
  return { banks: banksOf(facts, answers, files) ?? [], regions: [], loads, window: { start: 0n, end: 0n } }
}

/** NR_MEM_BANKS (xen/include/xen/bootinfo.h): with more, Xen stops before its console works. */
const mostRegions = 256

function tooMany(what: string, at: string, count: number): PlanRefusal | undefined {
  return count <= mostRegions
    ? undefined
    : {
        says: `The device tree has ${count} ${what}, and Xen takes ${mostRegions} at most`,
        at,
        fix: 'Use the device tree of the board as Linux has it.',
      }
}

/** As they were seen, else as the user answered. */
function banksOf(facts: DeviceTreeFacts, answers: Answers, files: Partial<FilesRead>): readonly Range[] | undefined {
  const base = answers['dtb.memory-base']
  const size = answers['dtb.memory-size']
  return (
    banksSeen(facts, files['read:firmware.log'])?.value ??
    (base !== undefined && size !== undefined ? [{ base, size }] : undefined)
  )
}

const regionOf = (load: Load): Region => ({
  name: load.name,
  kind: 'load',
  base: load.address,
  size: load.footprint,
  because: load.because,
})

/** Typed module nodes (since Xen 4.5), so that their order does not matter: docs/misc/arm/device-tree/booting.txt. */
function modulesOf(loads: readonly Load[]): readonly ModuleNode[] {
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
function qemuOf({ answers, facts, arch }: PlanInput, banks: readonly Range[]): Plan['qemu'] {
  // "linux,dummy-virt" is what QEMU calls its virt machine in its own tree (hw/arm/virt.c).
  const isVirt = answers['board.id']?.startsWith('qemu-virt-') || facts.compatible?.value.includes('linux,dummy-virt')
  if (answers['goal.target'] !== 'qemu' || !isVirt) return undefined
  return {
    arch,
    gic: facts.gic?.value.version === 'v3' ? 'v3' : 'v2',
    memory: totalSize(banks),
    cpus: facts['cpu.count']?.value ?? 1,
  }
}
