import { expect, test } from 'vitest'
import { dtuartMissing } from '../../src/checks/dtuart-missing.ts'
import { stdout, uart, uarts } from './material.ts'
import { describeCheck, findings } from './table.ts'

const named = (text: string) => ({ 'console.dtuart': text })
const uartsHere = 'UARTs in the device tree'

describeCheck(dtuartMissing, {
  passes: {
    'an alias': named('serial0'),
    'an alias with options, which Xen takes off': named('serial0:115200n8'),
    'an alias that is not of the form serialN': { ...named('console'), uarts: uarts(uart({ aliases: ['console'] })) },
    'the second of two aliases for one UART': {
      ...named('serial3'),
      uarts: uarts(uart({ aliases: ['serial0', 'serial3'] })),
    },
    'a path': named('/pl011@9000000'),
    'a path with options': named('/pl011@9000000:115200'),
    'a path in other letters, which Xen compares without case': named('/PL011@9000000'),
    'stdout-path that leads to a UART': named('stdout-path'),
    'a UART that has other faults, which have checks of their own': {
      uarts: uarts(uart({ enabled: false, usable: false, problems: ['it is disabled'] })),
    },
  },
  fails: {
    'an alias that is not there': [
      named('serial1'),
      'dtuart names serial1, and the device tree has no such UART: Xen would boot without a word',
    ],
    'an alias of something that is no UART': [named('ethernet0'), 'dtuart names ethernet0'],
    'an alias in other letters, which Xen tells apart': [named('Serial0'), 'dtuart names Serial0'],
    'a path that is only the beginning of one': [named('/pl011'), 'dtuart names /pl011,'],
    'a path of another kernel': [named('/soc/serial@9000000'), 'dtuart names /soc/serial@9000000'],
    'the name that Linux has for it': [named('ttyAMA0'), 'dtuart names ttyAMA0'],
    'stdout-path left to itself where there is none': [
      { ...named('stdout-path'), stdout: undefined },
      'dtuart is left out, and the device tree has no stdout-path for Xen to take instead',
    ],
    'stdout-path to an alias that is not there': [
      { ...named('stdout-path'), stdout: stdout('serial9:115200n8') },
      'stdout-path is serial9:115200n8, which leads nowhere',
    ],
  },
  whole: [
    named('serial1'),
    {
      rule: 'dtuart-missing',
      severity: 'error',
      says: 'dtuart names serial1, and the device tree has no such UART: Xen would boot without a word',
      at: 'answer console.dtuart',
      also: 'board.dtb /pl011@9000000',
      fix: 'Use one that Xen drives: serial0.',
    },
  ],
  missing: {
    'console.dtuart': 'an answer to console.dtuart (the UART for Xen: alias, path, or stdout-path)',
    uarts: uartsHere,
  },
})

test('the place is stdout-path when that is at fault', () => {
  expect(findings(dtuartMissing, { ...named('stdout-path'), stdout: stdout('serial9') })[0]?.also).toBe(
    'board.dtb /chosen stdout-path',
  )
})

test('where Xen drives nothing there is nothing to propose', () => {
  const idle = uart({
    path: '/soc/serial@1',
    aliases: ['serial0'],
    usable: false,
    problems: ['Xen has no driver for qcom,geni-uart'],
  })
  expect(findings(dtuartMissing, { ...named('serial1'), uarts: uarts(idle) })[0]?.fix).toBe(
    'This device tree has no UART that Xen drives.',
  )
})
