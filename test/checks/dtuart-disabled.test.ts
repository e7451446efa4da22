import { expect, test } from 'vitest'
import { dtuartDisabled } from '../../src/checks/dtuart-disabled.ts'
import { stdout, uart, uarts } from './material.ts'
import { describeCheck, findings } from './table.ts'

const off = uart({
  path: '/soc/serial@1',
  aliases: ['serial1'],
  enabled: false,
  usable: false,
  problems: ['it is disabled (status is not okay, here or above)'],
})

describeCheck(dtuartDisabled, {
  passes: {
    'a UART that is on, beside one that is off': { uarts: uarts(uart(), off) },
    'a UART that is not there at all, which has a check of its own': { 'console.dtuart': 'serial7' },
  },
  fails: {
    'a UART that is off': [
      { 'console.dtuart': 'serial1', uarts: uarts(uart(), off) },
      'The UART /soc/serial@1 is disabled in the device tree',
    ],
    'one that is off and named with options': [
      { 'console.dtuart': 'serial1:115200n8', uarts: uarts(uart(), off) },
      '/soc/serial@1',
    ],
    'stdout-path to one that is off': [
      { 'console.dtuart': 'stdout-path', uarts: uarts(uart(), off), stdout: stdout('serial1', '/soc/serial@1') },
      '/soc/serial@1',
    ],
    'the only one being off': [{ 'console.dtuart': 'serial1', uarts: uarts(off) }, 'Xen would boot without a word'],
  },
  whole: [
    { 'console.dtuart': 'serial1', uarts: uarts(uart(), off) },
    {
      rule: 'dtuart-disabled',
      severity: 'error',
      says: 'The UART /soc/serial@1 is disabled in the device tree (status is not okay, there or above): Xen would boot without a word',
      at: 'answer console.dtuart',
      also: 'board.dtb /pl011@9000000, /soc/serial@1',
      fix: 'Use one that is enabled: serial0.',
    },
  ],
  missing: {
    'console.dtuart': 'an answer to console.dtuart (the UART for Xen: alias, path, or stdout-path)',
    uarts: 'UARTs in the device tree',
  },
})

test('the others that are enabled are proposed, six at most', () => {
  const others = Array.from({ length: 8 }, (_, i) =>
    uart({ path: `/uart@${i}`, aliases: i === 7 ? [] : [`serial${i + 2}`] }),
  )
  const fixOf = (count: number) =>
    findings(dtuartDisabled, { 'console.dtuart': 'serial1', uarts: uarts(off, ...others.slice(-count)) })[0]?.fix
  expect(fixOf(2)).toBe('Use one that is enabled: serial8, /uart@7.')
  expect(fixOf(8)).toBe('Use one that is enabled: serial2, serial3, serial4, serial5, serial6, serial7.')
})

test('where no other is enabled there is nothing to propose but to enable it', () => {
  expect(findings(dtuartDisabled, { 'console.dtuart': 'serial1', uarts: uarts(off) })[0]?.fix).toBe(
    'Enable it in the device tree, if its pins are wired.',
  )
})
