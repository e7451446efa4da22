import { dtuartDriver } from '../../src/checks/dtuart-driver.ts'
import type { UartFact } from '../../src/model/facts.ts'
import { fact, uart, uarts } from './material.ts'
import { describeCheck } from './table.ts'

const {
  driver: _driver,
  since: _since,
  ...undriven
} = uart({
  path: '/soc/serial@a90000',
  compatible: ['qcom,geni-debug-uart'],
  usable: false,
  problems: ['Xen has no driver'],
})
const only = (one: UartFact) => ({ uarts: uarts(one) })

describeCheck(dtuartDriver, {
  passes: {
    'a PL011': {},
    'a DesignWare UART, as Rockchip has it': only(
      uart({ compatible: ['rockchip,rk3399-uart', 'snps,dw-apb-uart'], driver: 'ns16550' }),
    ),
    'a tree that does not tell the architecture: the answers do': { arch: undefined, machine: 'arm64' },
    'a UART without driver that nobody chose': { uarts: uarts(uart(), { ...undriven, aliases: ['serial1'] }) },
    'a UART that is not there at all, which has a check of its own': { 'console.dtuart': 'serial7' },
  },
  fails: {
    'a UART that Xen has no driver for': [
      only(undriven),
      'Xen has no driver for the UART /soc/serial@a90000 (qcom,geni-debug-uart)',
    ],
    'a node without compatible': [only({ ...undriven, compatible: [] }), '(no compatible)'],
    'a driver that is built for 32-bit Arm only': [
      only(uart({ path: '/serial@12c20000', driver: 'exynos4210' })),
      'Xen builds its exynos4210 driver, which /serial@12c20000 needs, for arm32 only',
    ],
    'a driver that is built for arm64 only, on 32-bit': [
      { ...only(uart({ driver: 'meson' })), arch: fact('arm32') },
      'for arm64 only',
    ],
  },
  whole: [
    only(undriven),
    {
      rule: 'dtuart-driver',
      severity: 'error',
      says: 'Xen has no driver for the UART /soc/serial@a90000 (qcom,geni-debug-uart): it would boot without a word',
      at: 'answer console.dtuart',
      also: 'board.dtb /soc/serial@a90000',
      fix: 'Use another UART of the board that Xen drives; "xenup inspect" lists them.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'console.dtuart': 'an answer to console.dtuart (the UART for Xen: alias, path, or stdout-path)',
    uarts: 'UARTs in the device tree',
  },
})
