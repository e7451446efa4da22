import { describe, expect, test } from 'vitest'
import { choicesOf, firstChoice, matches } from '../../../src/fronts/tui/choice.ts'
import { bringUp, list, question, review } from './screens.ts'

const texts = (...of: Parameters<typeof choicesOf>): readonly string[] => choicesOf(...of).map(({ text }) => text)

describe('the choices', () => {
  test.each([
    ['a closed list has its offers', list(), '', ['one', 'two', 'three']],
    ['an open list lets one type another', list({ answerKind: 'text' }), '', ['one', 'two', 'three', 'another']],
    [
      'an earlier answer that is none of the offers comes first',
      list({ suggestion: { text: 'four', because: 'x' } }),
      '',
      ['four', 'one', 'two', 'three'],
    ],
    [
      'so does one that cannot be picked now, once',
      list({
        offers: [
          { text: 'one', label: '' },
          { text: 'two', label: '', disabled: 'no' },
        ],
      }),
      '',
      ['two', 'one'],
    ],
    ['a text has none', question(), '', []],
    ['a list without a suggestion has its offers', list({ offers: [{ text: 'one', label: '' }] }), '', ['two', 'one']],
    ['the review has what can be done', review(), '', ['write 2 files to out', 'go back', 'leave']],
    ['the board has what can be done', bringUp(), '', ['leave', 'name a log', 'rehearse', 'back']],
    ['a search leaves what has its words', list(), 'thi', ['three']],
    ['a search looks at labels, too', list(), 'second', ['two']],
    ['a search keeps what opens a field', list({ answerKind: 'text' }), 'third', ['three', 'another']],
  ] as const)('%s', (_, screen, filter, expected) => {
    expect(texts(screen, filter)).toEqual(expected)
  })

  test('answer with their text, and keep their label and why they cannot be picked', () => {
    expect(
      choicesOf(
        list({
          answerKind: 'text',
          offers: [
            { text: 'one', label: 'the first', disabled: 'no' },
            { text: 'two', label: 'b' },
          ],
        }),
      ),
    ).toEqual([
      { text: 'one', label: 'the first', disabled: 'no', does: { kind: 'answer', text: 'one' } },
      { text: 'two', label: 'b', does: { kind: 'answer', text: 'two' } },
      { text: 'another', label: 'type it', does: { kind: 'type', what: 'answer', prompt: '' } },
    ])
    expect(choicesOf(list({ suggestion: { text: 'x', because: '' } }))[0]).toEqual({
      text: 'x',
      label: 'as suggested',
      does: { kind: 'answer', text: 'x' },
    })
    expect(choicesOf(bringUp())[0]).toEqual({ text: 'leave', label: '', does: { kind: 'leave' } })
  })
})

test.each([
  ['what is suggested', list(), 1],
  [
    'the first where nothing is suggested',
    question({
      offers: [
        { text: 'one', label: '' },
        { text: 'two', label: '' },
      ],
    }),
    0,
  ],
  [
    'the first that can be picked',
    question({
      offers: [
        { text: 'one', label: '', disabled: 'no' },
        { text: 'two', label: '' },
      ],
    }),
    1,
  ],
  ['an earlier answer that is none of the offers', list({ suggestion: { text: 'four', because: 'x' } }), 0],
  [
    'the first line where none can be picked',
    question({ answerKind: 'choice', offers: [{ text: 'one', label: '', disabled: 'no' }] }),
    0,
  ],
  ['writing, in the review', review(), 0],
  ['the log, at the board', bringUp(), 1],
  ['nothing, in a text', question(), 0],
] as const)('the cursor begins at %s', (_, screen, at) => {
  expect(firstChoice(screen)).toBe(at)
})

test.each([
  ['Raspberry Pi 4', 'pi rasp', true],
  ['Raspberry Pi 4', 'PI', true],
  ['Raspberry Pi 4', 'pi 5', false],
  ['Raspberry Pi 4', '', true],
  ['Raspberry Pi 4', 'pi   4', true],
])('%s matches "%s": %s', (text, filter, is) => {
  expect(matches(text, filter)).toBe(is)
})
