import { dtuartUnusable } from '../../src/checks/dtuart-unusable.ts'
import type { UartFact } from '../../src/model/facts.ts'
import { fact, uart, uarts } from './material.ts'
import { describeCheck } from './table.ts'

const only = (changes: Partial<UartFact>) => ({ uarts: uarts(uart({ usable: false, ...changes })) })
const {
  driver: _driver,
  since: _since,
  ...undriven
} = uart({ usable: false, problems: ['Xen has no driver for qcom,geni-uart'] })

describeCheck(dtuartUnusable, {
  passes: {
    'a UART that Xen can use': {},
    'a disabled UART, which has a check of its own': only({ enabled: false, problems: ['it is disabled'] }),
    'a UART without driver, which has a check of its own': { uarts: uarts(undriven) },
    'a driver of the other architecture, which has a check of its own': only({
      driver: 'exynos4210',
      problems: ['Xen builds its exynos4210 driver for arm32 only'],
    }),
    'a UART that is not there at all, which has a check of its own': { 'console.dtuart': 'serial7' },
  },
  fails: {
    'an interrupt that does not reach the GIC': [
      only({ problems: ['its interrupt goes to /soc/gpc, not to the GIC'] }),
      'Xen cannot use the UART /pl011@9000000: its interrupt goes to /soc/gpc, not to the GIC',
    ],
    'an address that leads nowhere': [
      only({ problems: ['its address does not pass /soc ranges'] }),
      'its address does not pass /soc ranges',
    ],
    'a tree that does not tell the architecture': [
      { ...only({ problems: ['it has no reg'] }), arch: undefined, machine: 'arm64' },
      'it has no reg',
    ],
    'several things at once': [{ ...only({ problems: ['one', 'two'] }), arch: fact('arm64') }, 'one; two'],
  },
  whole: [
    only({ problems: ['its interrupt goes to /soc/gpc, not to the GIC'] }),
    {
      rule: 'dtuart-unusable',
      severity: 'error',
      says: 'Xen cannot use the UART /pl011@9000000: its interrupt goes to /soc/gpc, not to the GIC',
      at: 'answer console.dtuart',
      also: 'board.dtb /pl011@9000000',
      fix: 'Use another UART of the board that Xen can use; "xenup inspect" lists them.',
    },
  ],
  missing: {
    machine: 'the architecture (goal.arch)',
    'console.dtuart': 'an answer to console.dtuart (the UART for Xen: alias, path, or stdout-path)',
    uarts: 'UARTs in the device tree',
  },
})
