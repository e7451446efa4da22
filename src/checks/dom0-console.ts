/** dom0 has no UART of its own under Xen: without console=hvc0 it is silent. */
import { atAnswer, defineCheck } from './check.ts'

export const dom0Console = defineCheck({
  id: 'dom0-console',
  needs: ['dom0-kernel.cmdline'],
  run(have) {
    const consoles = have['dom0-kernel.cmdline'].split(/\s+/).filter((word) => word.startsWith('console='))
    const last = consoles.at(-1)
    if (last !== undefined && isHvc0(last)) return []
    if (consoles.some(isHvc0)) {
      return [
        {
          severity: 'note',
          says: `The last console on dom0's command line is ${last}: what the first programs print goes there, and on hvc0 there are kernel messages only`,
          at: atAnswer('dom0-kernel.cmdline'),
          fix: 'Put console=hvc0 at the end.',
        },
      ]
    }
    return [
      {
        severity: 'warning',
        says:
          consoles.length > 0
            ? `dom0's command line has ${consoles.join(' ')}, and not console=hvc0: Xen keeps that UART for itself, and dom0 is silent`
            : "dom0's command line has no console=hvc0: dom0 is silent",
        at: atAnswer('dom0-kernel.cmdline'),
        fix: 'Add console=hvc0, as the last console= if there are several.',
      },
    ]
  },
})

const isHvc0 = (word: string): boolean => /^console=hvc0(,|$)/.test(word)
