/** `plan`: facts and answers in, everything decided and computed out. Pure; the same input gives the same plan. */
import type { Answers } from '../model/answers.ts'
import type { BoardPage } from '../model/board.ts'
import { medium, type BootMedium } from '../model/boot-medium.ts'
import type { DeviceTreeFacts, Range } from '../model/facts.ts'
import type { FilesRead } from '../model/material.ts'
import type { GuestPlan, Load, ModuleNode, Plan, Planned, PlanRefusal, Region } from '../model/plan.ts'
import { dtuartOf, xenCommandLine } from './command-line.ts'
import { expectedLines } from './expect.ts'
import { takenRegions } from './firmware.ts'
import { dtbGrowth, footprintOf, footprintOfDtb } from './footprint.ts'
import { placeAll, type Wanted } from './loads.ts'

/** What planning starts from; `answers` are settled, so every question that was asked has one. */
export interface PlanInput {
  readonly answers: Answers
  readonly facts: DeviceTreeFacts
  readonly files: Partial<FilesRead>
  readonly board: BoardPage | undefined
}

/** Makes the plan, or says why there can be none. */
export function plan({ answers, facts, files, board }: PlanInput): Planned {
  const banks = banksOf(facts, answers)
  if (!banks) return { ok: false, refusals: [{ says: 'Nothing says where RAM is', at: 'memory.banks', fix: 'Answer dtb.memory-base and dtb.memory-size; bdinfo in U-Boot shows both.' }] }
  const crowded = tooMany('banks of RAM', 'memory.banks', banks.length) ?? tooMany('reserved regions', 'memory.reserved', facts['memory.reserved']?.value.length ?? 0)
  if (crowded) return { ok: false, refusals: [crowded] }
  const scriptAddress = answers['boot-media.script-address']!
  const taken = takenRegions(facts, board, banks, scriptAddress)
  const loads = placeAll(wantedLoads(answers, files), banks, taken, answers)
  if ('says' in loads) return { ok: false, refusals: [loads] }
  const guest = guestOf(answers)
  const device = answers['boot-media.device']!
  const dtuart = dtuartOf(answers)
  const { prepare }: BootMedium = medium[device]
  const qemu = qemuOf(answers, facts, banks)
  return {
    ok: true,
    plan: {
      board: { id: answers['board.id']!, name: facts.model?.value ?? board?.name ?? answers['board.id']! },
      target: answers['goal.target']!,
      medium: { device, partition: answers['boot-media.partition']!, ...(prepare !== undefined && { prepare }) },
      banks,
      regions: [...taken, ...loads.map(regionOf)].sort((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0)),
      scriptAddress,
      loads,
      dtbGrowth,
      ...(answers['dtb.source'] === 'firmware' && { dtbVariable: 'fdtcontroladdr' }),
      modules: modulesOf(loads),
      xen: { release: answers['xen.version']!, cmdline: xenCommandLine(answers, dtuart) },
      dom0: { memory: answers['dom0-kernel.memory']!, vcpus: answers['dom0-kernel.vcpus']!, cmdline: answers['dom0-kernel.cmdline']! },
      ...(dtuart !== undefined && { dtuart }),
      ...(guest && { guest }),
      expects: expectedLines(facts, answers, loads, guest),
      ...(qemu && { qemu }),
    },
  }
}

/** NR_MEM_BANKS (xen/include/xen/bootinfo.h): with more, Xen stops before its console works. */
const mostRegions = 256

function tooMany(what: string, at: string, count: number): PlanRefusal | undefined {
  return count <= mostRegions ? undefined
    : { says: `The device tree has ${count} ${what}, and Xen takes ${mostRegions} at most`, at, fix: 'Use the device tree of the board as Linux has it.' }
}

function banksOf(facts: DeviceTreeFacts, answers: Answers): readonly Range[] | undefined {
  const base = answers['dtb.memory-base']
  const size = answers['dtb.memory-size']
  return facts['memory.banks']?.value ?? (base !== undefined && size !== undefined ? [{ base, size }] : undefined)
}

/** In load order: the device tree first, since U-Boot reads it while the rest comes; the initramfs, which varies most, last. */
function wantedLoads(answers: Answers, files: Partial<FilesRead>): readonly Wanted[] {
  const tree = files['read:dtb.file']
  const fromFile = answers['dtb.source'] === 'file'
  return [
    {
      role: 'dtb', name: 'device tree', footprint: footprintOfDtb(fromFile ? tree?.size : undefined, tree?.path),
      ...(fromFile && { file: answers['boot-media.dtb']! }),
    },
    { role: 'xen', name: 'Xen', file: answers['boot-media.xen']!, footprint: footprintOf('xen', files['read:xen.file']) },
    { role: 'kernel', name: 'dom0 kernel', file: answers['boot-media.kernel']!, footprint: footprintOf('kernel', files['read:dom0-kernel.file']), sizeVariable: 'xenup_kernel_size' },
    ...(answers['dom0-kernel.initrd'] === 'yes' ? [{
      role: 'initrd', name: 'dom0 initramfs', file: answers['boot-media.initrd']!,
      footprint: footprintOf('initrd', files['read:dom0-kernel.initrd-file']), sizeVariable: 'xenup_initrd_size',
    } as const] : []),
  ]
}

const regionOf = (load: Load): Region => ({ name: load.name, kind: 'load', base: load.address, size: load.footprint, because: load.because })

/** Typed module nodes (since Xen 4.5), so that their order does not matter: docs/misc/arm/device-tree/booting.txt. */
function modulesOf(loads: readonly Load[]): readonly ModuleNode[] {
  return loads.flatMap((load): ModuleNode[] => {
    if (load.role === 'kernel') return [{ node: 'dom0', compatible: ['multiboot,kernel', 'multiboot,module'], load, because: 'the kernel that Xen starts as dom0' }]
    if (load.role === 'initrd') return [{ node: 'dom0-ramdisk', compatible: ['multiboot,ramdisk', 'multiboot,module'], load, because: 'the initramfs that Xen hands to dom0' }]
    return []
  })
}

function guestOf(answers: Answers): GuestPlan | undefined {
  const name = answers['guest.name']
  if (name === undefined) return undefined
  const ramdisk = answers['guest.ramdisk']
  return {
    name,
    kernel: answers['guest.kernel']!,
    ...(ramdisk !== undefined && ramdisk !== 'none' && { ramdisk }),
    memory: answers['guest.memory']!,
    vcpus: answers['guest.vcpus']!,
    cmdline: answers['guest.cmdline']!,
  }
}

/** The machine for QEMU: as the device tree has it, so that tree and machine fit. */
function qemuOf(answers: Answers, facts: DeviceTreeFacts, banks: readonly Range[]): Plan['qemu'] {
  // "linux,dummy-virt" is what QEMU calls its virt machine in its own tree (hw/arm/virt.c).
  const isVirt = answers['board.id'] === 'qemu-virt-arm64' || facts.compatible?.value.includes('linux,dummy-virt')
  if (answers['goal.target'] !== 'qemu' || !isVirt) return undefined
  return {
    gic: facts.gic?.value.version === 'v3' ? 'v3' : 'v2',
    memory: banks.reduce((sum, bank) => sum + bank.size, 0n),
    cpus: facts['cpu.count']?.value ?? 1,
  }
}
