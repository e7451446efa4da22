import { expect, test } from 'vitest'
import { dtuartRelease } from '../../src/checks/dtuart-release.ts'
import type { UartFact } from '../../src/model/facts.ts'
import { uart, uarts } from './material.ts'
import { describeCheck, findings } from './table.ts'

const since = (release: string, changes: Partial<UartFact> = {}) => ({
  uarts: uarts(uart({ path: '/bus/serial@2800000', since: release, ...changes })),
})
const { driver: _driver, since: _since, ...undriven } = uart({ usable: false })

describeCheck(dtuartRelease, {
  passes: {
    'a driver that was always there': {},
    'a driver that came with the very release': since('4.17'),
    'a driver of release 4.4, which is before 4.17 and not after it': since('4.4'),
    'a UART that is not there, which has a check of its own': { 'console.dtuart': 'serial7' },
    'a name in its last release': { ...since('4.17', { until: '4.18' }), 'xen.version': '4.18' },
    'a UART without driver, which has a check of its own': { uarts: uarts(undriven) },
    'a driver that Xen does not build for 32 bits, which has a check of its own': {
      ...since('4.23', { driver: 'imx-uart' }),
      machine: 'arm32',
    },
    'a late driver with a late Xen': { ...since('4.19'), 'xen.version': '4.20' },
  },
  fails: {
    'a K3 UART with the Xen of Debian 12': [
      since('4.19', { driver: 'omap' }),
      'Xen drives the UART /bus/serial@2800000 (omap) since 4.19, and Xen 4.17 is to boot',
    ],
    'a name that newer releases do not look for': [
      { ...since('4.17', { driver: 'imx-lpuart', until: '4.18' }), 'xen.version': '4.20' },
      '(imx-lpuart) from 4.17 to 4.18 only, and Xen 4.20 is to boot',
    ],
    'a driver that came one release later': [since('4.18', { driver: 'pl011' }), 'since 4.18'],
  },
  whole: [
    since('4.19', { driver: 'omap' }),
    {
      rule: 'dtuart-release',
      severity: 'error',
      says: 'Xen drives the UART /bus/serial@2800000 (omap) since 4.19, and Xen 4.17 is to boot: it would do so without a word',
      at: 'answer console.dtuart',
      also: 'board.dtb /bus/serial@2800000',
      fix: 'Use Xen 4.19 or newer, or another UART.',
    },
  ],
  missing: {
    'console.dtuart': 'an answer to console.dtuart (the UART for Xen: alias, path, or stdout-path)',
    uarts: 'UARTs in the device tree',
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
    machine: 'the architecture (goal.arch)',
  },
})

test('a driver that is in no release yet is not promised with one', () => {
  expect(findings(dtuartRelease, { ...since('4.23', { driver: 'imx-uart' }), 'xen.version': '4.22' })[0]?.fix).toBe(
    'Build Xen from its development branch (xen.source: build, xen.version: 4.23), or use another UART: no release up to 4.22 has this driver.',
  )
})

test('the newest release can be used', () => {
  expect(findings(dtuartRelease, since('4.22'))[0]?.fix).toBe('Use Xen 4.22 or newer, or another UART.')
})
