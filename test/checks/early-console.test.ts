import { expect, test } from 'vitest'
import { earlyConsole } from '../../src/checks/early-console.ts'
import { type Changes, config, fact } from './material.ts'
import { describeCheck, findings } from './table.ts'

const line = (text: string) => ({ 'dom0-kernel.cmdline': `console=hvc0 ${text}` })

const arm32: Changes = { arch: fact('arm32') }

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
    'one on 32 bits, where Linux does not look at the value': [
      { ...line('earlyprintk=xen'), ...arm32, 'read:dom0-kernel.config': undefined },
      'a 32-bit kernel with CONFIG_EARLY_PRINTK takes for its own',
      'stops there where Xen has taken that one',
    ],
    'one on 32 bits in a kernel without early printk': [
      { ...line('earlyprintk=xen'), ...arm32, 'read:dom0-kernel.config': config('.config', { EARLY_PRINTK: 'n' }) },
      'does nothing on Arm',
    ],
    'one in a 32-bit guest': [
      {
        'guest.cmdline': 'console=hvc0 earlyprintk=xenboot',
        ...arm32,
        'read:guest.kernel-config': config('.config', { EARLY_PRINTK: 'y' }),
      },
      'which a guest does not have, and stops there',
    ],
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
