/** Boards made by hand, as facts: what the conversation is about in the tests of steps, engine and fronts. */
import type { FileReader } from '../../src/engine/replay.ts'
import type { BoardPage } from '../../src/model/board.ts'
import type { DeviceTreeFacts, DeviceTreeValues, FileFacts, ParsedFile, UartFact } from '../../src/model/facts.ts'
import type { FileKind } from '../../src/model/file-kind.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { UserError } from '../../src/model/user-error.ts'
import { boardPage, scriptaddr } from '../board-page.ts'

type Values = { readonly [K in keyof DeviceTreeValues]?: DeviceTreeValues[K] }

const places: Readonly<Partial<Record<keyof DeviceTreeValues, string>>> = {
  stdout: '/chosen stdout-path',
  'memory.banks': '/memory@0 reg',
  'cpu.count': '/cpus/cpu@* status',
}

/** Values as facts of a file. */
const factsOf = (file: string, values: Values): DeviceTreeFacts =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      { value, evidence: { file, at: places[key as keyof DeviceTreeValues] ?? key } },
    ]),
  ) as DeviceTreeFacts

const uart = (path: string, changes: Partial<UartFact> = {}): UartFact => ({
  path,
  compatible: ['rockchip,rk3399-uart', 'snps,dw-apb-uart'],
  aliases: [],
  enabled: true,
  base: 0xff1a_0000n,
  driver: 'ns16550',
  since: '4.4',
  usable: true,
  problems: [],
  ...changes,
})

/** The house board: 2 GiB at 0x4000_0000, a PL011 without alias. */
export const qemu = boardPage({
  id: 'qemu-virt-arm64',
  name: 'QEMU virt, 64-bit',
  target: 'qemu',
  addresses: scriptaddr(0x4020_0000n),
  match: ['linux,dummy-virt'],
  firmware: [
    {
      name: "QEMU's device tree",
      base: 0x4000_0000n,
      size: MiB,
      because: 'QEMU leaves it there',
      stays: false,
      source: 'the tests',
    },
  ],
  facts: factsOf('the page boards/qemu-virt-arm64', {
    model: 'linux,dummy-virt',
    arch: 'arm64',
    'cpu.count': 2,
    'cpu.models': ['arm,cortex-a57'],
    'cpu.virtualization': 'yes',
    'memory.banks': [{ base: 0x4000_0000n, size: 2n * GiB }],
    uarts: [uart('/pl011@9000000', { compatible: ['arm,pl011', 'arm,primecell'], driver: 'pl011', since: '<=4.3' })],
    stdout: { raw: '/pl011@9000000', path: '/pl011@9000000', usable: true, problems: [] },
  }),
})

/** A board that is known by its tree. */
export const sbc = boardPage({
  id: 'sbc',
  name: 'An SBC',
  soc: 'Maker SoC 1',
  match: ['maker,sbc'],
  ram: {
    base: 0n,
    layouts: [
      { size: GiB, banks: [{ base: 0n, size: GiB }], source: 'the tests' },
      {
        size: 4n * GiB,
        banks: [
          { base: 0n, size: 3n * GiB },
          { base: 4n * GiB, size: GiB },
        ],
        source: 'the tests',
      },
    ],
    source: 'the tests',
  },
  status: { level: 'platform-code', says: 'Xen has code for it.', source: 'the tests' },
})

/** A board on which Xen does not run. */
export const dead = boardPage({
  id: 'no-hyp',
  name: 'A board without EL2',
  status: { level: 'not-viable', says: 'Its CPUs have no EL2.', source: 'the tests' },
})

export const boards: readonly BoardPage[] = [qemu, dead, sbc]

const tree = (path: string, values: Values): ParsedFile => ({
  path,
  kind: 'dtb',
  size: 64n << 10n,
  facts: factsOf(path, {
    arch: 'arm64',
    'cpu.count': 4,
    'cpu.models': ['arm,cortex-a53'],
    'cpu.virtualization': 'yes',
    ...values,
  }),
})

const ram = (base: bigint, size: bigint): Values => ({ 'memory.banks': [{ base, size }] })
const console0: Values = {
  uarts: [uart('/serial@ff1a0000', { aliases: ['serial2'] })],
  stdout: { raw: 'serial2:1500000n8', path: '/serial@ff1a0000', options: '1500000n8', usable: true, problems: [] },
}

/** Device trees by file name. */
const trees = [
  tree('sbc.dtb', {
    ...ram(0n, 4n * GiB),
    ...console0,
    model: 'An SBC',
    compatible: ['maker,sbc', 'maker,soc1'],
    'cpu.count': 8,
  }),
  tree('sizes.dtb', { ...console0, model: 'An SBC that comes in sizes', compatible: ['maker,sbc', 'maker,soc1'] }),
  tree('no-memory.dtb', { ...console0, model: 'A board whose firmware fills in the memory' }),
  tree('no-uart.dtb', {
    ...ram(0x8000_0000n, GiB),
    uarts: [
      uart('/soc/serial@a90000', {
        compatible: ['qcom,geni-debug-uart'],
        aliases: ['serial0'],
        usable: false,
        problems: ['Xen has no driver for qcom,geni-debug-uart'],
      }),
    ],
    stdout: {
      raw: 'serial0:115200n8',
      path: '/soc/serial@a90000',
      usable: false,
      problems: ['Xen has no driver for qcom,geni-debug-uart'],
    },
  }),
  tree('late-uart.dtb', {
    ...ram(0x4000_0000n, 2n * GiB),
    uarts: [
      uart('/soc/serial@30890000', {
        compatible: ['fsl,imx8mp-uart', 'fsl,imx6q-uart'],
        aliases: ['serial1'],
        driver: 'imx-uart',
        since: '4.23',
      }),
    ],
    stdout: { raw: 'serial1', path: '/soc/serial@30890000', usable: true, problems: [] },
  }),
  tree('no-stdout.dtb', {
    ...ram(0x4000_0000n, 512n * MiB),
    uarts: [
      uart('/serial@1', { usable: false, enabled: false, problems: ['it is disabled'] }),
      uart('/serial@2'),
      uart('/serial@3', { aliases: ['serial0'] }),
    ],
  }),
  tree('hostile.dtb', {
    ...ram(0x4000_0000n, GiB),
    model: '\x1b[2Jgone',
    uarts: [uart('/serial\x1b[31m@1'), uart('/serial@2', { compatible: ['evil\x1b]0;title\x07', 'ns16550'] })],
    stdout: { raw: '/serial\x1b[31m@1', path: '/serial\x1b[31m@1', usable: true, problems: [] },
  }),
  tree('stops.dtb', {
    ...ram(0x4000_0000n, 2n * GiB),
    ...console0,
    'dom0.stops': [
      {
        path: '/bus/router@a00000',
        why: 'its reg 0 has no CPU address',
        prints: 'Unable to retrieve address 0 for /bus/router@a00000',
        change: { kind: 'remove-property', property: 'reg' },
      },
      {
        path: '/serial@ff1b0000',
        why: 'it has SPI 9 (IRQ 41), which is that of /serial@ff1a0000',
        prints: 'IRQ 41 is already used by Xen',
        console: '/serial@ff1a0000',
        change: { kind: 'remove' },
      },
    ],
    'gic.its': { paths: ['/gic/its'], users: [{ path: '/mc@1', compatible: ['fsl,qoriq-mc'], hasLines: false }] },
  }),
  tree('arm32.dtb', { ...ram(0x4000_0000n, GiB), ...console0, arch: 'arm32', 'cpu.models': ['arm,cortex-a7'] }),
] as const

const named = (
  path: string,
  kind: FileKind,
  facts: { readonly [K in keyof FileFacts]?: NonNullable<FileFacts[K]>['value'] } = {},
): ParsedFile => ({
  path,
  kind,
  size: MiB,
  facts: Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, { value, evidence: { file: path, at: 'its header' } }]),
  ) as FileFacts,
})

/** An overlay describes no CPU. */
const overlay: ParsedFile = { path: 'overlay.dtbo', kind: 'dtb', size: 1n << 10n, facts: {} }

const files: readonly ParsedFile[] = [
  ...trees,
  overlay,
  named('Image', 'arm64-image', { 'image.arch': 'arm64' }),
  named('boot/vmlinuz-6.1', 'arm64-image', { 'image.arch': 'arm64' }),
  named('initrd.img', 'gzip'),
  named('xen', 'xen', { 'image.arch': 'arm64', 'xen.version': '4.20' }),
  named('old-xen', 'xen', { 'image.arch': 'arm64', 'xen.version': '4.12' }),
]

/** Every file there is, and what naming it leads to. */
export const fileNames: readonly string[] = [...files.map(({ path }) => path), 'not-there.dtb']

/** What reading a file comes to; an error for a file that is not there. */
export const teach: FileReader = (path) => {
  const learnt = files.find((one) => one.path === path)
  if (!learnt) throw new UserError('there is no such file', { where: path, advice: 'Check the path.' })
  return learnt
}
