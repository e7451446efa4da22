/** The UART's driver must be in the chosen release of Xen. */
import { compareReleases, hasFeatureSince, newestRelease } from '../model/xen-release.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'
import { chosenUart } from './chosen-uart.ts'

export const dtuartRelease = defineCheck({
  id: 'dtuart-release',
  needs: ['console.dtuart', 'uarts', 'xen.version'],
  uses: ['stdout'],
  run(have) {
    const uart = chosenUart(have['console.dtuart'], have.uarts, have.stdout)
    const release = have['xen.version']
    if (!uart?.driver || !uart.since || hasFeatureSince(release, uart.since)) return []
    return [
      {
        severity: 'error',
        says: `Xen drives the UART ${uart.path} (${uart.driver}) since ${uart.since}, and Xen ${release} is to boot: it would do so without a word`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.uarts),
        fix:
          compareReleases(uart.since, newestRelease) > 0
            ? `Build Xen from its development branch (xen.source: build, xen.version: ${uart.since}), or use another UART: no release up to ${newestRelease} has this driver.`
            : `Use Xen ${uart.since} or newer, or another UART.`,
      },
    ]
  },
})
