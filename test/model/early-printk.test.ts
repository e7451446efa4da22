import { expect, test } from 'vitest'
import { earlyPrintkFor } from '../../src/model/early-printk.ts'
import type { UartFact } from '../../src/model/facts.ts'

const uart = (more: Partial<UartFact>): UartFact => ({
  path: '/serial',
  compatible: [],
  aliases: [],
  enabled: true,
  base: 0x1c2_8000n,
  driver: 'ns16550',
  usable: true,
  problems: [],
  ...more,
})

test.each([
  [
    'as far apart as the tree says',
    { regShift: 2 },
    'arm64',
    { choice: '8250', base: 0x1c2_8000n, shift: 2, path: '/serial' },
  ],
  [
    'side by side where the tree says nothing else',
    { regShift: 0 },
    'arm64',
    { choice: '8250', base: 0x1c2_8000n, shift: 0, path: '/serial' },
  ],
  [
    'four bytes apart where no tree was read',
    {},
    'arm32',
    { choice: '8250', base: 0x1c2_8000n, shift: 2, path: '/serial' },
  ],
  [
    'not asked for with any other UART',
    { driver: 'pl011' },
    'arm64',
    { choice: 'PL011', base: 0x1c2_8000n, path: '/serial' },
  ],
  ['nowhere when Xen builds no such driver for the architecture', { driver: 'cadence' }, 'arm32', undefined],
] as const)('the registers of an early UART are %s', (_, more, arch, want) => {
  expect(earlyPrintkFor(uart(more), arch)).toEqual(want)
})
