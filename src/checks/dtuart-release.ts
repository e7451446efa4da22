/** The UART's driver must be in the chosen release of Xen. */

import { chosenUart } from '../model/chosen-uart.ts'
import { compareReleases, hasFeatureSince, newestRelease } from '../model/xen-release.ts'
import { uartDrivers } from '../model/xen-uart.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dtuartRelease = defineCheck({
  id: 'dtuart-release',
  needs: ['console.dtuart', 'uarts', 'xen.version', 'machine'],
  uses: ['stdout'],
  run(have) {
    const uart = chosenUart(have['console.dtuart'], have.uarts, have.stdout)
    const release = have['xen.version']
    if (!uart?.driver || !uart.since) return []
    // A driver that is not built for this architecture has no release; dtuart-driver tells.
    if (!uartDrivers.some(({ driver, arch }) => driver === uart.driver && arch.includes(have.machine))) return []
    const found = (when: string, fix: string) => [
      {
        severity: 'error' as const,
        says: `Xen drives the UART ${uart.path} (${uart.driver}) ${when}, and Xen ${release} is to boot: it would do so without a word`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.uarts),
        fix,
      },
    ]
    if (!hasFeatureSince(release, uart.since))
      return found(
        `since ${uart.since}`,
        compareReleases(uart.since, newestRelease) > 0
          ? `Build Xen from its development branch (xen.source: build, xen.version: ${uart.since}), or use another UART: no release up to ${newestRelease} has this driver.`
          : `Use Xen ${uart.since} or newer, or another UART.`,
      )
    if (uart.until !== undefined && compareReleases(release, uart.until) > 0)
      return found(
        `from ${uart.since} to ${uart.until} only`,
        `Use Xen ${uart.until}, another UART, or a tree whose compatible names what newer ones look for.`,
      )
    return []
  },
})
