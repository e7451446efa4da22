/**
 * What "xl console" shows is hvc0, which Linux takes by itself in a guest whose command line names no console
 * (arch/arm/xen/enlighten.c, xen_early_init): only one that is told of another runs in silence.
 */
import { valuesOf } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck } from './check.ts'

export const guestConsole = defineCheck({
  id: 'guest-console',
  needs: ['guest.cmdline'],
  run(have) {
    const consoles = valuesOf(have['guest.cmdline'], 'console')
    if (consoles.length === 0 || consoles.some((value) => /^hvc0(,|$)/.test(value))) return []
    return [
      {
        severity: 'warning',
        says: `The guest's command line has ${consoles.map((value) => `console=${value}`).join(' ')}, and not console=hvc0: a guest has no such device, and xl console shows nothing`,
        at: atAnswer('guest.cmdline'),
        fix: 'Add console=hvc0, as the last console= if there are several.',
      },
    ]
  },
})
