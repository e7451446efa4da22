import { expect, test } from 'vitest'
import { entryMode } from '../../src/checks/entry-mode.ts'
import { boardPage, fact, log } from './material.ts'
import { describeCheck, findings } from './table.ts'

describeCheck(entryMode, {
  passes: {
    'a native log that shows EL2': {},
    'such a log on a board whose own firmware does not': {
      board: boardPage({ el2: { usable: 'firmware', says: 'the vendor starts at EL1', source: 'here' } }),
    },
    'a log of the firmware that shows EL2': {
      'read:native.log': undefined,
      'read:firmware.log': log('uart.log', 'yes'),
    },
    'a native log without the line, and one of the firmware with it': {
      'read:native.log': log('native.log'),
      'read:firmware.log': log('uart.log', 'yes'),
    },
  },
  fails: {
    'Linux at EL1': [{ 'read:native.log': log('native.log', 'no') }, 'does not hand over in EL2, as native.log shows'],
    'TF-A that leaves to EL1': [
      { 'read:native.log': undefined, 'read:firmware.log': log('uart.log', 'no') },
      'as uart.log shows',
    ],
    'a board whose own firmware does not, when no log shows what this one does': [
      {
        'read:native.log': undefined,
        board: boardPage({ el2: { usable: 'firmware', says: 'the vendor starts at EL1', source: 'here' } }),
      },
      'No console log shows that the firmware of House Board hands over in EL2',
      'the vendor starts at EL1',
    ],
    'Linux in SVC mode on 32 bits': [
      { arch: fact('arm32'), 'read:native.log': log('native.log', 'no') },
      'does not hand over in HYP mode',
    ],
    'firmware that the later, native log belies': [{ 'read:firmware.log': log('uart.log', 'no') }, 'as uart.log shows'],
  },
  whole: [
    { 'read:native.log': log('native.log', 'no') },
    {
      rule: 'entry-mode',
      severity: 'error',
      says: 'The firmware does not hand over in EL2, as native.log shows: Xen would stop at once, without a word',
      at: 'answer native.log',
      also: 'native.log line 12',
      fix: 'Have the firmware hand over in EL2 (TF-A: SPSR 0x3c9; U-Boot without CONFIG_ARMV8_SWITCH_TO_EL1; QEMU: virtualization=on), and take the log again.',
    },
  ],
  missing: { machine: 'the architecture (goal.arch)' },
  lacks: {
    'a board without logs': [
      { 'read:native.log': undefined },
      'a console log that shows in which mode the firmware hands over (native.log or firmware.log)',
    ],
    'a log that begins too late': [
      { 'read:native.log': log('native.log') },
      'a console log that shows in which mode the firmware hands over (native.log or firmware.log)',
    ],
  },
})

test('two logs that show it are two findings, each at its answer', () => {
  const both = findings(entryMode, {
    'read:native.log': log('native.log', 'no'),
    'read:firmware.log': log('uart.log', 'no'),
  })
  expect(both.map(({ at }) => at)).toEqual(['answer native.log', 'answer firmware.log'])
})

test('where Linux itself shows the mode, an older log of the firmware only warns', () => {
  expect(findings(entryMode, { 'read:firmware.log': log('uart.log', 'no') }).map(({ severity }) => severity)).toEqual([
    'warning',
  ])
})
