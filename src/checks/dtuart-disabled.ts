/** Xen does not start a UART whose status is not okay (xen/common/device.c, device_init). */

import { chosenUart } from '../model/chosen-uart.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dtuartDisabled = defineCheck({
  id: 'dtuart-disabled',
  needs: ['console.dtuart', 'uarts'],
  uses: ['stdout'],
  run(have) {
    const uart = chosenUart(have['console.dtuart'], have.uarts, have.stdout)
    if (!uart || uart.enabled) return []
    const enabled = have.uarts.value.filter(({ usable }) => usable).map(({ path, aliases }) => aliases[0] ?? path)
    return [
      {
        severity: 'error',
        says: `The UART ${uart.path} is disabled in the device tree (status is not okay, there or above): Xen would boot without a word`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.uarts),
        fix:
          enabled.length > 0
            ? `Use one that is enabled: ${enabled.slice(0, 6).join(', ')}.`
            : 'Enable it in the device tree, if its pins are wired.',
      },
    ]
  },
})
