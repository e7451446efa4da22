import { describe, expect, test } from 'vitest'
import type { Around, Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const shown = (ranges: readonly { base: bigint; size: bigint; path?: string }[] | undefined): readonly string[] =>
  (ranges ?? []).map(
    ({ base, size, path }) => `0x${base.toString(16)} +0x${size.toString(16)}${path ? ` ${path}` : ''}`,
  )

const banksOf = (tree: Tree): readonly string[] => shown(factsOf(tree)['memory.banks'])
const reservedOf = (tree: Tree, around: Around = {}): readonly string[] =>
  shown(factsOf(tree, around)['memory.reserved'])

const two = { '#address-cells': 2, '#size-cells': 2 } as const
const memory = (reg: readonly (number | bigint)[], more: Tree = {}): Tree => ({ device_type: 'memory', reg, ...more })

describe('RAM is what Xen counts', () => {
  test.each<[string, Tree, readonly string[]]>([
    ['on the house board, 2 GiB at 0x4000_0000', board(), ['0x40000000 +0x80000000']],
    [
      'in /memory without unit address',
      { ...two, memory: memory([0x8000_0000n, 0x1000_0000n]) },
      ['0x80000000 +0x10000000'],
    ],
    [
      'in one node with several banks',
      { ...two, memory: memory([0n, 0x5e0_0000n, 0x740_0000n, 0x1000n, 0x8_8000_0000n, 0x1_0000_0000n]) },
      ['0x0 +0x5e00000', '0x7400000 +0x1000', '0x880000000 +0x100000000'],
    ],
    [
      'in several nodes, in file order',
      {
        ...two,
        'memory@600000000': memory([0x6_0000_0000n, 0x8000_0000n]),
        'memory@48000000': memory([0x4800_0000n, 0x7800_0000n]),
      },
      ['0x600000000 +0x80000000', '0x48000000 +0x78000000'],
    ],
    [
      'with root cells of 1',
      { '#address-cells': 1, '#size-cells': 1, memory: memory([0x4000_0000, 0x2000_0000]) },
      ['0x40000000 +0x20000000'],
    ],
    [
      'with root cells of 2 and 1',
      { '#address-cells': 2, '#size-cells': 1, memory: memory([0n, 0x3b40_0000]) },
      ['0x0 +0x3b400000'],
    ],
    ['with no root cells: 2 and 1', { memory: memory([0x1_0000_0000n, 0x1000]) }, ['0x100000000 +0x1000']],
    ['not where the size is 0: firmware fills that in', { ...two, memory: memory([0x4000_0000n, 0n]) }, []],
    [
      'not where one of the sizes is 0',
      { ...two, memory: memory([0x4000_0000n, 0n, 0x8000_0000n, 0x1000n]) },
      ['0x80000000 +0x1000'],
    ],
    [
      'not without device_type, as on some i.MX6 and Aspeed boards',
      { ...two, memory: { reg: [0x4000_0000n, 0x1000n] } },
      [],
    ],
    [
      'not without device_type beside one that has it',
      { ...two, memory: { reg: [0n, 0x1000n] }, 'memory@80000000': memory([0x8000_0000n, 0x1000n]) },
      ['0x80000000 +0x1000'],
    ],
    [
      'not where it is disabled',
      {
        ...two,
        'memory@0': memory([0n, 0x1000n], { status: 'disabled' }),
        'memory@1': memory([0x1000n, 0x1000n], { status: 'ok' }),
      },
      ['0x1000 +0x1000'],
    ],
    [
      "not under another name, as QEMU's secure RAM",
      { ...two, 'secram@e000000': memory([0xe00_0000n, 0x100_0000n]) },
      [],
    ],
    ['not under a longer name', { ...two, 'memory-controller@0': memory([0n, 0x1000n]) }, []],
    ['not in upper case', { ...two, 'Memory@0': memory([0n, 0x1000n]) }, []],
    ['not below the top', { ...two, soc: { ...two, ranges: true, 'memory@0': memory([0n, 0x1000n]) } }, []],
    ['not where reg is cut off', { ...two, memory: memory([0x4000_0000n, 0]) }, []],
    [
      'up to where reg is cut off',
      { ...two, memory: memory([0x4000_0000n, 0x1000n, 0x8000_0000n]) },
      ['0x40000000 +0x1000'],
    ],
    ['not without reg', { ...two, memory: { device_type: 'memory' } }, []],
    ['not with cells of 0', { '#address-cells': 0, '#size-cells': 1, memory: memory([1, 2]) }, []],
    [
      'by the last two of many cells',
      { '#address-cells': 3, '#size-cells': 3, memory: memory([9, 0, 0x4000_0000, 9, 1, 0]) },
      ['0x40000000 +0x100000000'],
    ],
  ])('%s', (_, tree, banks) => {
    expect(banksOf(tree)).toEqual(banks)
  })

  test('and missing, not empty, when there is none', () => {
    expect(factsOf({ ...two, memory: memory([0n, 0n]) })).not.toHaveProperty('memory.banks')
  })
})

describe('memory is kept', () => {
  const reserved = (nodes: Tree, cells: Tree = two): Tree => ({
    ...two,
    'reserved-memory': { ...cells, ranges: true, ...nodes },
  })
  test.each<[string, Tree, readonly string[], Around?]>([
    [
      'by /reserved-memory',
      reserved({ 'optee@9e800000': { reg: [0x9e80_0000n, 0x180_0000n], 'no-map': true } }),
      ['0x9e800000 +0x1800000 /reserved-memory/optee@9e800000'],
    ],
    [
      'by a node with several regions',
      reserved({ 'a@1': { reg: [0x1000n, 0x10n, 0x2000n, 0x20n] } }),
      ['0x1000 +0x10 /reserved-memory/a@1', '0x2000 +0x20 /reserved-memory/a@1'],
    ],
    [
      'by nodes inside nodes, with cells of their own',
      reserved({
        'a@1': { '#address-cells': 1, '#size-cells': 1, reg: [0x1000n, 0x10n], 'b@2': { reg: [0x2000, 0x20] } },
      }),
      ['0x1000 +0x10 /reserved-memory/a@1', '0x2000 +0x20 /reserved-memory/a@1/b@2'],
    ],
    [
      'with cells of 2 and 1 where /reserved-memory says nothing, whatever the root says',
      reserved({ 'a@1': { reg: [0x1000n, 0x10] } }, {}),
      ['0x1000 +0x10 /reserved-memory/a@1'],
    ],
    [
      'not by what has a size and no place: Xen finds one',
      reserved({ 'linux,cma': { compatible: 'shared-dma-pool', size: 0x1000_0000n, alignment: 0x2000n } }),
      [],
    ],
    ['not by what is disabled', reserved({ 'a@1': { reg: [0x1000n, 0x10n], status: 'disabled' } }), []],
    [
      'by what lies below a disabled node: Xen looks at each by itself',
      reserved({
        'a@1': { '#address-cells': 2, '#size-cells': 2, status: 'disabled', 'b@2': { reg: [0x1000n, 0x10n] } },
      }),
      ['0x1000 +0x10 /reserved-memory/a@1/b@2'],
    ],
    ['not by a size of 0', reserved({ 'a@1': { reg: [0x1000n, 0n] } }), []],
    [
      'not elsewhere in the tree',
      { ...two, soc: { 'reserved-memory': { ...two, 'a@1': { reg: [0x1000n, 0x10n] } } } },
      [],
    ],
    [
      'by /memreserve/',
      board(),
      ['0x40000000 +0x100000', '0xfffffffffffff000 +0x1000'],
      {
        memreserve: [
          [0x4000_0000n, 0x10_0000n],
          [0xffff_ffff_ffff_f000n, 0x1000n],
          [0x5000_0000n, 0n],
        ],
      },
    ],
    [
      'by both, and twice where the file says it twice',
      reserved({ 'a@1': { reg: [0x1000n, 0x10n] } }),
      ['0x1000 +0x10 /reserved-memory/a@1', '0x1000 +0x10'],
      { memreserve: [[0x1000n, 0x10n]] },
    ],
  ])('%s', (_, tree, ranges, around) => {
    expect(reservedOf(tree, around)).toEqual(ranges)
  })

  test('and missing, not empty, when nothing is', () => {
    expect(factsOf(board())).not.toHaveProperty('memory.reserved')
  })
})
