import { expect, test } from 'vitest'
import { xenOptions } from '../../src/checks/xen-options.ts'
import { describeCheck, findings } from './table.ts'

const options = (text: string) => ({ 'xen.options': text })

describeCheck(xenOptions, {
  passes: {
    'what is suggested': options('loglvl=all guest_loglvl=all noreboot'),
    'no options at all': options(''),
    'blanks between and around them': options('  bootscrub=0   sync_console '),
    'options whose names only begin alike': options('dom0=sve=128 dtuart_x=1 console_timestamps=boot console_to_ring'),
    'the default scheduler by name': options('sched=credit2'),
    'what xenup writes itself, word for word': options('console=dtuart loglvl=all'),
    'a name that every object has': options('constructor toString=1 __proto__'),
  },
  fails: {
    'dom0_mem a second time': [
      options('dom0_mem=1G'),
      'The option dom0_mem=1G comes after the one that dom0-kernel.memory makes',
    ],
    'dom0_mem in the syntax of x86': [
      options('loglvl=all dom0_mem=512M,max:512M'),
      'The option dom0_mem=512M,max:512M is in the syntax of x86; Xen on Arm takes one size, and of this it takes 512M',
    ],
    'dom0_mem with no more than a limit': [options('dom0_mem=max:512M'), 'of this it takes nothing'],
    'dom0_mem without a unit': [
      options('dom0_mem=768'),
      'has no unit, and Xen counts in KiB then: dom0 would get 768 KiB',
    ],
    'dom0_mem in words that end in a number': [options('dom0_mem=about512'), 'has no size that Xen can read'],
    'dom0_mem in words': [options('dom0_mem=lots'), 'has no size that Xen can read'],
    dom0_max_vcpus: [options('dom0_max_vcpus=4'), 'dom0-kernel.vcpus'],
    dtuart: [options('dtuart=serial2'), 'dtuart=serial2', 'console.dtuart'],
    'the console of a PC': [options('console=com1'), 'console=com1'],
    'the null scheduler': [options('sched=null'), 'sched=null is not in release builds'],
  },
  whole: [
    options('loglvl=all dom0_mem=1G'),
    {
      rule: 'xen-options',
      severity: 'warning',
      says: 'The option dom0_mem=1G comes after the one that dom0-kernel.memory makes, and Xen takes the last',
      at: 'answer xen.options',
      also: 'answer dom0-kernel.memory',
      fix: 'Take it out, and answer dom0-kernel.memory instead.',
    },
  ],
  missing: { 'xen.options': 'an answer to xen.options (further Xen command line options)' },
})

test('what stops dom0 is an error', () => {
  expect(findings(xenOptions, options('dom0_mem=768')).map(({ severity }) => severity)).toEqual(['error'])
  expect(findings(xenOptions, options('dom0_mem=1G')).map(({ severity }) => severity)).toEqual(['warning'])
})

test('all bad options are found at once', () => {
  expect(findings(xenOptions, options('dom0_mem=1G sched=null dtuart=serial0'))).toHaveLength(3)
})
