/**
 * Linux' early console under Xen is called xenboot, and nothing else (Linux drivers/tty/hvc/hvc_xen.c,
 * EARLYCON_DECLARE).
 */
import type { ParsedFile } from '../model/facts.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

/** What guides and tools of old times write: earlyprintk=xenboot is x86's, earlycon=xen is nobody's. */
const idle = /^(earlyprintk=xen(boot)?|earlycon=xen)(,.*)?$/

export const earlyConsole = defineCheck({
  id: 'early-console',
  needs: ['dom0-kernel.cmdline'],
  uses: ['guest.cmdline', 'arch', 'read:dom0-kernel.config', 'read:guest.kernel-config'],
  run(have) {
    const is32 = have.arch?.value === 'arm32'
    const found = (
      key: 'dom0-kernel.cmdline' | 'guest.cmdline',
      whose: 'dom0' | 'the guest',
      config: ParsedFile | undefined,
    ): readonly Found[] =>
      (have[key] ?? '')
        .split(/\s+/)
        .filter((word) => idle.test(word))
        .map((word) => ({
          severity: 'warning',
          says: `The command line of ${whose} has ${word}, which ${
            is32 && word.startsWith('earlyprintk') && config?.facts['config.values']?.value['EARLY_PRINTK'] !== 'n'
              ? lowLevel[whose]
              : 'does nothing on Arm: messages from before hvc0 are lost'
          }`,
          at: atAnswer(key),
          fix: 'Write earlycon=xenboot in its place.',
        }))
    return [
      ...found('dom0-kernel.cmdline', 'dom0', have['read:dom0-kernel.config']),
      ...found('guest.cmdline', 'the guest', have['read:guest.kernel-config']),
    ]
  },
})

/** Linux arch/arm/kernel/early_printk.c does not look at the value, and prints where DEBUG_LL does. */
const lowLevel = {
  dom0: 'a 32-bit kernel with CONFIG_EARLY_PRINTK takes for its own: it prints to the UART of CONFIG_DEBUG_LL, and stops there where Xen has taken that one; any other kernel ignores it',
  'the guest':
    'a 32-bit kernel with CONFIG_EARLY_PRINTK takes for its own: it prints to the UART of CONFIG_DEBUG_LL, which a guest does not have, and stops there; any other kernel ignores it',
} as const
