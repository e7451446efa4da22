/**
 * Device trees that want to keep us busy. Each is learnt from, or refused, in time that grows with its size; nothing
 * here is measured: what is not so does not end within the test's time.
 */
import { describe, expect, test } from 'vitest'
import { parseFile } from '../../src/learn/file.ts'
import type { DeviceTreeFacts } from '../../src/model/facts.ts'
import { UserError } from '../../src/model/user-error.ts'
import { dtb, type Tree, words } from '../dtb.ts'
import { houseTree } from './board.ts'

/** The most words of one property that leave room for the rest in the 16 MiB that are read. */
const million = 1 << 20
const manyWords = 3 * million

const one = { '#address-cells': 1, '#size-cells': 1 } as const
const many = (count: number, name: string, node: (index: number) => Tree): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}@${index}`, node(index)]))
const inside = (levels: number, wrap: (inner: Tree) => Tree, innermost: Tree): Tree => {
  let tree = innermost
  for (let level = 0; level < levels; level++) tree = wrap(tree)
  return tree
}
const uart = (reg: number, more: Tree = {}): Tree => ({
  compatible: 'arm,pl011',
  reg: [reg, 4],
  interrupts: 7,
  ...more,
})
const gic = { compatible: 'arm,gic-v3', 'interrupt-controller': true, '#interrupt-cells': 1, interrupts: 9 } as const

/** A bus of 256 ranges, of which the last is the one. */
const longWay = words(3 * 256, (index) => (index < 3 * 255 ? 0xffffffff : index % 3 === 2 ? 0x1000 : 0))

describe('a device tree with', () => {
  test.each<[string, () => Tree, (facts: DeviceTreeFacts) => void]>([
    [
      'thirty thousand nodes',
      () => many(30_000, 'n', () => ({})),
      (facts) => expect(Object.keys(facts)).toEqual(['tree.lacks']),
    ],
    [
      'five hundred UARTs, as many as are taken',
      () => ({ ...one, ...many(512, 'serial', uart) }),
      ({ uarts }) => expect(uarts?.value).toHaveLength(512),
    ],
    [
      'a hundred thousand aliases of five hundred UARTs',
      () => ({
        ...one,
        aliases: Object.fromEntries(
          Array.from({ length: 100_000 }, (_, index) => [`serial${index}`, `/serial@${index % 500}`]),
        ),
        ...many(500, 'serial', uart),
      }),
      ({ uarts }) => expect(uarts?.value[7]!.aliases).toHaveLength(200),
    ],
    [
      'a hundred thousand aliases of one UART',
      () => ({
        ...one,
        aliases: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`serial${index}`, '/serial@0'])),
        ...many(2, 'serial', uart),
      }),
      ({ uarts }) => expect(uarts?.value).toHaveLength(2),
    ],
    [
      'ranges of megabytes that five hundred UARTs share',
      () => ({ ...one, soc: { ...one, ranges: words(manyWords, () => 0), ...many(512, 'serial', uart) } }),
      ({ uarts }) => expect(uarts?.value[0]!.problems).toContain('its address lies outside the ranges of soc'),
    ],
    [
      'sixty buses of long ranges above five hundred UARTs',
      () => ({
        ...one,
        ...inside(60, (inner) => ({ b: { ...one, ranges: longWay, ...inner } }), many(512, 'serial', uart)),
      }),
      ({ uarts }) => expect(uarts?.value[5]!.base).toBe(5n),
    ],
    [
      'an interrupt-map of megabytes that five hundred UARTs share',
      () => ({
        ...one,
        'interrupt-parent': '&map',
        'map: map': {
          '#interrupt-cells': 1,
          '#address-cells': 0,
          'interrupt-map': words(manyWords, (index) => (index % 3 === 1 ? 1 : 5)),
        },
        ...many(512, 'serial', uart),
      }),
      ({ uarts }) => expect(uarts?.value[0]!.problems).toEqual(['the interrupt-map of map has no entry for it']),
    ],
    [
      'an interrupt-map that leads to itself by its last entry, for five hundred UARTs',
      () => ({
        ...one,
        'interrupt-parent': '&map',
        'map: map': {
          '#interrupt-cells': 1,
          '#address-cells': 0,
          'interrupt-map': words(2046, (index) => (index % 3 === 1 ? 1 : index > 2042 ? 7 : 5)),
        },
        ...many(512, 'serial', uart),
      }),
      ({ uarts }) => expect(uarts?.value[0]!.problems).toEqual(['its interrupt reaches no interrupt controller']),
    ],
    [
      'interrupt-parents in a ring, for five hundred UARTs',
      () => ({
        ...one,
        'interrupt-parent': '&a0',
        ...Object.fromEntries(
          Array.from({ length: 100 }, (_, index) => [
            `a${index}: a${index}`,
            { 'interrupt-parent': `&a${(index + 1) % 100}` },
          ]),
        ),
        ...many(512, 'serial', uart),
      }),
      ({ uarts }) => expect(uarts?.value[0]!.problems).toEqual(['its interrupt has no interrupt-parent']),
    ],
    [
      'one phandle for all',
      () => ({ ...one, 'interrupt-parent': 1, ...many(512, 'serial', (index) => uart(index, { phandle: 1 })) }),
      ({ uarts }) => expect(uarts?.value).toHaveLength(512),
    ],
    [
      'interrupts-extended of megabytes',
      () => ({
        ...one,
        'gic: gic': { ...gic },
        timer: { compatible: 'arm,armv8-timer', 'interrupts-extended': words(manyWords, () => 0) },
      }),
      ({ timer }) => expect(timer?.value.problems[0]).toBe('interrupt sec-phys: it has no interrupt'),
    ],
    [
      'an address of a million cells',
      () => ({
        '#address-cells': million,
        '#size-cells': 1,
        memory: { device_type: 'memory', reg: words(million + 1, () => 1) },
      }),
      (facts) => expect(facts['memory.banks']?.value).toEqual([{ base: 0x1_0000_0001n, size: 1n }]),
    ],
    [
      'a size of a million cells',
      () => ({
        '#address-cells': 1,
        '#size-cells': million,
        'serial@1': { compatible: 'ns16550a', reg: words(million + 1, () => 1) },
      }),
      ({ uarts }) => expect(uarts?.value[0]).toMatchObject({ base: 1n, usable: true }),
    ],
    [
      'an interrupt of a million cells',
      () => ({
        ...one,
        'gic: gic': { ...gic, '#interrupt-cells': million },
        'serial@1': uart(1, { 'interrupt-parent': '&gic', interrupts: words(million, () => 1) }),
      }),
      ({ uarts }) =>
        expect(uarts?.value[0]!.problems).toEqual([`its interrupt has ${million} cells, and Xen takes 4 at most`]),
    ],
    [
      'reserved regions sixty levels deep',
      () => ({
        'reserved-memory': {
          ...one,
          ...inside(
            60,
            (inner) => ({ 'a@0': { reg: [1, 1], ...inner } }),
            many(512, 'a', () => ({ reg: [1, 1] })),
          ),
        },
      }),
      (facts) => expect(facts['memory.reserved']?.value).toHaveLength(572),
    ],
    [
      'a GICv3 of four billion redistributors, in a reg of megabytes',
      () => ({ ...one, g: { ...gic, '#redistributor-regions': 0xffffffff, reg: words(manyWords, () => 0x1000) } }),
      (facts) => expect(facts.gic?.value.version).toBe('v3'),
    ],
    [
      'a status of megabytes above five hundred UARTs',
      () => ({ ...one, status: new Uint8Array(12 * million), ...many(512, 'serial', uart) }),
      ({ uarts }) => expect(uarts?.value[0]!.enabled).toBe(false),
    ],
    [
      'a status without NUL of megabytes above five hundred UARTs',
      () => ({
        ...one,
        soc: {
          ...one,
          ranges: true,
          device_type: new Uint8Array(6 * million).fill(0x61),
          status: new Uint8Array(6 * million).fill(0x61),
          ...many(512, 'serial', uart),
        },
      }),
      ({ uarts }) => expect(uarts?.value[0]!.enabled).toBe(false),
    ],
    [
      'sixty buses of long ranges above ten thousand devices and bridges of a board that Xen could run on',
      () => ({
        ...houseTree,
        ...inside(
          60,
          (inner) => ({ b: { ...one, ranges: longWay, ...inner } }),
          many(10_000, 'd', (index) => ({
            reg: [index, 4, index, 4],
            ...(index % 2 === 0 && { device_type: 'pci', ranges: words(6 * 32, () => 0) }),
          })),
        ),
      }),
      (facts) => expect(facts['dom0.stops']?.value.length).toBeLessThan(65),
    ],
    [
      'thirty thousand devices that have to go from a board that Xen could run on',
      () => ({ ...houseTree, ...many(30_000, 'd', () => ({ 'interrupts-extended': 0 })) }),
      (facts) => expect(facts['dom0.stops']?.value).toHaveLength(64),
    ],
    [
      'messages and calls by the million',
      () => ({
        ...houseTree,
        'gic: intc@8000000': {
          ...(houseTree['gic: intc@8000000'] as Tree),
          compatible: 'arm,gic-v3',
          'its: its@1': { compatible: 'arm,gic-v3-its', '#msi-cells': 0 },
        },
        scmi: { compatible: 'arm,scmi-smc', 'clock: protocol@14': { '#clock-cells': 0 } },
        ...many(1000, 'd', () => ({ 'msi-parent': '&its', clocks: '&clock' })),
        'e: e@1': { 'msi-map': words(million, () => 1), clocks: words(million, () => 0xffff) },
      }),
      (facts) => {
        expect(facts['gic.its']?.value.users).toHaveLength(64)
        expect(facts['firmware.scmi']?.value.users).toHaveLength(64)
      },
    ],
    [
      'compatibles by the million',
      () => ({
        ...one,
        'serial@1': {
          compatible: new Uint8Array(2 * million).map((_, index) => (index % 2 === 0 ? 0x61 : 0)),
          reg: [1, 1],
        },
      }),
      ({ uarts }) => expect(uarts?.value[0]!.compatible).toHaveLength(1 << 15),
    ],
    [
      'ten thousand CPUs',
      () => ({ cpus: many(10_000, 'cpu', () => ({ device_type: 'cpu', compatible: 'arm,cortex-a53' })) }),
      (facts) => expect(facts['cpu.count']?.value).toBe(10_000),
    ],
    [
      'a stdout-path of megabytes',
      () => ({ chosen: { 'stdout-path': '/a'.repeat(4 * million) } }),
      ({ stdout }) => expect(stdout?.value.usable).toBe(false),
    ],
  ])('%s', (_, tree, expectation) => {
    expectation(parseFile(dtb(tree()), 'hostile.dtb').facts)
  })

  test.each<[string, Tree]>([
    [
      'a million banks of RAM',
      { ...one, memory: { device_type: 'memory', reg: words(2 * million, (index) => index) } },
    ],
    [
      'half a million reserved regions',
      { 'reserved-memory': { ...one, 'a@0': { reg: words(million, (index) => index) } } },
    ],
  ])('%s is refused in a sentence', (_, tree) => {
    expect(() => parseFile(dtb(tree), 'hostile.dtb')).toThrow(
      new UserError('the device tree has more than 1024 banks of RAM or reserved regions', { where: 'hostile.dtb' }),
    )
  })

  test('more UARTs than any board is refused in a sentence', () => {
    const bytes = dtb({ ...one, ...many(513, 'serial', uart) })
    expect(() => parseFile(bytes, 'hostile.dtb')).toThrow(
      new UserError('the device tree has more than 512 nodes that look like UARTs', { where: 'hostile.dtb' }),
    )
  })
})
