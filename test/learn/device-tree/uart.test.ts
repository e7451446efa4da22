import { describe, expect, test } from 'vitest'
import type { UartFact } from '../../../src/model/facts.ts'
import type { Tree } from '../../dtb.ts'
import { board, factsOf } from '../board.ts'

/** The house board with this in place of its UART. */
const withUarts = (nodes: Tree): Tree => board({ 'uart: pl011@9000000': undefined, chosen: undefined, ...nodes })

/** The one UART of a tree. */
function only(tree: Tree): UartFact {
  const uarts = factsOf(tree).uarts ?? []
  expect(uarts.map(({ path }) => path)).toHaveLength(1)
  return uarts[0]!
}

/** A UART at 0x900_0000 with interrupt 1 of the GIC, changed. */
const serial = (changes: Tree): Tree => ({ reg: [0x900_0000n, 0x1000n], interrupts: [0, 1, 4], ...changes })
const cpus = (compatible: string): Tree => ({ 'cpu@0': { device_type: 'cpu', compatible } })

describe('a UART that Xen can use', () => {
  test('is that of the house board', () => {
    expect(factsOf(board()).uarts).toEqual([
      {
        path: '/pl011@9000000',
        compatible: ['arm,pl011', 'arm,primecell'],
        aliases: [],
        enabled: true,
        base: 0x900_0000n,
        driver: 'pl011',
        since: '<=4.3',
        usable: true,
        problems: [],
      },
    ])
  })

  test.each<[string, string | readonly string[], string, string]>([
    ['a PL011', 'arm,pl011', 'pl011', '<=4.3'],
    ['an SBSA UART, new to Xen 4.18', 'arm,sbsa-uart', 'pl011', '4.18'],
    ['a DesignWare UART', 'snps,dw-apb-uart', 'ns16550', '4.4'],
    ['a DesignWare UART with a name of its own', ['rockchip,rk3399-uart', 'snps,dw-apb-uart'], 'ns16550', '4.4'],
    ['a 16550', 'ns16550', 'ns16550', '<=4.4'],
    ['a 16550A that is a 16550 too: the earlier counts', ['ns16550a', 'ns16550'], 'ns16550', '<=4.4'],
    ["a Raspberry Pi's mini UART", 'brcm,bcm2835-aux-uart', 'ns16550', '4.13'],
    ["a ZynqMP's", ['xlnx,zynqmp-uart', 'cdns,uart-r1p12'], 'cadence', '4.6'],
    ["a K3's", ['ti,am64-uart', 'ti,am654-uart'], 'omap', '4.19'],
    ["an R-Car's", ['renesas,scif-r8a7795', 'renesas,rcar-gen3-scif', 'renesas,scif'], 'scif', '4.6'],
    [
      "an i.MX8QM's, which one name or the other covers from 4.17 on",
      ['fsl,imx8qm-lpuart', 'fsl,imx8qxp-lpuart'],
      'imx-lpuart',
      '4.17',
    ],
    ["an i.MX8QXP's", 'fsl,imx8qxp-lpuart', 'imx-lpuart', '4.19'],
    ["an i.MX8M's, not yet released", ['fsl,imx8mm-uart', 'fsl,imx6q-uart'], 'imx-uart', '4.23'],
    ["a Meson's", ['amlogic,meson-gx-uart', 'amlogic,meson-ao-uart'], 'meson', '4.13'],
    ["an Armada 3700's", 'marvell,armada-3700-uart', 'mvebu', '4.11'],
    ["an S32G's", ['nxp,s32g2-linflexuart', 'fsl,s32v234-linflexuart'], 'linflex', '4.20'],
    ['one in another case, as Xen compares', 'ARM,PL011', 'pl011', '<=4.3'],
  ])('is %s', (_, compatible, driver, since) => {
    expect(only(withUarts({ 'serial@9000000': serial({ compatible }) }))).toMatchObject({
      driver,
      since,
      usable: true,
      problems: [],
    })
  })

  test.each<[string, Tree]>([
    [
      'is a 16550 without interrupt: Xen polls it',
      { 'serial@1': serial({ compatible: 'ns16550a', interrupts: undefined }) },
    ],
    [
      'is a 16550 whose interrupt goes elsewhere',
      {
        'other: other': { 'interrupt-controller': true, '#interrupt-cells': 1 },
        'serial@1': serial({ compatible: 'ns16550a', 'interrupt-parent': '&other', interrupts: 1 }),
      },
    ],
    ['has registers of one byte', { 'serial@1': serial({ compatible: 'ns16550a', 'reg-io-width': 1 }) }],
    [
      'has registers of a word',
      { 'serial@1': serial({ compatible: 'snps,dw-apb-uart', 'reg-io-width': 4, 'reg-shift': 2 }) },
    ],
    [
      'has a width that its driver does not look at',
      { 'serial@1': serial({ compatible: 'ti,am654-uart', 'reg-io-width': 2 }) },
    ],
    ['has status ok', { 'serial@1': serial({ compatible: 'arm,pl011', status: 'ok' }) }],
  ])('%s', (_, nodes) => {
    expect(only(withUarts(nodes))).toMatchObject({ enabled: true, usable: true, problems: [] })
  })
})

test.each<[string, Tree, number | undefined]>([
  ['as far apart as reg-shift says', { compatible: 'snps,dw-apb-uart', 'reg-shift': 2 }, 2],
  ['side by side without it', { compatible: 'ns16550a' }, 0],
  [
    "four bytes apart in the Raspberry Pi's mini UART, of which no tree says it",
    { compatible: 'brcm,bcm2835-aux-uart' },
    2,
  ],
  ['of no interest in another kind', { compatible: 'arm,pl011', 'reg-shift': 2 }, undefined],
])('the registers are %s', (_, node, shift) => {
  expect(only(withUarts({ 'serial@9000000': serial(node) })).regShift).toBe(shift)
})

describe('a UART that Xen cannot use is told everything that keeps it from it', () => {
  const disabled = 'it is disabled (status is not okay, here or above)'
  test.each<[string, Tree, readonly string[]]>([
    ['switched off', { 'serial@1': serial({ compatible: 'arm,pl011', status: 'disabled' }) }, [disabled]],
    [
      'kept for the secure world, as on K3',
      { 'serial@1': serial({ compatible: 'ti,am654-uart', status: 'reserved' }) },
      [disabled],
    ],
    ['with a status that is empty', { 'serial@1': serial({ compatible: 'arm,pl011', status: true }) }, [disabled]],
    ['with a status in upper case', { 'serial@1': serial({ compatible: 'arm,pl011', status: 'OKAY' }) }, [disabled]],
    [
      'below a bus that is switched off',
      {
        soc: {
          '#address-cells': 2,
          '#size-cells': 2,
          ranges: true,
          status: 'disabled',
          'serial@1': serial({ compatible: 'arm,pl011', status: 'okay' }),
        },
      },
      [disabled],
    ],
    [
      'a look-alike without a driver',
      { 'serial@1': serial({ compatible: ['fsl,imx93-lpuart', 'fsl,imx8ulp-lpuart'] }) },
      ['Xen has no driver for fsl,imx93-lpuart, fsl,imx8ulp-lpuart'],
    ],
    [
      "a Tegra's, which no driver matches",
      { 'serial@1': serial({ compatible: 'nvidia,tegra210-uart' }) },
      ['Xen has no driver for nvidia,tegra210-uart'],
    ],
    [
      'of a 32-bit board only',
      { 'serial@1': serial({ compatible: 'samsung,exynos4210-uart' }) },
      ['Xen builds its exynos4210 driver for arm32 only'],
    ],
    [
      'of a 64-bit board only, on a 32-bit one',
      { cpus: cpus('arm,cortex-a7'), 'serial@1': serial({ compatible: ['fsl,imx7d-uart', 'fsl,imx6q-uart'] }) },
      ['Xen builds its imx-uart driver for arm64 only'],
    ],
    [
      'without an address',
      { i2c: { '#address-cells': 1, '#size-cells': 0, 'serial@1': { compatible: 'nxp,sc16is740', reg: 1 } } },
      ['Xen has no driver for nxp,sc16is740', 'i2c has no ranges, so nothing below it has a CPU address'],
    ],
    [
      'without an interrupt',
      { 'serial@1': serial({ compatible: 'arm,pl011', interrupts: undefined }) },
      ['it has no interrupt'],
    ],
    [
      "with its interrupt at i.MX's GPC",
      {
        'gpc: gpc': { 'interrupt-controller': true, '#interrupt-cells': 3 },
        'serial@1': serial({ compatible: 'fsl,imx6q-uart', 'interrupt-parent': '&gpc' }),
      },
      ['its interrupt goes to /gpc, not to the GIC'],
    ],
    [
      'with its interrupt at a GIC that Xen does not drive',
      { 'gic: intc@8000000': { compatible: 'arm,cortex-a9-gic' }, 'serial@1': serial({ compatible: 'arm,pl011' }) },
      ['its interrupt goes to /intc@8000000, not to the GIC'],
    ],
    [
      'with registers of two bytes',
      { 'serial@1': serial({ compatible: 'ns16550a', 'reg-io-width': 2 }) },
      ['its reg-io-width is 2, and the ns16550 driver takes 1 or 4'],
    ],
    [
      'a PL011 with registers of eight bytes',
      { 'serial@1': serial({ compatible: 'arm,pl011', 'reg-io-width': 8 }) },
      ['its reg-io-width is 8, and the pl011 driver takes 1 or 4'],
    ],
    [
      'in every way at once',
      { 'serial@1': { compatible: 'arm,pl011', status: 'disabled', 'reg-io-width': 3 } },
      [disabled, 'it has no reg', 'it has no interrupt', 'its reg-io-width is 3, and the pl011 driver takes 1 or 4'],
    ],
  ])('%s', (_, nodes, problems) => {
    expect(only(withUarts(nodes))).toMatchObject({ usable: false, problems })
  })

  test('as long as the architecture is unknown, the driver is given the benefit of the doubt', () => {
    expect(
      only(withUarts({ cpus: undefined, 'serial@1': serial({ compatible: 'samsung,exynos4210-uart' }) })),
    ).toMatchObject({ usable: true })
  })
})

describe('what counts as a UART', () => {
  test.each<[string, Tree, readonly string[]]>([
    ['what a Xen driver matches, under any name', { 'console@1': serial({ compatible: 'arm,pl011' }) }, ['/console@1']],
    [
      'what is called serial or uart',
      {
        'serial@1': serial({ compatible: 'acme,a' }),
        'uart@2': serial({ compatible: 'acme,b' }),
        uart: serial({ compatible: 'acme,c' }),
      },
      ['/serial@1', '/uart@2', '/uart'],
    ],
    [
      'not what is called nearly so',
      { 'serial-bus@1': serial({ compatible: 'acme,a' }), 'uart3@2': serial({ compatible: 'acme,b' }) },
      [],
    ],
    ['not what has no compatible', { 'serial@1': serial({}), 'uart@2': { compatible: true } }, []],
    [
      "what a serial alias leads to, though it has no reg, as ZynqMP's DCC",
      { aliases: { serial2: '/dcc' }, dcc: { compatible: 'arm,dcc' } },
      ['/dcc'],
    ],
    [
      'not what another alias leads to',
      { aliases: { ethernet0: '/eth', serialx: '/eth', serial: '/eth' }, eth: { compatible: 'acme,e' } },
      [],
    ],
    [
      'what stdout-path leads to, be it a framebuffer',
      { chosen: { 'stdout-path': '/fb' }, fb: { compatible: 'simple-framebuffer' } },
      ['/fb'],
    ],
    [
      'with commas, 0x and capitals in the unit address',
      {
        soc: {
          'serial@87e0,24000000': serial({ compatible: 'arm,pl011' }),
          'serial@0xABC': serial({ compatible: 'arm,pl011' }),
        },
      },
      ['/soc/serial@87e0,24000000', '/soc/serial@0xABC'],
    ],
    [
      'parents before children, in file order',
      {
        'serial@1': { ...serial({ compatible: 'a,b' }), 'serial@0': { compatible: 'c,d' } },
        'serial@0': serial({ compatible: 'a,b' }),
      },
      ['/serial@1', '/serial@1/serial@0', '/serial@0'],
    ],
    ['not what a name from JavaScript matches', { 'a@1': serial({ compatible: ['constructor', '__proto__'] }) }, []],
  ])('%s', (_, nodes, paths) => {
    expect((factsOf(withUarts(nodes)).uarts ?? []).map(({ path }) => path)).toEqual(paths)
  })

  test('a UART whose compatible is a name from JavaScript has no driver', () => {
    expect(only(withUarts({ 'serial@1': serial({ compatible: ['constructor', '__proto__'] }) }))).toEqual({
      path: '/serial@1',
      compatible: ['constructor', '__proto__'],
      aliases: [],
      enabled: true,
      base: 0x900_0000n,
      usable: false,
      problems: ['Xen has no driver for constructor, __proto__'],
    })
  })
})

describe('aliases', () => {
  const uart = serial({ compatible: 'arm,pl011' })
  test.each<[string, Tree, Tree, readonly string[]]>([
    [
      'are told in file order, and there may be several',
      { serial10: '/serial@1', console: '/serial@1', serial0: '/serial@1' },
      { 'serial@1': uart },
      ['serial10', 'console', 'serial0'],
    ],
    ["that lead nowhere are nobody's", { serial0: '/serial@2' }, { 'serial@1': uart }, []],
    ["with a phandle for a path, as on the Nokia N900, are nobody's", { serial0: 5 }, { 'serial@1': uart }, []],
    ["that are empty are nobody's", { serial0: true }, { 'serial@1': uart }, []],
    ['are compared without case, as Xen does', { serial0: '/SERIAL@1' }, { 'serial@1': uart }, ['serial0']],
    ['must have the whole name: /serial is not /serial@1', { serial0: '/serial' }, { 'serial@1': uart }, []],
    [
      'lead to nodes deep in the tree',
      { serial0: '/soc/bus/serial@1' },
      { soc: { bus: { 'serial@1': uart } } },
      ['serial0'],
    ],
  ])('%s', (_, aliases, nodes, expected) => {
    expect(only(withUarts({ aliases, ...nodes })).aliases).toEqual(expected)
  })
})
