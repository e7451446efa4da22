/** What else keeps Xen from using the UART: no address, or an interrupt that does not reach the GIC. */

import { chosenUart } from '../model/chosen-uart.ts'
import { uartDrivers } from '../model/xen-uart.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dtuartUnusable = defineCheck({
  id: 'dtuart-unusable',
  needs: ['console.dtuart', 'uarts', 'machine'],
  uses: ['stdout'],
  run(have) {
    const uart = chosenUart(have['console.dtuart'], have.uarts, have.stdout)
    // Disabled, without a driver, of the other architecture: those have checks of their own.
    const driver = uartDrivers.find((one) => one.driver === uart?.driver)
    if (!uart || uart.usable || !uart.enabled || !driver?.arch.includes(have.machine)) return []
    return [
      {
        severity: 'error',
        says: `Xen cannot use the UART ${uart.path}: ${uart.problems.join('; ')}`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.uarts),
        fix: 'Use another UART of the board that Xen can use; "xenup inspect" lists them.',
      },
    ]
  },
})
