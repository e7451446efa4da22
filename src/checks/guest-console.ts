/** What "xl console" shows is hvc0: a guest that is told of another console, or of none, runs in silence. */
import { valuesOf } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck } from './check.ts'

export const guestConsole = defineCheck({
  id: 'guest-console',
  needs: ['guest.cmdline'],
  run(have) {
    const consoles = valuesOf(have['guest.cmdline'], 'console')
    if (consoles.some((value) => /^hvc0(,|$)/.test(value))) return []
    return [
      {
        severity: 'warning',
        says:
          consoles.length > 0
            ? `The guest's command line has ${consoles.map((value) => `console=${value}`).join(' ')}, and not console=hvc0: a guest has no such device, and xl console shows nothing`
            : "The guest's command line has no console=hvc0: xl console shows nothing",
        at: atAnswer('guest.cmdline'),
        fix: 'Add console=hvc0, as the last console= if there are several.',
      },
    ]
  },
})
