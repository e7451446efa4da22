/** The tree of realistic-board.dts, for comparison with what dtc makes of that. */
import type { Around, Tree } from '../dtb.ts'

export const realisticAround: Around = { memreserve: [[0x1_0000n, 0x2_0000n]] }

const uart = (reg: number, interrupt: number, status: string): Tree => ({
  compatible: ['rockchip,rk3399-uart', 'snps,dw-apb-uart'],
  reg: [reg, 0x100],
  interrupts: [0, interrupt, 4, 0],
  'reg-shift': 2,
  'reg-io-width': 4,
  status,
})

export const realisticBoard: Tree = {
  '#address-cells': 2,
  '#size-cells': 2,
  model: 'Realistic Board v1.2',
  compatible: ['acme,realistic', 'rockchip,rk3399'],
  'interrupt-parent': '&gic',
  aliases: { serial0: '/soc/serial@ff180000', serial2: '/soc/serial@ff1a0000', ethernet0: '/soc/ethernet@fe300000' },
  chosen: { 'stdout-path': 'serial2:1500000n8' },
  cpus: {
    '#address-cells': 2,
    '#size-cells': 0,
    'cpu-map': { cluster0: { core0: { cpu: '&cpu_l0' } } },
    'cpu_l0: cpu@0': { device_type: 'cpu', compatible: 'arm,cortex-a53', reg: [0, 0], 'enable-method': 'psci' },
    'cpu@100': { device_type: 'cpu', compatible: 'arm,cortex-a72', reg: [0, 0x100], 'enable-method': 'psci' },
  },
  'memory@200000': { device_type: 'memory', reg: [0x20_0000n, 0xf7e0_0000n, 0x1_0000_0000n, 0x8000_0000n] },
  'reserved-memory': {
    '#address-cells': 2,
    '#size-cells': 2,
    ranges: true,
    'optee@8400000': { reg: [0x840_0000n, 0x220_0000n], 'no-map': true },
    'linux,cma': { compatible: 'shared-dma-pool', size: 0x1000_0000n, reusable: true },
  },
  psci: { compatible: 'arm,psci-1.0', method: 'smc' },
  timer: {
    compatible: 'arm,armv8-timer',
    interrupts: [1, 13, 8, 0, 1, 14, 8, 0, 1, 11, 8, 0, 1, 10, 8, 0],
    'arm,no-tick-in-suspend': true,
  },
  soc: {
    compatible: 'simple-bus',
    '#address-cells': 1,
    '#size-cells': 1,
    ranges: [0xfe00_0000, 1, 0xfe00_0000, 0x200_0000],
    'gic: interrupt-controller@fee00000': {
      compatible: 'arm,gic-v3',
      '#interrupt-cells': 4,
      '#address-cells': 1,
      '#size-cells': 1,
      ranges: true,
      'interrupt-controller': true,
      reg: [0xfee0_0000, 0x1_0000, 0xfef0_0000, 0xc_0000],
      interrupts: [1, 9, 4, 0],
      'ppi-partitions': { 'interrupt-partition-0': { affinity: '&cpu_l0' } },
    },
    'serial@ff180000': uart(0xff18_0000, 99, 'disabled'),
    'serial@ff1a0000': uart(0xff1a_0000, 100, 'okay'),
    'ethernet@fe300000': {
      compatible: 'rockchip,rk3399-gmac',
      reg: [0xfe30_0000, 0x1_0000],
      interrupts: [0, 12, 4, 0],
      'local-mac-address': Uint8Array.of(0, 0x11, 0x22, 0x33, 0x44, 0x55),
    },
  },
}
