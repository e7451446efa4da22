/** Material for checks, made by hand: the house set-up, in which nothing is wrong, and what a test changes in it. */
import { type AnswerKey, readAnswer } from '../../src/model/answers.ts'
import type { BoardPage } from '../../src/model/board.ts'
import { stagedBy } from '../../src/model/boot-method.ts'
import { script } from '../../src/model/boot-methods/script.ts'
import { xenCfg } from '../../src/model/boot-methods/xen-cfg.ts'
import type { Fact, FileFacts, ParsedFile, UartFact } from '../../src/model/facts.ts'
import type { FileKind } from '../../src/model/file-kind.ts'
import { kernelOptions, symbolsRead } from '../../src/model/kernel-options.ts'
import type { KnownMaterial, Material, Need } from '../../src/model/material.ts'
import type { LoadRole, NamedPlan, PlacedLoad, PlacedPlan, Region } from '../../src/model/plan.ts'
import { GiB, KiB, MiB } from '../../src/model/quantity.ts'
import type { XlValue } from '../../src/model/xl-facts.ts'
import { houseScript, seen } from '../script/scripts.ts'

/** Changes to the house set-up; `undefined` takes a key away. */
export type Changes = { readonly [K in Need]?: KnownMaterial[K] | undefined }

/** A fact of board.dtb. */
export const fact = <T>(value: T, at = '/somewhere'): Fact<T> => ({ value, evidence: { file: 'board.dtb', at } })

/** A UART that Xen drives, and what is different about it. */
export const uart = (changes: Partial<UartFact> = {}): UartFact => ({
  path: '/pl011@9000000',
  compatible: ['arm,pl011', 'arm,primecell'],
  aliases: ['serial0'],
  enabled: true,
  base: 0x900_0000n,
  driver: 'pl011',
  since: '<=4.3',
  usable: true,
  problems: [],
  ...changes,
})

/** The same UART as a fact, with others after it. */
export const uarts = (...all: readonly UartFact[]): KnownMaterial['uarts'] =>
  fact(all, all.map(({ path }) => path).join(', '))

/** /chosen/stdout-path. */
export const stdout = (raw: string, path?: string): KnownMaterial['stdout'] =>
  fact(
    {
      raw,
      ...(path !== undefined && { path }),
      usable: path !== undefined,
      problems: path === undefined ? [`there is no node ${raw}`] : [],
    },
    '/chosen stdout-path',
  )

/** A file that was read, with facts by their values. */
export function file(
  path: string,
  kind: FileKind,
  facts: { readonly [K in keyof FileFacts]?: NonNullable<FileFacts[K]>['value'] } = {},
  size = 32n * MiB,
): ParsedFile {
  const all = Object.entries({ 'file.size': size, ...facts }).map(([key, value]) => [
    key,
    { value, evidence: { file: path, at: 'its header' } },
  ])
  return { path, kind, size, facts: Object.fromEntries(all) as FileFacts }
}

/** An arm64 Linux of 31 MiB, which takes 33 MiB in memory. */
export const image = (path = 'Image'): ParsedFile =>
  file(path, 'arm64-image', { 'image.arch': 'arm64', 'image.size': 33n * MiB, 'linux.version': '6.1.0' }, 31n * MiB)

/**
 * A kernel's configuration in which all is as Xen needs it, but for these values; a fragment has these and nothing
 * else.
 */
export function config(
  path: string,
  values: Readonly<Record<string, string>> = {},
  { whole = true, arch = 'arm64' as 'arm64' | 'arm32' } = {},
): ParsedFile {
  const right = Object.fromEntries([
    ...symbolsRead.map((symbol) => [symbol, 'n']),
    ...kernelOptions.map(({ symbol, want }) => [symbol, want]),
  ])
  const all: Readonly<Record<string, string>> = whole ? { ...right, ...values } : values
  const at = { file: path, at: 'by symbol' }
  return {
    path,
    kind: 'kernel-config',
    size: 200n * KiB,
    facts: {
      'config.values': { value: all, evidence: at },
      'config.lines': {
        value: Object.fromEntries(Object.keys(all).map((symbol, index) => [symbol, index + 1])),
        evidence: at,
      },
      'config.whole': { value: whole, evidence: at },
      'config.arch': { value: arch, evidence: { file: path, at: 'line 3' } },
    },
  }
}

/** An xl configuration with these settings, one a line, and facts of it by their values. */
export function xlConfig(
  settings: Readonly<Record<string, XlValue>>,
  facts: {
    readonly [K in 'xl.unknown' | 'xl.disks' | 'xl.vifs' | 'xl.problems']?: NonNullable<FileFacts[K]>['value']
  } = {},
): ParsedFile {
  return file(
    'guest.cfg',
    'xl-config',
    {
      'xl.settings': Object.entries(settings).map(([key, value], index) => ({ key, value, line: index + 1 })),
      ...facts,
    },
    KiB,
  )
}

/** A console's log that shows whether the firmware hands over in EL2; one that does not show it, without a verdict. */
export function log(path: string, el2?: 'yes' | 'no'): ParsedFile {
  return {
    path,
    kind: 'log',
    size: 20n * KiB,
    facts: el2 === undefined ? {} : { 'firmware.el2': { value: el2, evidence: { file: path, at: 'line 12' } } },
  }
}

/** The device tree's file with facts of its own. */
export const tree = (facts: ParsedFile['facts'] = {}): ParsedFile => ({
  path: 'board.dtb',
  kind: 'dtb',
  size: 32n * KiB,
  facts,
})

const loadNames: Readonly<Record<LoadRole, string>> = {
  dtb: 'device tree',
  xen: 'Xen',
  kernel: 'dom0 kernel',
  initrd: 'dom0 initramfs',
}

/** A load at a place, of a size in memory. */
export const load = (
  role: LoadRole,
  address: bigint,
  footprint: bigint,
  changes: Partial<PlacedLoad> = {},
): PlacedLoad => ({
  role,
  name: loadNames[role],
  file: role,
  address,
  footprint,
  room: footprint,
  fileSize: footprint,
  because: `the size of ${role}`,
  ...changes,
})

const houseLoads: readonly PlacedLoad[] = [
  load('dtb', 0x4040_0000n, 48n * KiB),
  load('xen', 0x4060_0000n, 2n * MiB),
  load('kernel', 0x4080_0000n, 33n * MiB),
  load('initrd', 0x4400_0000n, 40n * MiB),
]

const houseTaken: readonly Region[] = [
  {
    name: 'boot script',
    kind: 'script',
    base: 0x4020_0000n,
    size: 64n * KiB,
    because: 'U-Boot runs boot.scr from 0x40200000',
  },
  {
    name: 'U-Boot',
    kind: 'firmware',
    base: 0xbc00_0000n,
    size: 64n * MiB,
    because: 'U-Boot moves itself to the top of RAM',
  },
]

/** A region that the device tree keeps. */
export const reserved = (base: bigint, size: bigint, name = 'optee@0'): Region => ({
  name: `reserved: ${name}`,
  kind: 'reserved',
  base,
  size,
  because: `board.dtb keeps it (/reserved-memory/${name})`,
})

/** The house plan with other loads, regions beside them, or anything else. */
export function plan({
  loads = houseLoads,
  taken = houseTaken,
  ...changes
}: Partial<PlacedPlan> & { readonly taken?: readonly Region[] } = {}): PlacedPlan {
  const regionOf = (one: PlacedLoad): Region => ({
    name: one.name,
    kind: 'load',
    base: one.address,
    size: one.footprint,
    because: one.because,
  })
  return {
    board: { id: 'qemu-virt-arm64', name: 'linux,dummy-virt' },
    target: 'qemu',
    arch: 'arm64',
    method: script,
    staged: stagedBy(script, { xenFile: 'xen', isNative: true, editsTree: false, scriptNames: [] }),
    placedBy: 'us',
    bootCommand: 'booti',
    medium: { device: 'virtio', partition: '0:1', load: 'load virtio 0:1' },
    banks: [{ base: 0x4000_0000n, size: 2n * GiB }],
    regions: [...taken, ...loads.map(regionOf)].sort((a, b) => (a.base < b.base ? -1 : 1)),
    scriptAddress: 0x4020_0000n,
    loads,
    dtbGrowth: 16n * KiB,
    dtbPad: 16n * KiB,
    handover: { smp: 'psci' },
    modules: [],
    treeEdits: [],
    reservations: [],
    bootFiles: [],
    firmwareFiles: [],
    window: { start: 0x4040_0000n, end: 0xba00_0000n },
    sources: { xen: 'distribution', kernel: 'distribution' },
    userspace: { system: 'initramfs' },
    xen: { release: '4.17', cmdline: 'console=dtuart dtuart=serial0 dom0_mem=768M' },
    dom0: { memory: 768n * MiB, vcpus: 2, cmdline: 'console=hvc0' },
    expects: [],
    ...changes,
  }
}

/** The house plan on a board that starts with UEFI, which finds the places itself. */
export function namedPlan(changes: Partial<NamedPlan> = {}): NamedPlan {
  const { placedBy: _, regions, scriptAddress, dtbGrowth, dtbPad, modules, window, bootCommand, ...house } = plan()
  return {
    ...house,
    placedBy: 'firmware',
    method: xenCfg,
    staged: stagedBy(xenCfg, { xenFile: 'xen.efi', isNative: false, editsTree: false, scriptNames: [] }),
    medium: { device: 'nvme' },
    loads: house.loads.map(({ address, room, role, ...one }) => ({ ...one, role, file: role })),
    ...changes,
  }
}

/** The house loads, some of them elsewhere. */
export const houseLoadsWith = (...moved: readonly PlacedLoad[]): readonly PlacedLoad[] =>
  houseLoads.map((one) => moved.find(({ role }) => role === one.role) ?? one)

/** The house taken regions and others. */
export const takenWith = (...more: readonly Region[]): readonly Region[] => [...houseTaken, ...more]

const answers: Readonly<Partial<Record<AnswerKey, string>>> = {
  'goal.target': 'qemu',
  'goal.reach': 'guest',
  'xen.version': '4.17',
  'xen.options': 'loglvl=all guest_loglvl=all noreboot dom0_vcpus_pin',
  'console.dtuart': 'serial0',
  'dom0-kernel.memory': '768M',
  'dom0-kernel.vcpus': '2',
  'dom0-kernel.initrd': 'yes',
  'boot-media.device': 'virtio',
  'dom0-kernel.cmdline': 'console=hvc0 earlycon=xenboot clk_ignore_unused root=/dev/vda2 rootwait rw',
  'dom0-userspace.system': 'debian',
  'dom0-userspace.suite': 'bookworm',
  'dom0-userspace.root': '/dev/vda2',
  'guest.name': 'guest1',
  'guest.memory': '256M',
  'guest.vcpus': '1',
  'guest.ramdisk': '/srv/xen/initrd.img',
  'guest.disk': 'none',
  'guest.network': 'no',
  'guest.cmdline': 'console=hvc0',
}

const read = (key: AnswerKey, text: string): unknown => {
  const reading = readAnswer(key, text)
  if (!reading.ok) throw new Error(`${key} does not take ${text}`)
  return reading.value
}

/** A page of a board, as far as checks look at it. */
export const boardPage = (changes: Partial<BoardPage> = {}): BoardPage => ({
  id: 'house',
  name: 'House Board',
  summary: 'A board.',
  arch: 'arm64',
  target: 'hardware',
  loader: 'u-boot',
  status: { level: 'plausible', says: 'so it is', source: 'here' },
  match: ['linux,dummy-virt'],
  addresses: [],
  media: [],
  quirks: [],
  needs: {},
  stops: [],
  loses: [],
  firmwareFiles: [],
  firmware: [],
  facts: {},
  ...changes,
})

const house = {
  board: boardPage(),
  compatible: fact(['linux,dummy-virt'], '/ compatible'),
  arch: fact('arm64', '/cpus/cpu@* compatible'),
  'cpu.count': fact(4, '/cpus/cpu@* status'),
  'cpu.models': fact(['arm,cortex-a57'], '/cpus/cpu@* compatible'),
  'cpu.virtualization': fact('yes', '/cpus/cpu@* compatible'),
  psci: fact({ path: '/psci', version: '1.0', method: 'smc', usable: true, problems: [] }, '/psci compatible, method'),
  gic: fact(
    { path: '/intc@8000000', version: 'v2', usable: true, problems: [] },
    '/intc@8000000 compatible, reg, interrupts',
  ),
  timer: fact({ path: '/timer', usable: true, problems: [] }, '/timer compatible, interrupts'),
  'memory.banks': fact([{ base: 0x4000_0000n, size: 2n * GiB }], '/memory@40000000 reg'),
  'tree.lacks': fact([], 'the whole tree'),
  'dom0.stops': fact([], 'the whole tree'),
  'gic.its': fact({ paths: ['/intc@8080000/its@8090000'], users: [] }, '/intc@8080000/its@8090000 compatible'),
  'firmware.scmi': fact({ path: '/firmware/scmi', isForwardable: true, users: [] }, '/firmware/scmi compatible'),
  uarts: uarts(uart()),
  stdout: stdout('serial0:115200n8', '/pl011@9000000'),
  plan: plan(),
  'boot.seen': seen(houseScript),
  unasked: [],
  iommus: fact([], '/ (no node of an IOMMU)'),
  'read:dtb.file': tree(),
  'read:xen.file': file('xen', 'xen', { 'image.arch': 'arm64', 'image.size': 2n * MiB, 'xen.version': '4.17' }, MiB),
  'read:dom0-kernel.file': image(),
  'read:dom0-kernel.initrd-file': file('initrd.img', 'gzip', { 'gzip.holds': 'cpio' }, 40n * MiB),
  'read:dom0-kernel.config': config('dom0/.config'),
  'read:guest.kernel-config': config('guest/.config'),
  'read:native.log': log('native.log', 'yes'),
  'read:guest.kernel-file': image('guest/Image'),
  'read:guest.config-file': xlConfig({
    name: 'guest1',
    kernel: '/srv/xen/Image',
    ramdisk: '/srv/xen/initrd.img',
    memory: 256n,
    cmdline: 'console=hvc0',
  }),
  'read:guest.ramdisk-file': file('guest/initrd.img', 'gzip', { 'gzip.holds': 'cpio' }, 20n * MiB),
  ...Object.fromEntries(Object.entries(answers).map(([key, text]) => [key, read(key as AnswerKey, text)])),
} as Material

/** The house set-up with changes. */
export const material = (changes: Changes = {}): Material =>
  Object.fromEntries(
    Object.entries({ ...house, machine: changes.arch?.value ?? 'arm64', ...changes }).filter(
      ([, value]) => value !== undefined,
    ),
  )
