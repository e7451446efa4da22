/**
 * The house board as its device tree, QEMU's virt machine with virtualization and a GICv2, and what xenup learns from
 * changed ones.
 */
import { learnDeviceTree } from '../../src/learn/device-tree/index.ts'
import { nodeAt } from '../../src/learn/device-tree/node.ts'
import type { DeviceTreeValues } from '../../src/model/facts.ts'
import { type DeviceTree, type DtNode, readDeviceTree } from '../../src/read/fdt.ts'
import { type Around, dtb, type Tree, type Value } from '../dtb.ts'

/** As QEMU 7.2 dumps it: 2 GiB at 0x4000_0000, two Cortex-A57, PSCI by smc, a PL011. */
export const houseTree: Tree = {
  '#address-cells': 2,
  '#size-cells': 2,
  model: 'linux,dummy-virt',
  compatible: 'linux,dummy-virt',
  'interrupt-parent': '&gic',
  psci: {
    compatible: ['arm,psci-1.0', 'arm,psci-0.2', 'arm,psci'],
    method: 'smc',
    cpu_on: 0xc400_0003,
    cpu_off: 0x8400_0002,
  },
  'memory@40000000': { device_type: 'memory', reg: [0x4000_0000n, 0x8000_0000n] },
  'uart: pl011@9000000': {
    compatible: ['arm,pl011', 'arm,primecell'],
    reg: [0x900_0000n, 0x1000n],
    interrupts: [0, 1, 4],
    'clock-names': ['uartclk', 'apb_pclk'],
  },
  'gic: intc@8000000': {
    compatible: 'arm,cortex-a15-gic',
    'interrupt-controller': true,
    '#interrupt-cells': 3,
    '#address-cells': 2,
    '#size-cells': 2,
    ranges: true,
    reg: [0x800_0000n, 0x1_0000n, 0x801_0000n, 0x1_0000n, 0x803_0000n, 0x1_0000n, 0x804_0000n, 0x1_0000n],
    interrupts: [1, 9, 0x304],
  },
  cpus: {
    '#address-cells': 1,
    '#size-cells': 0,
    'cpu@0': { device_type: 'cpu', compatible: 'arm,cortex-a57', reg: 0, 'enable-method': 'psci' },
    'cpu@1': { device_type: 'cpu', compatible: 'arm,cortex-a57', reg: 1, 'enable-method': 'psci' },
  },
  timer: {
    compatible: ['arm,armv8-timer', 'arm,armv7-timer'],
    interrupts: [1, 13, 0x304, 1, 14, 0x304, 1, 11, 0x304, 1, 10, 0x304],
    'always-on': true,
  },
  chosen: { 'stdout-path': '/pl011@9000000' },
}

/**
 * The house tree with changes: properties of a node that is there already are changed one by one, `undefined` takes
 * away.
 */
export function board(changes: Tree = {}): Tree {
  const changed = Object.entries(changes).map(([key, value]): [string, Value | Tree | undefined] => {
    const before = houseTree[key]
    return [key, isNode(before) && isNode(value) ? { ...before, ...value } : value]
  })
  return { ...houseTree, ...Object.fromEntries(changed) }
}

/** The tree as the reader gives it. */
export function treeOf(tree: Tree, around: Around = {}): DeviceTree {
  const read = readDeviceTree(dtb(tree, around))
  if (!read.ok) throw new Error(read.says)
  return read.document
}

/** One node of it. */
export function nodeOf(tree: Tree, path: string): DtNode {
  const node = nodeAt(treeOf(tree).root, path)
  if (!node) throw new Error(`the test's tree has no ${path}`)
  return node
}

/** The facts' values, without their evidence. */
export function factsOf(tree: Tree, around: Around = {}): Partial<DeviceTreeValues> {
  const facts = learnDeviceTree(treeOf(tree, around), 'board.dtb')
  return Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, fact.value])) as Partial<DeviceTreeValues>
}

const isNode = (value: Value | Tree | undefined): value is Tree =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array)
