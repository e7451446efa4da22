import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import type { DeviceTreeFacts } from '../../src/model/facts.ts'
import { readDeviceTree } from '../../src/read/fdt.ts'
import { dtb } from '../dtb.ts'
import { modelOf, type NodeModel } from '../read/tree-model.ts'
import { factsOf, houseTree } from './board.ts'
import { realisticAround, realisticBoard } from './realistic-board.ts'

const source = readFileSync(new URL('realistic-board.dts', import.meta.url), 'utf8')

test('a realistic board teaches what a technician would read from it', () => {
  expect(factsOf(realisticBoard, realisticAround)).toEqual({
    model: 'Realistic Board v1.2',
    compatible: ['acme,realistic', 'rockchip,rk3399'],
    arch: 'arm64',
    'cpu.count': 2,
    'cpu.models': ['arm,cortex-a53', 'arm,cortex-a72'],
    'cpu.enableMethods': ['psci'],
    'cpu.virtualization': 'yes',
    psci: { path: '/psci', version: '1.0', method: 'smc', usable: true, problems: [] },
    gic: { path: '/soc/interrupt-controller@fee00000', version: 'v3', usable: true, problems: [] },
    timer: { path: '/timer', usable: true, problems: [] },
    iommus: [],
    'chosen.cells': { address: 2, size: 2 },
    'tree.lacks': [],
    'dom0.stops': [],
    'memory.banks': [
      { base: 0x20_0000n, size: 0xf7e0_0000n },
      { base: 0x1_0000_0000n, size: 0x8000_0000n },
    ],
    'memory.reserved': [
      { base: 0x840_0000n, size: 0x220_0000n, path: '/reserved-memory/optee@8400000' },
      { base: 0x1_0000n, size: 0x2_0000n },
    ],
    uarts: [
      {
        path: '/soc/serial@ff180000',
        compatible: ['rockchip,rk3399-uart', 'snps,dw-apb-uart'],
        aliases: ['serial0'],
        enabled: false,
        base: 0x1_ff18_0000n,
        driver: 'ns16550',
        since: '4.4',
        regShift: 2,
        usable: false,
        problems: ['it is disabled (status is not okay, here or above)'],
      },
      {
        path: '/soc/serial@ff1a0000',
        compatible: ['rockchip,rk3399-uart', 'snps,dw-apb-uart'],
        aliases: ['serial2'],
        enabled: true,
        base: 0x1_ff1a_0000n,
        driver: 'ns16550',
        since: '4.4',
        regShift: 2,
        usable: true,
        problems: [],
      },
    ],
    'ethernet.alias': '/soc/ethernet@fe300000',
    stdout: {
      raw: 'serial2:1500000n8',
      path: '/soc/serial@ff1a0000',
      options: '1500000n8',
      usable: true,
      problems: [],
    },
  })
})

/** dtc's output for its input; nothing where dtc is not installed. */
function dtc(
  from: 'dts' | 'dtb',
  to: 'dts' | 'dtb',
  input: Uint8Array | string,
  ...options: readonly string[]
): Uint8Array | undefined {
  try {
    return new Uint8Array(
      execFileSync('dtc', ['-q', '-I', from, '-O', to, ...options, '-'], { input, maxBuffer: 1 << 24 }),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const hasDtc = dtc('dts', 'dtb', '/dts-v1/; / { };') !== undefined
if (!hasDtc)
  console.warn(
    "SKIPPED: dtc is not installed, so the reader and the tests' builder are not compared with it (apt install device-tree-compiler)",
  )

/** Phandles are numbers of a compiler's choice. */
const withoutPhandles = ({ name, properties, children }: NodeModel): unknown => ({
  name,
  properties: properties.filter(([property]) => !['phandle', 'interrupt-parent', 'cpu', 'affinity'].includes(property)),
  children: children.map(withoutPhandles),
})

function treeOf(bytes: Uint8Array) {
  const read = readDeviceTree(bytes)
  if (!read.ok) throw new Error(read.says)
  return read.document
}

const factsIn = (bytes: Uint8Array): DeviceTreeFacts => parseFile(bytes, 'board.dtb').facts

describe.skipIf(!hasDtc)('dtc and we agree', () => {
  test.each([16, 17])('on the tree that a source stands for (version %d)', (version) => {
    const compiled = dtc('dts', 'dtb', source, '-V', String(version))!
    const tree = treeOf(compiled)
    expect(tree.version).toBe(version)
    expect(tree.memoryReservations).toEqual([{ base: 0x1_0000n, size: 0x2_0000n }])
    expect(withoutPhandles(modelOf(tree.root))).toEqual(
      withoutPhandles(modelOf(treeOf(dtb(realisticBoard, realisticAround)).root)),
    )
    expect(factsIn(compiled)).toEqual(factsIn(dtb(realisticBoard, realisticAround)))
  })

  test.each([['-p 65536'], ['-a 4096'], ['-@'], ['-H both'], ['-R 8']])('with its option %s', (option) => {
    const compiled = dtc('dts', 'dtb', source, ...option.split(' '))!
    expect(factsIn(compiled)).toEqual(factsIn(dtb(realisticBoard, realisticAround)))
  })

  test.each([16, 17] as const)("on what the tests' own builder writes (version %d)", (version) => {
    for (const tree of [realisticBoard, houseTree]) {
      const ours = dtb(tree, { version, nops: true, memreserve: [[0x4000_0000n, 0x1000n]], size: 1 << 16 })
      const again = treeOf(dtc('dtb', 'dtb', ours)!)
      expect(modelOf(again.root)).toEqual(modelOf(treeOf(ours).root))
      expect(again.memoryReservations).toEqual([{ base: 0x4000_0000n, size: 0x1000n }])
    }
  })
})
