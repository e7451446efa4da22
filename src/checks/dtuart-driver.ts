/** Xen must have a driver for the UART, and build it for this architecture. */

import { chosenUart } from '../model/chosen-uart.ts'
import { uartDrivers } from '../model/xen-uart.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dtuartDriver = defineCheck({
  id: 'dtuart-driver',
  needs: ['console.dtuart', 'uarts', 'machine'],
  uses: ['stdout'],
  run(have) {
    const uart = chosenUart(have['console.dtuart'], have.uarts, have.stdout)
    if (!uart) return []
    const arch = have.machine
    const driver = uartDrivers.find((one) => one.driver === uart.driver)
    if (driver?.arch.includes(arch)) return []
    return [
      {
        severity: 'error',
        says: driver
          ? `Xen builds its ${driver.driver} driver, which ${uart.path} needs, for ${driver.arch.join()} only`
          : `Xen has no driver for the UART ${uart.path} (${uart.compatible.join(', ') || 'no compatible'}): it would boot without a word`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.uarts),
        fix: 'Use another UART of the board that Xen drives; "xenup inspect" lists them.',
      },
    ]
  },
})
