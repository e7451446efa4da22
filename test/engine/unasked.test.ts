/** Whatever is answered, what is not asked is told, with the answer that rules it out. */
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/engine/replay.ts'
import { begin, positionOf } from '../../src/engine/session.ts'
import { unaskedAnswers } from '../../src/engine/unasked.ts'
import { type AnswerKey, answerKeys, decisions, readAnswer } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { boards, teach } from '../steps/boards.ts'
import { type Typed, valuesOf } from './walk.ts'

function unasked(saved: Typed, set: Typed = {}) {
  const start = begin(steps, boards, valuesOf(saved), valuesOf(set))
  const { session, refused, stoppedAt } = replay(start, teach, { takeSuggestions: true })
  expect({ refused, stoppedAt }).toEqual({ refused: [], stoppedAt: undefined })
  return unaskedAnswers(session)
}

describe('an answer that is not asked', () => {
  test.each<[string, Typed, AnswerKey, AnswerKey, string, readonly string[]]>([
    [
      "a loader for QEMU's machine",
      { 'firmware.loader': 'uefi' },
      'firmware.loader',
      'goal.target',
      'qemu',
      ['hardware', 'fvp'],
    ],
    ['a tree where firmware has one', { 'dtb.file': 'sbc.dtb' }, 'dtb.file', 'dtb.source', 'firmware', ['file']],
    [
      'a guest where there is to be none',
      { 'goal.reach': 'dom0', 'guest.name': 'web' },
      'guest.name',
      'goal.reach',
      'dom0',
      ['guest'],
    ],
    [
      'the file of an initramfs that there is not',
      { 'guest.ramdisk': 'none', 'guest.ramdisk-file': 'none' },
      'guest.ramdisk-file',
      'guest.ramdisk',
      'none',
      ['a file'],
    ],
    [
      'an address where they are planned',
      { 'boot-media.xen-address': '0x42000000' },
      'boot-media.xen-address',
      'boot-media.addresses',
      'planned',
      ['own'],
    ],
  ])('%s', (_, typed, key, because, text, instead) => {
    expect(unasked(typed)).toEqual([
      expect.objectContaining({ key, isSet: false, because: { key: because, text, instead } }),
    ])
  })

  test('of --set is told from one of the file', () => {
    expect(unasked({ 'guest.disk-size': '1G' }, { 'firmware.loader': 'uefi' })).toMatchObject([
      { key: 'firmware.loader', isSet: true },
      { key: 'guest.disk-size', isSet: false },
    ])
  })
})

test('nothing is told where all that was given is asked', () => {
  expect(unasked({ 'goal.target': 'qemu', 'guest.name': 'web' })).toEqual([])
  expect(unasked({})).toEqual([])
})

/** A text that the key takes. */
const sampleOf = (key: AnswerKey): string => {
  const texts = ['none', 'yes', 'done', '1', '1G', '0x1000', 'x', '/x', '0:1', 'xvda']
  const values = (decisions[key] as { readonly values?: readonly string[] }).values ?? []
  return [...values, ...texts].find((text) => readAnswer(key, text).ok)!
}

test('no key of the answers file falls through: each is asked, or told of', () => {
  const { session } = replay(begin(steps, boards), teach, { takeSuggestions: true })
  const asked = new Set(positionOf(session).answered.map(({ question }) => question.key))
  for (const key of answerKeys.filter((one) => !asked.has(one))) {
    const given = { ...session, saved: { ...session.saved, ...valuesOf({ [key]: sampleOf(key) }) } }
    expect(unaskedAnswers(given).map((one) => one.key)).toEqual([key])
  }
})
