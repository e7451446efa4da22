/** The UART named to Xen must be in the device tree; else Xen is silent, for it does not fall back on stdout-path. */

import { chosenUart } from '../model/chosen-uart.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const dtuartMissing = defineCheck({
  id: 'dtuart-missing',
  needs: ['console.dtuart', 'uarts'],
  uses: ['stdout'],
  run(have) {
    const answer = have['console.dtuart']
    if (chosenUart(answer, have.uarts, have.stdout)) return []
    const known = have.uarts.value.filter(({ usable }) => usable).map(({ path, aliases }) => aliases[0] ?? path)
    const says =
      answer !== 'stdout-path'
        ? `dtuart names ${answer}, and the device tree has no such UART`
        : have.stdout
          ? `stdout-path is ${have.stdout.value.raw}, which leads nowhere`
          : 'dtuart is left out, and the device tree has no stdout-path for Xen to take instead'
    return [
      {
        severity: 'error',
        says: `${says}: Xen would boot without a word`,
        at: atAnswer('console.dtuart'),
        also: atFact(have.stdout && answer === 'stdout-path' ? have.stdout : have.uarts),
        fix:
          known.length > 0
            ? `Use one that Xen drives: ${known.slice(0, 6).join(', ')}.`
            : 'This device tree has no UART that Xen drives.',
      },
    ]
  },
})
