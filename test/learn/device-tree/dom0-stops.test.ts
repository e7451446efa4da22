/** Where Xen would stop while it makes dom0's tree: each rule of handle_node and handle_device, on the house board. */
import { describe, expect, test } from 'vitest'
import type { Dom0Stop } from '../../../src/model/facts.ts'
import { changeInWords } from '../../../src/model/tree-change.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const stopsIn = (tree: Tree): readonly Dom0Stop[] => factsOf(tree)['dom0.stops'] ?? []
const [spi4, spi8] = [
  [0, 1, 4],
  [0, 1, 8],
] as const

/** A bus of one MiB from 0x1000_0000 on. */
const bus = (more: Tree): Tree => ({
  'bus@10000000': {
    compatible: 'simple-bus',
    '#address-cells': 2,
    '#size-cells': 2,
    ranges: [0n, 0x1000_0000n, 0x10_0000n],
    ...more,
  },
})
const device = (more: Tree = {}): Tree => ({ compatible: 'house,device', reg: [0x1000n, 0x1000n], ...more })

describe('Xen comes through', () => {
  test.each<[string, Tree]>([
    ['the house tree', board()],
    ['a device inside the ranges of its bus', board(bus({ 'device@1000': device() }))],
    [
      'a device on a bus without ranges, which has no address to ask for',
      board({ i2c: { '#address-cells': 1, '#size-cells': 0, 'chip@50': { compatible: 'house,chip', reg: 0x50 } } }),
    ],
    [
      'two devices with one interrupt, triggered alike',
      board(bus({ 'a@1000': device({ interrupts: [0, 9, 4] }), 'b@2000': device({ interrupts: [0, 9, 4] }) })),
    ],
    [
      'a device with an interrupt of its own CPU, which dom0 does not get, nor what is below',
      board(bus({ 'pmu@1000': device({ interrupts: [1, 7, 4], reg: [0x90_0000_0000n, 1n] }) })),
    ],
    [
      'a device whose interrupt goes to another controller',
      board(
        bus({
          'gpio: gpio@1000': device({ 'interrupt-controller': true, '#interrupt-cells': 2 }),
          'b@2000': device({ 'interrupt-parent': '&gpio', interrupts: [3, 8] }),
        }),
      ),
    ],
    [
      "what Xen keeps: an SMMU outside its bus's ranges",
      board(bus({ 'iommu@1': { compatible: 'arm,mmu-500', reg: [0x90_0000n, 1n] } })),
    ],
    [
      'a child of a PCI bridge, whose address is on the bus',
      board({
        pcie: {
          device_type: 'pci',
          '#address-cells': 3,
          '#size-cells': 2,
          ranges: true,
          'usb@0,0': { reg: [0, 0, 0, 0, 0] },
        },
      }),
    ],
  ])('%s', (_, tree) => {
    expect(stopsIn(tree)).toEqual([])
  })

  test('or it does not come there, when it has no timer', () => {
    expect(factsOf(board({ timer: undefined }))).not.toHaveProperty(['dom0.stops'])
  })
})

describe('Xen stops', () => {
  test.each<[string, Tree, path: string, why: RegExp, prints: string, change: string]>([
    [
      'at a register outside the ranges of its bus',
      bus({ 'router@a00000': device({ reg: [0xa0_0000n, 0x800n] }) }),
      '/bus@10000000/router@a00000',
      /reg 0 has no CPU address: .* outside the ranges of bus@10000000/,
      'Unable to retrieve address 0 for /bus@10000000/router@a00000',
      'fdt rm /bus@10000000/router@a00000 reg',
    ],
    [
      'at the second register of an MSI controller, as on the Raspberry Pi 5',
      bus({ 'msi-controller@1000': device({ reg: [0x1000n, 0xc0n, 0xff_ffff_f000n, 0x1000n] }) }),
      '/bus@10000000/msi-controller@1000',
      /reg 1 has no CPU address/,
      'Unable to retrieve address 1 for /bus@10000000/msi-controller@1000',
      "fdt set /bus@10000000/msi-controller@1000 reg '<0x0 0x1000 0x0 0xc0>'",
    ],
    [
      'at a disabled device as well: dom0 gets it all the same',
      bus({ 'r5f@1': device({ status: 'disabled', reg: [0x1_0000_0000n, 0x1000n] }) }),
      '/bus@10000000/r5f@1',
      /reg 0 has no CPU address/,
      'Unable to retrieve address 0',
      'fdt rm /bus@10000000/r5f@1 reg',
    ],
    [
      'at a device below a bridge that does not say that it is PCI',
      {
        'bridge@0': {
          '#address-cells': 3,
          '#size-cells': 2,
          ranges: [0, 0, 0, 0n, 0x1000n],
          'usb@1,0': { reg: [0x1_0000, 0, 0, 0, 0] },
        },
      },
      '/bridge@0/usb@1,0',
      /outside the ranges of bridge@0/,
      'Unable to retrieve address 0 for /bridge@0/usb@1,0',
      'fdt rm /bridge@0/usb@1,0',
    ],
    [
      'at the second of two devices that trigger one interrupt in two ways',
      bus({ 'pcie@1000': device({ interrupts: [0, 72, 4] }), 'legacy@2000': device({ interrupts: [0, 72, 1] }) }),
      '/bus@10000000/legacy@2000',
      /SPI 72 \(IRQ 104\) as EDGE_RISING, and \/bus@10000000\/pcie@1000 has it as LEVEL_HIGH/,
      'Unable to get irq 0 for /bus@10000000/legacy@2000',
      "fdt set /bus@10000000/legacy@2000 interrupts '<0x0 0x48 0x4>'",
    ],
    [
      'at an interrupt that leads nowhere',
      bus({ 'a@1000': device({ 'interrupts-extended': [0] }) }),
      '/bus@10000000/a@1000',
      /interrupt 0 leads nowhere: it has no interrupt/,
      'Unable to retrieve irq 0 for /bus@10000000/a@1000',
      'fdt rm /bus@10000000/a@1000',
    ],
    [
      'at a PCI bridge whose interrupt-map leads to an interrupt of one CPU',
      {
        'pcie@1': {
          device_type: 'pci',
          '#address-cells': 3,
          '#size-cells': 2,
          '#interrupt-cells': 1,
          ranges: true,
          'interrupt-map': [0, 0, 0, 1, '&gic', 0, 0, 1, 7, 4],
        },
      },
      '/pcie@1',
      /interrupt-map leads to PPI 7 \(IRQ 23\)/,
      'IRQ23 is not a SPI',
      'fdt rm /pcie@1',
    ],
  ])('%s', (_, changes, path, why, prints, change) => {
    const [stop, ...more] = stopsIn(board(changes))
    expect(more).toEqual([])
    expect(stop).toMatchObject({ path, why: expect.stringMatching(why), prints: expect.stringContaining(prints) })
    expect(changeInWords(stop!.path, stop!.change!)).toBe(change)
  })

  test('at all that shares the interrupt of its console, and only with that console', () => {
    const tree = board({ ...bus({ 'a@1000': device({ interrupts: spi4 }), 'b@2000': device({ interrupts: spi8 }) }) })
    expect(stopsIn(tree)).toMatchObject([
      { path: '/bus@10000000/b@2000', why: expect.stringContaining('LEVEL_LOW') },
      {
        path: '/bus@10000000/a@1000',
        console: '/pl011@9000000',
        prints: 'IRQ 33 is already used by Xen',
        change: { kind: 'remove' },
      },
      { path: '/bus@10000000/b@2000', console: '/pl011@9000000' },
    ])
  })

  test('at what refers to a node that has to go', () => {
    const tree = board({
      ...bus({
        'legacy: a@1000': device({
          'interrupts-extended': [0],
          'interrupt-controller': true,
          '#interrupt-cells': 1,
          '#address-cells': 0,
        }),
      }),
      'pcie@1': {
        device_type: 'pci',
        '#address-cells': 3,
        '#size-cells': 2,
        '#interrupt-cells': 1,
        ranges: true,
        'interrupt-map': [0, 0, 0, 1, '&legacy', 0],
      },
    })
    expect(stopsIn(tree).map(({ path }) => path)).toEqual(['/bus@10000000/a@1000', '/pcie@1'])
  })

  test('at a bus that holds the GIC, which cannot go', () => {
    const { 'gic: intc@8000000': gic, ...rest } = board()
    const tree: Tree = {
      ...rest,
      'soc@0': {
        '#address-cells': 2,
        '#size-cells': 2,
        ranges: true,
        'interrupts-extended': [0],
        'gic: intc@8000000': gic,
      },
    }
    expect(stopsIn(tree)).toEqual([
      { path: '/soc@0', why: expect.stringContaining('leads nowhere'), prints: expect.anything() },
    ])
  })

  test('where no CPU says that it is one', () => {
    const tree = board({ cpus: { 'cpu@0': { compatible: 'arm,cortex-a57', reg: 0 }, 'cpu@1': undefined } })
    expect(stopsIn(tree)).toMatchObject([{ path: '/cpus' }])
  })
})
