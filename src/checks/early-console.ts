/**
 * Linux' early console under Xen is called xenboot, and nothing else (Linux drivers/tty/hvc/hvc_xen.c,
 * EARLYCON_DECLARE).
 */
import { atAnswer, defineCheck, type Found } from './check.ts'

/**
 * What guides and tools of old times write: earlyprintk=xenboot is x86's, earlycon=xen and earlyprintk=xen are
 * nobody's.
 */
const idle = /^(earlyprintk=xen(boot)?|earlycon=xen)(,.*)?$/

export const earlyConsole = defineCheck({
  id: 'early-console',
  needs: ['dom0-kernel.cmdline'],
  uses: ['guest.cmdline'],
  run(have) {
    const found = (key: 'dom0-kernel.cmdline' | 'guest.cmdline', whose: string): readonly Found[] =>
      (have[key] ?? '')
        .split(/\s+/)
        .filter((word) => idle.test(word))
        .map((word) => ({
          severity: 'warning',
          says: `The command line of ${whose} has ${word}, which does nothing on Arm: messages from before hvc0 are lost`,
          at: atAnswer(key),
          fix: 'Write earlycon=xenboot in its place.',
        }))
    return [...found('dom0-kernel.cmdline', 'dom0'), ...found('guest.cmdline', 'the guest')]
  },
})
