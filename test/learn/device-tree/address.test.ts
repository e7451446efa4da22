import { describe, expect, test } from 'vitest'
import { number64, regionOf } from '../../../src/learn/device-tree/address.ts'
import type { Tree } from '../../dtb.ts'
import { nodeOf } from '../board.ts'

const region = (tree: Tree, path: string, index = 0) => {
  const found = regionOf(nodeOf(tree, path), index)
  return found.ok ? `0x${found.base.toString(16)} +0x${found.size.toString(16)}` : found.why
}

const one = { '#address-cells': 1, '#size-cells': 1 } as const
const two = { '#address-cells': 2, '#size-cells': 2 } as const

describe('a device has the address that the CPU sees', () => {
  test.each<[string, Tree, string, string]>([
    [
      'on the root, with two cells each',
      { ...two, 'serial@1': { reg: [0x9_0000_0000n, 0x1000n] } },
      '/serial@1',
      '0x900000000 +0x1000',
    ],
    [
      'on the root, with one cell each',
      { ...one, 'serial@1': { reg: [0x900_0000, 0x1000] } },
      '/serial@1',
      '0x9000000 +0x1000',
    ],
    [
      'on a root that says nothing: two cells and one',
      { 'serial@1': { reg: [0x1_0000_0000n, 0x1000] } },
      '/serial@1',
      '0x100000000 +0x1000',
    ],
    [
      'on a bus that maps one to one',
      { ...two, soc: { ...two, ranges: true, 'serial@1': { reg: [0x900_0000n, 0x1000n] } } },
      '/soc/serial@1',
      '0x9000000 +0x1000',
    ],
    [
      'on a bus without cells of its own: those of the next node above count',
      { ...one, soc: { ranges: true, 'serial@1': { reg: [0x900_0000, 0x1000] } } },
      '/soc/serial@1',
      '0x9000000 +0x1000',
    ],
    [
      "on Raspberry Pi 4's bus, with root cells 2 and 1",
      {
        '#address-cells': 2,
        '#size-cells': 1,
        soc: {
          ...one,
          ranges: [0x7e00_0000, 0, 0xfe00_0000, 0x180_0000, 0x4000_0000, 0, 0xff80_0000, 0x80_0000],
          'serial@7e215040': { reg: [0x7e21_5040, 0x40] },
        },
      },
      '/soc/serial@7e215040',
      '0xfe215040 +0x40',
    ],
    [
      "on Raspberry Pi 5's bus, above 4 GiB",
      {
        '#address-cells': 2,
        '#size-cells': 1,
        soc: { ...one, ranges: [0, 0x10, 0, 0x8000_0000], 'serial@7d001000': { reg: [0x7d00_1000, 0x200] } },
      },
      '/soc/serial@7d001000',
      '0x107d001000 +0x200',
    ],
    [
      'on Versatile Express, behind a chip select and two buses',
      {
        ...two,
        'bus@8000000': {
          '#address-cells': 2,
          '#size-cells': 1,
          ranges: [0, 0, 0, 0x800_0000, 0x400_0000, 3, 0, 0, 0x1c00_0000, 0x400_0000],
          'iofpga@300000000': { ...one, ranges: [0, 3, 0, 0x20_0000], 'serial@90000': { reg: [0x9_0000, 0x1000] } },
        },
      },
      '/bus@8000000/iofpga@300000000/serial@90000',
      '0x1c090000 +0x1000',
    ],
    [
      'in the first of two ranges that hold it',
      {
        ...one,
        soc: { ...one, ranges: [0x1000, 0x5000, 0x1000, 0, 0x9_0000, 0x1_0000], 'serial@1': { reg: [0x1800, 4] } },
      },
      '/soc/serial@1',
      '0x5800 +0x4',
    ],
    [
      'at the last byte of a range',
      { ...one, soc: { ...one, ranges: [0x1000, 0x5000, 0x1000], 'serial@1': { reg: [0x1fff, 4] } } },
      '/soc/serial@1',
      '0x5fff +0x4',
    ],
    [
      'through three cells that are no PCI: an identifier, which must match exactly',
      {
        ...one,
        soc: {
          '#address-cells': 3,
          '#size-cells': 1,
          ranges: [7, 0, 1, 0xa000, 0x100, 7, 0, 2, 0xb000, 0x100],
          'serial@1': { reg: [7, 0, 2, 4] },
        },
      },
      '/soc/serial@1',
      '0xb000 +0x4',
    ],
    [
      'of four cells, the most that Xen follows',
      {
        ...one,
        soc: {
          '#address-cells': 4,
          '#size-cells': 1,
          ranges: [1, 2, 3, 4, 0xa000, 0x100],
          'serial@1': { reg: [1, 2, 3, 4, 4] },
        },
      },
      '/soc/serial@1',
      '0xa000 +0x4',
    ],
    [
      'of a size in three cells, of which the last two count',
      { ...one, '#size-cells': 3, 'serial@1': { reg: [0x1000, 9, 1, 2] } },
      '/serial@1',
      '0x1000 +0x100000002',
    ],
    [
      'on PCI, by its assigned address, in the space that it names',
      {
        ...two,
        'pcie@1': {
          device_type: 'pci',
          '#address-cells': 3,
          '#size-cells': 2,
          ranges: [0x100_0000, 0, 0, 0x3eff_0000n, 0x1_0000n, 0x200_0000, 0, 0x1000_0000, 0x5000_0000n, 0x1000_0000n],
          'serial@0': { reg: [0, 0, 0, 0, 0], 'assigned-addresses': [0x8200_0810, 0, 0x1000_2000, 0, 0x100] },
        },
      },
      '/pcie@1/serial@0',
      '0x50002000 +0x100',
    ],
    [
      'on PCI, in I/O space',
      {
        ...two,
        'pcie@1': {
          device_type: 'pci',
          '#address-cells': 3,
          '#size-cells': 2,
          ranges: [0x200_0000, 0, 0, 0x5000_0000n, 0x1000_0000n, 0x100_0000, 0, 0, 0x3eff_0000n, 0x1_0000n],
          'serial@0': { 'assigned-addresses': [0x100_0010, 0, 0x3f8, 0, 8] },
        },
      },
      '/pcie@1/serial@0',
      '0x3eff03f8 +0x8',
    ],
  ])('%s', (_, tree, path, expected) => {
    expect(region(tree, path)).toBe(expected)
  })

  test('and several regions, each by its number', () => {
    const tree: Tree = { ...one, 'gic@1': { reg: [0x1000, 0x100, 0x2000, 0x200] } }
    expect([0, 1, 2].map((index) => region(tree, '/gic@1', index))).toEqual([
      '0x1000 +0x100',
      '0x2000 +0x200',
      'its reg has no entry 2',
    ])
  })
})

describe('a device has no address, and is told why,', () => {
  test.each<[string, Tree, string, string]>([
    ['without reg', { ...one, serial: {} }, '/serial', 'it has no reg'],
    [
      'with a reg that is too short',
      { ...two, serial: { reg: [0x900_0000, 0x1000] } },
      '/serial',
      'its reg has no entry 0',
    ],
    [
      'on a bus without ranges',
      { ...one, i2c: { ...one, 'serial@1': { reg: [1, 1] } } },
      '/i2c/serial@1',
      'i2c has no ranges, so nothing below it has a CPU address',
    ],
    [
      'two levels below a bus without ranges',
      { ...one, i2c: { ...one, mux: { ...one, ranges: true, 'serial@1': { reg: [1, 1] } } } },
      '/i2c/mux/serial@1',
      'i2c has no ranges, so nothing below it has a CPU address',
    ],
    [
      'on SPI, where sizes have no cells',
      { ...one, spi: { '#address-cells': 1, '#size-cells': 0, ranges: true, 'serial@0': { reg: 0 } } },
      '/spi/serial@0',
      'its bus has 1 address cells and 0 size cells',
    ],
    [
      'below a bus that itself sits on one without sizes',
      { '#address-cells': 1, '#size-cells': 0, soc: { ...one, ranges: true, 'serial@1': { reg: [1, 1] } } },
      '/soc/serial@1',
      'soc sits on a bus with 1 address cells and 0 size cells',
    ],
    [
      'on a bus of five cells',
      { '#address-cells': 5, '#size-cells': 1, serial: { reg: [0, 0, 0, 0, 1, 1] } },
      '/serial',
      'its bus has 5 address cells and 1 size cells',
    ],
    [
      "on Versatile Express CA5s, whose UARTs lie outside their bus's range",
      { ...one, iofpga: { ...one, ranges: [0, 0x1c00_0000, 0x1_0000], 'serial@90000': { reg: [0x9_0000, 0x1000] } } },
      '/iofpga/serial@90000',
      'its address lies outside the ranges of iofpga',
    ],
    [
      'just behind a range',
      { ...one, soc: { ...one, ranges: [0x1000, 0x5000, 0x1000], 'serial@1': { reg: [0x2000, 4] } } },
      '/soc/serial@1',
      'its address lies outside the ranges of soc',
    ],
    [
      'in ranges that are cut off',
      { ...one, soc: { ...one, ranges: [0x1000, 0x5000], 'serial@1': { reg: [0x1000, 4] } } },
      '/soc/serial@1',
      'its address lies outside the ranges of soc',
    ],
    [
      "in a range that ends at 2^64, where Xen's sum wraps to 0",
      {
        ...two,
        soc: {
          ...two,
          ranges: [0xffff_ffff_0000_0000n, 0n, 0x1_0000_0000n],
          'serial@1': { reg: [0xffff_ffff_0000_1000n, 4n] },
        },
      },
      '/soc/serial@1',
      'its address lies outside the ranges of soc',
    ],
    [
      'with another identifier of three cells',
      {
        ...one,
        soc: {
          '#address-cells': 3,
          '#size-cells': 1,
          ranges: [7, 0, 1, 0xa000, 0x100],
          'serial@1': { reg: [7, 0, 2, 4] },
        },
      },
      '/soc/serial@1',
      'its address lies outside the ranges of soc',
    ],
    [
      'on PCI, in a space that the bridge does not map',
      {
        ...two,
        pci: {
          device_type: 'pci',
          ranges: [0x200_0000, 0, 0, 0n, 0x1000n],
          'serial@0': { 'assigned-addresses': [0x100_0000, 0, 0, 0, 8] },
        },
      },
      '/pci/serial@0',
      'its address lies outside the ranges of pci',
    ],
    [
      'on PCI, without assigned addresses',
      { ...two, 'pcie@1': { device_type: 'pci', ranges: true, 'serial@0': { reg: [0, 0, 0, 0, 0] } } },
      '/pcie@1/serial@0',
      'it has no assigned-addresses',
    ],
    [
      'on what is called pcie, which Xen takes for PCI by its name alone',
      { ...two, 'pcie@40000000': { ...two, ranges: true, 'serial@0': { reg: [1n, 1n] } } },
      '/pcie@40000000/serial@0',
      'it has no assigned-addresses',
    ],
    ['as the root', {}, '/', 'the root has no ranges, so nothing below it has a CPU address'],
  ])('%s', (_, tree, path, why) => {
    expect(region(tree, path)).toBe(why)
  })
})

test('a number of many cells is its last two', () => {
  expect(number64([1, 2, 3, 4], 0, 4)).toBe(0x3_0000_0004n)
  expect(number64([1, 2, 3, 4], 1, 1)).toBe(2n)
  expect(number64([1, 2, 3, 4], 0, 0)).toBe(0n)
  expect(number64([0xffffffff, 0xffffffff], 0, 2)).toBe(0xffff_ffff_ffff_ffffn)
})
