import { expect, test } from 'vitest'
import { unusedAnswer } from '../../src/checks/unused-answer.ts'
import type { UnaskedAnswer } from '../../src/model/unasked.ts'
import type { Changes } from './material.ts'
import { describeCheck, findings } from './table.ts'

const unasked = (...all: readonly UnaskedAnswer[]): Changes => ({ unasked: all })
const loader: UnaskedAnswer = {
  key: 'firmware.loader',
  text: 'uefi',
  isSet: true,
  because: { key: 'goal.target', text: 'qemu', instead: ['hardware', 'fvp'] },
}
const { because: _, ...decidedByFacts } = {
  ...loader,
  key: 'dtb.memory-size',
  text: '1G',
  isSet: false,
} satisfies UnaskedAnswer

describeCheck(unusedAnswer, {
  passes: { 'answers that are all asked': {} },
  fails: {
    'one that the answers file kept': [
      unasked({ ...loader, isSet: false }),
      'The answers file has firmware.loader, which is not asked: goal.target is qemu',
    ],
    'several with one reason': [
      unasked({ ...loader, isSet: false }, { ...loader, key: 'firmware.log', text: 'none', isSet: false }),
      'has firmware.loader, firmware.log, which are not asked',
    ],
    'one that a file makes needless': [unasked(decidedByFacts), 'what the files say leaves nothing to ask'],
  },
  whole: [
    unasked(loader),
    {
      rule: 'unused-answer',
      severity: 'warning',
      says: 'firmware.loader=uefi (--set) is not asked, and has no effect: goal.target is qemu',
      at: 'answer firmware.loader',
      also: 'answer goal.target',
      fix: 'Answer goal.target with hardware or fvp, or leave it out.',
    },
  ],
  missing: { unasked: 'an answer to everything that is asked' },
})

test('what is left over in a file is a note, so that no build fails of it', () => {
  expect(findings(unusedAnswer, unasked({ ...loader, isSet: false })).map(({ severity }) => severity)).toEqual(['note'])
})
