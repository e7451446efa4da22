import { expect, test } from 'vitest'
import { earlyConsole } from '../../src/checks/early-console.ts'
import { describeCheck, findings } from './table.ts'

const line = (text: string) => ({ 'dom0-kernel.cmdline': `console=hvc0 ${text}` })

describeCheck(earlyConsole, {
  passes: {
    'what is suggested': {},
    'none at all': line(''),
    'the early console of a board': line('earlycon=pl011,0x9000000'),
    'early printk of a 32-bit kernel': line('earlyprintk'),
  },
  fails: {
    "x86's word": [
      line('earlyprintk=xenboot'),
      'The command line of dom0 has earlyprintk=xenboot, which does nothing on Arm',
    ],
    "ImageBuilder's old default": [line('earlycon=xen'), 'earlycon=xen'],
    'the other half of it': [line('earlyprintk=xen'), 'earlyprintk=xen'],
    'one in the guest': [{ 'guest.cmdline': 'console=hvc0 earlyprintk=xenboot' }, 'The command line of the guest has'],
  },
  whole: [
    line('earlyprintk=xenboot'),
    {
      rule: 'early-console',
      severity: 'warning',
      says: 'The command line of dom0 has earlyprintk=xenboot, which does nothing on Arm: messages from before hvc0 are lost',
      at: 'answer dom0-kernel.cmdline',
      fix: 'Write earlycon=xenboot in its place.',
    },
  ],
  missing: { 'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)' },
})

test('both words of an old recipe are told', () => {
  expect(findings(earlyConsole, line('earlycon=xen earlyprintk=xen'))).toHaveLength(2)
})
