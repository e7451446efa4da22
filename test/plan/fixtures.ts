/** The house set-up as planning sees it: QEMU's virt machine with 2 GiB at 0x4000_0000, dom0 with 768M, guest1. */
import { parseFile } from '../../src/learn/file.ts'
import { type AnswerKey, type Answers, readAnswer } from '../../src/model/answers.ts'
import type { BoardPage } from '../../src/model/board.ts'
import type { DeviceTreeFacts, ParsedFile } from '../../src/model/facts.ts'
import type { PlacedPlan } from '../../src/model/plan.ts'
import type { Range, ReservedRange } from '../../src/model/range.ts'
import type { Refusal } from '../../src/model/refusal.ts'
import { decide } from '../../src/plan/decide.ts'
import { type PlanInput, plan } from '../../src/plan/index.ts'
import { boardPage, scriptaddr } from '../board-page.ts'
import { dtb } from '../dtb.ts'
import { houseTree } from '../learn/board.ts'
import { placed } from '../placed-plan.ts'

/** Answers as people write them; `undefined` takes one away. */
export type Written = { readonly [K in AnswerKey]?: string | undefined }

/** The answers of the house set-up; what only other set-ups ask is answered, too. */
export const houseAnswers: Written = {
  'goal.target': 'qemu',
  'goal.arch': 'arm64',
  'goal.reach': 'guest',
  'board.id': 'qemu-virt-arm64',
  'dtb.source': 'firmware',
  'native.log': 'none',
  'native.console': 'ttyAMA0',
  'native.root': 'none',
  'native.cmdline': 'earlycon console=ttyAMA0',
  'native.done': 'not-yet',
  'xen.source': 'distribution',
  'dom0-kernel.source': 'distribution',
  'dom0-kernel.config': 'none',
  'dom0-userspace.system': 'initramfs',
  'dom0-userspace.bridge': 'no',
  'dom0-userspace.done': 'done',
  'boot-media.method': 'script',
  'xen.file': 'none',
  'xen.version': '4.17',
  'xen.options': 'loglvl=all guest_loglvl=all noreboot',
  'boot-media.device': 'virtio',
  'boot-media.partition': '0:1',
  'boot-media.xen-name': 'xen',
  'boot-media.kernel-name': 'Image',
  'boot-media.initrd-name': 'initrd.img',
  'boot-media.dtb-name': 'board.dtb',
  'dtb.file': 'board.dtb',
  'boot-media.script-address': '0x40200000',
  'boot-media.addresses': 'planned',
  'console.dtuart': '/pl011@9000000',
  'dom0-kernel.file': 'none',
  'dom0-kernel.initrd': 'yes',
  'dom0-kernel.initrd-file': 'none',
  'dom0-kernel.memory': '768M',
  'dom0-kernel.vcpus': '2',
  'dom0-kernel.cmdline': 'console=hvc0 earlycon=xenboot clk_ignore_unused',
  'guest.name': 'guest1',
  'guest.kernel': '/srv/xen/Image',
  'guest.kernel-file': 'none',
  'guest.kernel-config': 'none',
  'guest.ramdisk': '/srv/xen/initrd.img',
  'guest.ramdisk-file': 'none',
  'guest.disk': 'none',
  'guest.network': 'no',
  'guest.config-file': 'none',
  'guest.memory': '256M',
  'guest.vcpus': '1',
  'guest.cmdline': 'console=hvc0',
}

/** The values of written answers. */
export function answersOf(written: Written): Answers {
  const values = (Object.entries(written) as [AnswerKey, string | undefined][]).flatMap(([key, text]) => {
    if (text === undefined) return []
    const reading = readAnswer(key, text)
    if (!reading.ok) throw new Error(`${key} does not take ${text}: ${reading.says}`)
    return [[key, reading.value] as const]
  })
  return Object.fromEntries(values) as Answers
}

const houseBoard = boardPage({
  id: 'qemu-virt-arm64',
  name: 'QEMU virt, 64-bit',
  target: 'qemu',
  addresses: scriptaddr(0x4020_0000n),
  firmware: [
    {
      name: "QEMU's device tree",
      base: 0x4000_0000n,
      size: 0x10_0000n,
      because: 'QEMU leaves its device tree at the start of RAM, padded to 1 MiB',
      stays: false,
      source: 'the tests',
    },
  ],
})

/** What a test changes in the house set-up. */
export interface Changes {
  readonly answers?: Written
  readonly facts?: DeviceTreeFacts
  readonly files?: PlanInput['files']
  readonly board?: BoardPage
}

/** The input of planning, with changes; it must be decided. */
export function houseInput({ answers = {}, facts = {}, files = {}, board = houseBoard }: Changes = {}): PlanInput {
  const all = { ...parseFile(dtb(houseTree), 'virt.dtb').facts, ...facts }
  const decided = decide(answersOf({ ...houseAnswers, ...answers }), all.arch?.value ?? 'arm64')
  if (!decided.ok) throw new Error(decided.refusals.map(({ says }) => says).join('; '))
  return { decided: decided.value, facts: all, files, board }
}

/** The plan of the house set-up with changes; it must be one in which we place everything. */
export function housePlan(changes: Changes = {}): PlacedPlan {
  const planned = plan(houseInput(changes))
  if (!planned.ok) throw new Error(planned.refusals.map(({ says }) => says).join('; '))
  return placed(planned.plan)
}

/** Why there is no plan. */
export function houseRefusals(changes: Changes): readonly Refusal[] {
  const planned = plan(houseInput(changes))
  if (planned.ok) throw new Error('there is a plan')
  return planned.refusals
}

/** RAM, and what is kept of it, as a device tree would tell. */
export const memory = (banks: readonly Range[], reserved: readonly ReservedRange[] = []): DeviceTreeFacts => ({
  'memory.banks': { value: banks, evidence: { file: 'board.dtb', at: '/memory reg' } },
  ...(reserved.length > 0 && {
    'memory.reserved': { value: reserved, evidence: { file: 'board.dtb', at: '/reserved-memory/* reg' } },
  }),
})

/** A file that was read: its size on disk, and in memory by its header. */
export const fileOf = (
  path: string,
  size: bigint,
  { imageSize, kind = 'arm64-image' }: { readonly imageSize?: bigint; readonly kind?: ParsedFile['kind'] } = {},
): ParsedFile => ({
  path,
  kind,
  size,
  facts: {
    'file.size': { value: size, evidence: { file: path, at: 'its size' } },
    ...(imageSize !== undefined && {
      'image.size': { value: imageSize, evidence: { file: path, at: 'image_size at 16' } },
    }),
  },
})

/** A device tree file of a size. */
export const treeFile = (size: bigint, path = 'board.dtb'): ParsedFile => ({ path, kind: 'dtb', size, facts: {} })
