/** The map as it is drawn, and where it leads. */
import { describe, expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import { jumpAt, jumps, mapGlance, progressWords } from '../../../src/fronts/tui/map.ts'
import { mapPaneLines } from '../../../src/fronts/tui/panes/map-pane.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, list, place, review, step, steps, text, theme } from './screens.ts'

const screen = list({ map: steps })
const shown = (of: Screen, ui: Partial<Ui> = {}, more: Parameters<typeof place>[0] = {}): string =>
  text(mapPaneLines({ ui: at(of, { pane: 'map', ...ui }), screen: of, place: place(more) }))
const states = [
  step('a', { state: 'done', minutes: 5 }),
  step('b', { state: 'open', minutes: 5 }),
  step('c', { state: 'rests-on' }),
  step('d', { state: 'rests-on', reason: 'Step b is open' }),
  step('e', { state: 'here', minutes: 30 }),
  step('f', { minutes: 15 }),
  step('g', { state: 'not-needed', minutes: 99, reason: 'no guest' }),
  step('h'),
]

describe('the map', () => {
  test('has each step with its state, its questions and their answers, the open one marked', () => {
    expect(shown(screen)).toMatchInlineSnapshot(`
      "g( x Step goal                        done)
          target: qemu
          arch: arm64
      b( > Step guest                here 10 min)
      [a(>   What is the guest called?)]
          memory: ""
      q( . Step review                    20 min)

      q(1 of 3 steps, about 30 min left)"
    `)
  })
  test('has its cursor where it was moved to', () => {
    expect(shown(screen, { mapAt: 1 })).toMatchInlineSnapshot(`
      "g( x Step goal                        done)
          target: qemu
      [>   arch: arm64]
      b( > Step guest                here 10 min)
      a(    What is the guest called?)
          memory: ""
      q( . Step review                    20 min)

      q(1 of 3 steps, about 30 min left)"
    `)
    expect(shown(screen, { mapAt: 99 })).toMatchInlineSnapshot(`
      "g( x Step goal                        done)
          target: qemu
          arch: arm64
      b( > Step guest                here 10 min)
      a(    What is the guest called?)
          memory: ""
      [q(>. Step review                    20 min)]

      q(1 of 3 steps, about 30 min left)"
    `)
  })
  test('shows what a search leaves', () => {
    expect(shown(screen, { filter: { text: 'arm', cursor: 3 }, mapAt: 0 })).toMatchInlineSnapshot(`
      "/arm[ ]
      g( x Step goal                        done)
      [>   arch: arm64]

      q(1 of 3 steps, about 30 min left)"
    `)
    expect(shown(screen, { filter: { text: 'step goal', cursor: 9 }, mapAt: 0 })).toMatchInlineSnapshot(`
      "/step goal[ ]
      g( x Step goal                        done)
      [>   target: qemu]
          arch: arm64

      q(1 of 3 steps, about 30 min left)"
    `)
    expect(shown(screen, { filter: { text: 'xyz', cursor: 3 }, mapAt: 0 })).toMatchInlineSnapshot(`
      "/xyz[ ]

      q(1 of 3 steps, about 30 min left)"
    `)
  })
  test('keeps the cursor in the middle of a low screen, and cuts what is wide', () => {
    expect(shown(screen, {}, { height: 5 })).toMatchInlineSnapshot(`
      "b( > Step guest                here 10 min)
      [a(>   What is the guest called?)]
          memory: ""

      q(1 of 3 steps, about 30 min left)"
    `)
    expect(shown(screen, { mapAt: 1 }, { height: 7 })).toMatchInlineSnapshot(`
      "g( x Step goal                        done)
          target: qemu
      [>   arch: arm64]
      b( > Step guest                here 10 min)
      a(    What is the guest called?)

      q(1 of 3 steps, about 30 min left)"
    `)
    expect(shown(screen, {}, { width: 16 })).toMatchInlineSnapshot(`
      "g( x Step go~ done)
          target: qemu
          arch: arm64
      b( > ~ here 10 min)
      [a(>   What is the~)]
          memory: ""
      q( . Step ~ 20 min)

      q(1 of 3 steps, a~)"
    `)
  })
  test('at a glance has the steps alone, each state in a sign and a word', () => {
    expect(text(mapGlance(list({ map: states }), 32, theme))).toMatchInlineSnapshot(`
      "g( x Step a                   done)
      w( o Step b             still open)
      w( ~ Step c                   done)
      w( ~ Step d               unproven)
      b( > Step e            here 30 min)
      q( . Step f                 15 min)
      q( - Step g             not needed)
      q( . Step h                       )

      q(4 of 7 steps, about 45 min left)"
    `)
  })
})

test.each([
  ['a question', screen, undefined, ['goal.target', 'goal.arch', 'guest.name!', 'guest.memory', 'review']],
  [
    'a question before the review can be reached',
    list({ map: [step('review', { state: 'not-needed' })] }),
    undefined,
    [],
  ],
  [
    'the review',
    review({ map: steps }),
    undefined,
    ['goal.target', 'goal.arch', 'guest.name', 'guest.memory', 'review!'],
  ],
  ['the board', bringUp({ map: [step('review', { state: 'not-needed' })] }), undefined, ['review']],
  ['a search', screen, 'goal', ['goal.target', 'goal.arch']],
  ['a search for an answer', screen, 'arm64', ['goal.arch']],
  ['a search for a step', screen, 'review', ['review']],
] as const)('from %s it leads to', (_, of, filter, expected) => {
  expect(jumps(of, filter).map(({ key, isOpen }) => `${key}${isOpen ? '!' : ''}`)).toEqual(expected)
})

test.each([
  [undefined, 2],
  [0, 0],
  [4, 4],
  [9, 4],
])('the cursor moved to %s is on %i', (wanted, expected) => {
  expect(jumpAt(jumps(screen), wanted)).toBe(expected)
})

test('the cursor is on the first where none is open, and nowhere else where there are none', () => {
  expect(jumpAt([{ key: 'a', isOpen: false }], undefined)).toBe(0)
  expect(jumpAt([], undefined)).toBe(0)
})

test.each([
  ['0 of 0 steps', []],
  ['4 of 7 steps, about 45 min left', states],
  ['0 of 1 steps, about 89 min left', [step('a', { minutes: 89 })]],
  ['0 of 1 steps, about 1.5 h left', [step('a', { minutes: 90 })]],
  [
    '1 of 2 steps, about 2.5 h left',
    [step('a', { state: 'done', minutes: 90 }), step('b', { state: 'here', minutes: 155 })],
  ],
  ['1 of 1 steps', [step('a', { state: 'open', minutes: 5 })]],
] as const)('it says: %s', (words, map) => {
  expect(progressWords(list({ map }))).toBe(words)
})
