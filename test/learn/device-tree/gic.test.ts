import { describe, expect, test } from 'vitest'
import type { GicFact } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

const gicOf = (tree: Tree): GicFact | undefined => factsOf(tree).gic

/** The house GIC with other properties. */
const gic = (changes: Tree): Tree => board({ 'gic: intc@8000000': changes })

/** Regions of a GICv2 with these sizes of GICC and GICV. */
const regions = (gicc: bigint, gicv: bigint): readonly bigint[] => [
  0x800_0000n,
  0x1000n,
  0x801_0000n,
  gicc,
  0x803_0000n,
  0x2000n,
  0x804_0000n,
  gicv,
]

const v3 = {
  compatible: 'arm,gic-v3',
  'interrupt-controller': true,
  '#interrupt-cells': 3,
  reg: [0x800_0000n, 0x1_0000n, 0x80a_0000n, 0xf6_0000n],
  interrupts: [1, 9, 4],
} as const

describe('a GIC that Xen drives', () => {
  test.each<[string, Tree, Partial<GicFact>]>([
    ['is that of the house board', board(), { path: '/intc@8000000', version: 'v2' }],
    ['is a GIC-400', gic({ compatible: 'arm,gic-400' }), { version: 'v2' }],
    ["is a Cortex-A7's", gic({ compatible: ['arm,cortex-a7-gic', 'arm,cortex-a9-gic'] }), { version: 'v2' }],
    ['is one in another case, as Xen compares', gic({ compatible: 'ARM,GIC-400' }), { version: 'v2' }],
    [
      'has a GICC of 4 KiB in the tree and a GICV of 8: Xen takes 8 for both',
      gic({ reg: regions(0x1000n, 0x2000n) }),
      { version: 'v2' },
    ],
    ['has 8 KiB for both', gic({ reg: regions(0x2000n, 0x2000n) }), { version: 'v2' }],
    [
      'has its maintenance interrupt in interrupts-extended',
      gic({ interrupts: undefined, 'interrupts-extended': ['&gic', 1, 9, 4] }),
      { version: 'v2' },
    ],
    [
      'lies below a bus',
      {
        '#address-cells': 2,
        '#size-cells': 2,
        soc: {
          '#address-cells': 1,
          '#size-cells': 1,
          ranges: [0, 1, 0, 0x1000_0000],
          'interrupt-parent': '&gic',
          'gic: gic@8000000': { ...v3, reg: [0x800_0000, 0x1_0000, 0x80a_0000, 0xf6_0000] },
        },
      },
      { path: '/soc/gic@8000000', version: 'v3' },
    ],
    ['is a GICv3', board({ 'gic: intc@8000000': { ...v3 } }), { version: 'v3' }],
    [
      'is a GICv3 with four cells an interrupt',
      board({ 'gic: intc@8000000': { ...v3, '#interrupt-cells': 4, interrupts: [1, 9, 4, 0] } }),
      { version: 'v3' },
    ],
    [
      'is a GICv3 with two redistributor regions',
      board({
        'gic: intc@8000000': {
          ...v3,
          '#redistributor-regions': 2,
          reg: [0x800_0000n, 0x1_0000n, 0x80a_0000n, 0x2_0000n, 0x4000_0000n, 0x2_0000n],
        },
      }),
      { version: 'v3' },
    ],
    [
      'stands behind one that is disabled',
      {
        ...board(),
        'gic: intc@8000000': undefined,
        a: { ...v3, status: 'disabled' },
        'gic: b': { ...v3, status: 'okay' },
      },
      { path: '/b', version: 'v3' },
    ],
    [
      'stands behind another controller, as on Tegra with its audio GIC',
      {
        'interrupt-parent': '&gic',
        'agic@702f9000': { compatible: 'nvidia,tegra210-agic', 'interrupt-controller': true, '#interrupt-cells': 3 },
        ...board(),
      },
      { path: '/intc@8000000', version: 'v2' },
    ],
  ])('%s', (_, tree, wanted) => {
    expect(gicOf(tree)).toMatchObject({ ...wanted, usable: true, problems: [] })
  })

  test('of a first-generation X-Gene may have a GICC that looks too small: Xen has a quirk for it', () => {
    const small = gic({ reg: regions(0x1000n, 0x1000n) })
    expect(gicOf(small)).toMatchObject({ usable: false })
    expect(gicOf({ ...small, compatible: ['apm,mustang', 'apm,xgene-storm'] })).toMatchObject({ usable: true })
  })
})

describe('a GIC on which Xen stops', () => {
  const noRegion = (name: string, index: number) => `${name}: its reg has no entry ${index}`
  test.each<[string, Tree, readonly string[]]>([
    [
      'lacks the virtualization regions',
      gic({ reg: [0x800_0000n, 0x1000n, 0x801_0000n, 0x2000n] }),
      [noRegion('GICH, the hypervisor interface', 2), noRegion('GICV, the virtual CPU interface', 3)],
    ],
    [
      'has 4 KiB for GICC and GICV',
      gic({ reg: regions(0x1000n, 0x1000n) }),
      ['its GICC has 0x1000 bytes and its GICV 0x1000; Xen wants them alike'],
    ],
    [
      'has a larger GICC than GICV',
      gic({ reg: regions(0x1_0000n, 0x2000n) }),
      ['its GICC has 0x10000 bytes and its GICV 0x2000; Xen wants them alike'],
    ],
    [
      'has a region that no page begins with',
      gic({ reg: [0x800_0000n, 0x1000n, 0x801_0000n, 0x2000n, 0x803_0000n, 0x2000n, 0x804_0800n, 0x2000n] }),
      ['GICV, the virtual CPU interface: it is not page-aligned'],
    ],
    [
      'has no maintenance interrupt',
      gic({ interrupts: undefined }),
      ['the maintenance interrupt: it has no interrupt'],
    ],
    [
      'has its maintenance interrupt at another controller',
      {
        ...gic({ interrupts: undefined, 'interrupts-extended': ['&other', 1, 9, 4] }),
        'other: other': { 'interrupt-controller': true, '#interrupt-cells': 3 },
      },
      ['its maintenance interrupt goes to another controller'],
    ],
    [
      'has an SPI for its maintenance interrupt, which belongs to a device',
      gic({ interrupts: [0, 9, 4] }),
      ['its maintenance interrupt is SPI 9 (IRQ 41), and a GIC raises it as a PPI, 9 as a rule'],
    ],
    [
      'has a maintenance interrupt of one cell',
      board({ 'gic: intc@8000000': { ...v3, '#interrupt-cells': 1, interrupts: [9] } }),
      ['its maintenance interrupt has fewer than three cells'],
    ],
    [
      'lies where no address leads',
      { 'interrupt-parent': '&gic', soc: { '#address-cells': 2, '#size-cells': 2, 'gic: gic': { ...v3 } } },
      [
        'the distributor: soc has no ranges, so nothing below it has a CPU address',
        'redistributor region 0: soc has no ranges, so nothing below it has a CPU address',
      ],
    ],
    [
      'is a GICv3 without redistributors',
      board({ 'gic: intc@8000000': { ...v3, reg: [0x800_0000n, 0x1_0000n] } }),
      ['redistributor region 0: its reg has no entry 1'],
    ],
    [
      'is a GICv3 with fewer redistributors than it claims',
      board({ 'gic: intc@8000000': { ...v3, '#redistributor-regions': 4_000_000_000 } }),
      ['redistributor region 1: its reg has no entry 2'],
    ],
    [
      'is a GICv3 that no page begins with',
      board({ 'gic: intc@8000000': { ...v3, reg: [0x800_0800n, 0x1_0000n, 0x80a_0000n, 0xf6_0000n] } }),
      ['its distributor is not page-aligned'],
    ],
  ])('%s', (_, tree, problems) => {
    expect(gicOf(tree)).toMatchObject({ usable: false, problems })
  })
})

describe('a controller that Xen has no driver for', () => {
  test.each<[string, Tree, string]>([
    ["is a Cortex-A9's GIC", gic({ compatible: 'arm,cortex-a9-gic' }), 'Xen has no driver for it'],
    ['is a GIC-400 that is switched off', gic({ status: 'disabled' }), 'its status is not okay'],
    [
      'is a GIC-400 that does not say that it is a controller',
      gic({ 'interrupt-controller': undefined }),
      'it has no interrupt-controller property, by which Xen finds it',
    ],
  ])('%s', (_, tree, why) => {
    expect(gicOf(tree)).toEqual({ path: '/intc@8000000', version: 'other', usable: false, problems: [why] })
  })

  test.each<[string, Tree]>([
    ['no controller at all', {}],
    [
      'only a GPIO controller that takes interrupts',
      { gpio: { compatible: 'arm,pl061', 'interrupt-controller': true } },
    ],
    ['a root that claims to be one', { compatible: 'arm,gic-v3', 'interrupt-controller': true }],
  ])('%s is no fact', (_, tree) => {
    expect(factsOf(tree)).not.toHaveProperty('gic')
  })
})
