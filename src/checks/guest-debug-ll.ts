/**
 * CONFIG_DEBUG_LL writes to a UART at a fixed address (Linux arch/arm/Kconfig.debug), where a guest has nothing: it
 * dies at its first letter.
 */
import { atAnswer, defineCheck } from './check.ts'

export const guestDebugLl = defineCheck({
  id: 'guest-debug-ll',
  needs: ['read:guest.kernel-config'],
  run(have) {
    const { path, facts } = have['read:guest.kernel-config']
    const value = facts['config.values']?.value['DEBUG_LL']
    if (value === undefined)
      return { lacks: `a whole configuration of the guest kernel, and ${path} does not name CONFIG_DEBUG_LL` }
    if (value === 'n') return []
    const line = facts['config.lines']?.value['DEBUG_LL']
    return [
      {
        severity: 'error',
        says: 'The guest kernel is built with CONFIG_DEBUG_LL, and prints to a UART that a guest does not have: it would stop without a word',
        at: atAnswer('guest.kernel-config'),
        also: line === undefined ? path : `${path} line ${line}`,
        fix: 'Build it without (# CONFIG_DEBUG_LL is not set), as kernel/guest.config does.',
      },
    ]
  },
})
