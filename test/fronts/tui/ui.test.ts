import { describe, expect, test } from 'vitest'
import { begin, goOn, intended, isTyping } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, list, question, review } from './screens.ts'

const start = { pane: 'ask', at: 0, isTouched: false, tops: {}, file: 0, line: 0, hint: 0 }
const field = (text: string) => ({ text, cursor: text.length })

test.each([
  ['a text, with an empty field', question(), { ...start, field: field('') }],
  ['a list, at what is suggested', list(), { ...start, at: 1 }],
  ['the page, where it is asked for', question({ isExplaining: true }), { ...start, pane: 'why', field: field('') }],
  ['what came back from the editor', question({ draft: 'web' }), { ...start, isTouched: true, field: field('web') }],
  [
    'what came back from the editor, in a list as well',
    list({ draft: 'x' }),
    { ...start, at: 1, isTouched: true, field: field('x') },
  ],
  ['the review', review({ isExplaining: true }), start],
  ['the board', bringUp(), { ...start, at: 1 }],
])('a screen begins with %s', (_, screen, expected) => {
  expect(begin(screen)).toEqual(expected)
})

describe('the next screen', () => {
  const typed = at(question(), { field: field('web'), isTouched: true, pane: 'map', tops: { ask: 3 } })
  test.each([
    ['of the same question goes on as it was', question(), question({ title: 'x' }), typed],
    ['of another question begins anew', question(), question({ key: 'guest.memory' }), begin(question())],
    ['of another kind begins anew', question(), review(), begin(review())],
    [
      'with what came back from the editor begins with that',
      question(),
      question({ draft: 'db' }),
      begin(question({ draft: 'db' })),
    ],
    ['with a refusal comes back from the map', question(), question({ refusal: 'no' }), { ...typed, pane: 'ask' }],
  ])('%s', (_, before, next, expected) => {
    expect(goOn(typed, before, next)).toEqual(expected)
  })

  test('with a refusal keeps another pane open', () => {
    expect(goOn({ ...typed, pane: 'why' }, question(), question({ refusal: 'no' })).pane).toBe('why')
  })

  test('that is the same screen keeps the map open', () => {
    const refused = question({ refusal: 'no' })
    expect(goOn(typed, refused, refused).pane).toBe('map')
  })

  test('of the board goes on as it was', () => {
    expect(goOn(at(bringUp(), { at: 2 }), bringUp(), bringUp({ note: 'x' })).at).toBe(2)
  })
})

test.each([
  ['what is typed', question(), { field: field('web'), isTouched: true }, 'web'],
  ['nothing, typed as ""', question(), { field: field('""'), isTouched: true }, ''],
  ['what is suggested, before anything is typed', question({ suggestion: { text: 'x', because: '' } }), {}, 'x'],
  ['nothing yet, where nothing is suggested', question(), {}, undefined],
  ['what the cursor is on', list(), { at: 2 }, 'three'],
  ['what the cursor is on in a search', list(), { at: 0, filter: field('thr') }, 'three'],
  [
    'nothing, on what cannot be picked',
    list({ offers: [{ text: 'one', label: '', disabled: 'no' }], suggestion: { text: 'x', because: '' } }),
    { at: 1 },
    undefined,
  ],
  ['nothing, on what opens a field', list({ answerKind: 'text' }), { at: 3 }, undefined],
  ['nothing, beyond the list', list(), { at: 9 }, undefined],
  ['nothing, in the review', review(), {}, undefined],
] as const)('Enter would answer %s', (_, screen, ui, expected) => {
  expect(intended(at(screen, ui), screen)).toBe(expected)
})

test.each([
  ['in a field', question(), {}, true],
  ['in a list', list(), {}, false],
  ['in a pane over a field', question(), { pane: 'why' }, false],
  ['in a search of a list', list(), { filter: field('') }, true],
  ['in a search of the map', list(), { pane: 'map', filter: field('') }, true],
  ['in a pane over a search', list(), { pane: 'why', filter: field('') }, false],
  ['on the map', question(), { pane: 'map' }, false],
] as const)('letters are typed %s: %s', (_, screen, ui, is) => {
  expect(isTyping(at(screen, ui))).toBe(is)
})
