import { guestDebugLl } from '../../src/checks/guest-debug-ll.ts'
import { config } from './material.ts'
import { describeCheck } from './table.ts'

const set = (value: string) => ({
  'read:guest.kernel-config': config('.config', { DEBUG_LL: value }, { arch: 'arm32' }),
})

describeCheck(guestDebugLl, {
  passes: { 'a kernel without it': set('n'), 'a 64-bit kernel, which has no such option': {} },
  fails: { 'a kernel with it': [set('y'), 'prints to a UART that a guest does not have'] },
  whole: [
    { 'read:guest.kernel-config': config('my.config', { DEBUG_LL: 'y' }, { whole: false }) },
    {
      rule: 'guest-debug-ll',
      severity: 'error',
      says: 'The guest kernel is built with CONFIG_DEBUG_LL, and prints to a UART that a guest does not have: it would stop without a word',
      at: 'answer guest.kernel-config',
      also: 'my.config line 1',
      fix: 'Build it without (# CONFIG_DEBUG_LL is not set), as kernel/guest.config does.',
    },
  ],
  missing: { 'read:guest.kernel-config': 'the configuration of the guest kernel (guest.kernel-config)' },
  lacks: {
    'a fragment that does not name it': [
      { 'read:guest.kernel-config': config('my.config', { XEN: 'y' }, { whole: false }) },
      'a whole configuration of the guest kernel, and my.config does not name CONFIG_DEBUG_LL',
    ],
  },
})
