/**
 * Material: everything that is known when checks run, under flat keys; a key is missing when it is not known.
 *
 * Six sorts: facts of the device tree (by their fact keys), what was learnt from other files, answers (by their
 * keys), the answers that are not asked, the page of the board, and the plan. A check names the keys it needs and sees no others.
 */
import { type AnswerKey, type Answers, decisions } from './answers.ts'
import type { Arch } from './arch.ts'
import type { BoardPage } from './board.ts'
import type { BootSeen } from './boot-seen.ts'
import type { DeviceTreeValues, Fact, ParsedFile } from './facts.ts'
import type { Plan } from './plan.ts'
import type { UnaskedAnswer } from './unasked.ts'

type FromDeviceTree = { readonly [K in keyof DeviceTreeValues]: Fact<DeviceTreeValues[K]> }

/** The files besides the device tree, by the answer that names them. */
export interface FilesRead {
  readonly 'read:firmware.log': ParsedFile
  readonly 'read:dtb.file': ParsedFile
  readonly 'read:native.log': ParsedFile
  readonly 'read:xen.file': ParsedFile
  readonly 'read:dom0-kernel.file': ParsedFile
  readonly 'read:dom0-kernel.config': ParsedFile
  readonly 'read:dom0-kernel.initrd-file': ParsedFile
  readonly 'read:guest.kernel-file': ParsedFile
  readonly 'read:guest.kernel-config': ParsedFile
  readonly 'read:guest.ramdisk-file': ParsedFile
  readonly 'read:guest.config-file': ParsedFile
}

/** All keys, each with the type it has when it is known. */
export type KnownMaterial = FromDeviceTree &
  FilesRead & { readonly [K in AnswerKey]: NonNullable<Answers[K]> } & {
    readonly plan: Plan
    /** The architecture that is planned for: of the tree's CPUs, else of the board, else as it was answered. */
    readonly machine: Arch
    readonly board: BoardPage
    /** Given answers to questions that are not asked. */
    readonly unasked: readonly UnaskedAnswer[]
    /** A boot script or a loader's configuration that was brought along. */
    readonly 'boot.seen': BootSeen
  }

/** What is known of it. */
export type Material = Partial<KnownMaterial>

/** A key of the material: something that a check can need. */
export type Need = keyof KnownMaterial

const factWords: Readonly<Record<keyof DeviceTreeValues, string>> = {
  model: 'the model name in the device tree',
  compatible: 'the compatible list in the device tree',
  arch: 'the CPUs in the device tree',
  'cpu.count': 'the CPUs in the device tree',
  'cpu.models': 'the CPU models in the device tree',
  'cpu.enableMethods': 'the enable-method of the CPUs in the device tree',
  'cpu.virtualization': 'a CPU model in the device tree that tells whether it has the virtualization extension',
  psci: 'a psci node in the device tree (firmware may add one at boot)',
  gic: 'an interrupt controller in the device tree',
  timer: 'a timer in the device tree',
  'memory.banks': 'memory with a size in the device tree (firmware fills it in at boot)',
  'memory.reserved': 'reserved memory in the device tree',
  uarts: 'UARTs in the device tree',
  stdout: '/chosen/stdout-path in the device tree',
  'ethernet.alias': 'an alias ethernet0 in the device tree',
  iommus: 'a device tree that tells of its IOMMUs (dtb.file)',
  'chosen.modules': 'boot modules under /chosen in the device tree',
  'chosen.cells': 'a device tree that was read whole (dtb.file)',
  'chosen.bootargs': 'command lines under /chosen in the device tree',
  'tree.lacks': 'a device tree that was read whole (dtb.file)',
  'gic.its': 'an interrupt controller with an ITS in the device tree',
  'firmware.scmi': 'a node of SCMI over SMC in the device tree',
  'dom0.stops': 'a device tree with a GIC and a timer that Xen can use (dtb.file)',
}

/** True for a fact of a device tree. */
export const isDeviceTreeKey = (key: string): key is keyof DeviceTreeValues => Object.hasOwn(factWords, key)

const fileWords: Readonly<Record<keyof FilesRead, string>> = {
  'read:firmware.log': 'a console log of the boot loader (firmware.log)',
  'read:native.log': 'a console log of Linux without Xen (native.log)',
  'read:dom0-kernel.config': 'the configuration of the dom0 kernel (dom0-kernel.config)',
  'read:guest.kernel-config': 'the configuration of the guest kernel (guest.kernel-config)',
  'read:guest.config-file': 'an xl configuration of your own (guest.config-file)',
  'read:dtb.file': 'the device tree file (dtb.file)',
  'read:xen.file': 'the Xen binary (xen.file)',
  'read:dom0-kernel.file': 'the dom0 kernel file (dom0-kernel.file)',
  'read:dom0-kernel.initrd-file': 'the dom0 initramfs file (dom0-kernel.initrd-file)',
  'read:guest.kernel-file': 'the guest kernel file (guest.kernel-file)',
  'read:guest.ramdisk-file': 'the guest ramdisk file (guest.ramdisk-file)',
}

/** What a missing key is, in words for "not checked: needs …". */
export function needInWords(need: Need): string {
  if (need === 'plan') return 'a plan'
  if (need === 'machine') return 'the architecture (goal.arch)'
  if (need === 'unasked') return 'an answer to everything that is asked'
  if (need === 'boot.seen') return 'a boot script or configuration (check --script)'
  if (need === 'board') return 'a board that has a page (board.id)'
  if (need in factWords) return factWords[need as keyof DeviceTreeValues]
  if (need in fileWords) return fileWords[need as keyof FilesRead]
  return `an answer to ${need} (${decisions[need as AnswerKey].about})`
}
