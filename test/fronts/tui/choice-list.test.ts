/** The list as it is drawn: `[…]` is what the cursor is on, `q(…)` is quiet. */
import { describe, expect, test } from 'vitest'
import { choiceLines } from '../../../src/fronts/tui/panes/choice-list.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, list, place, text } from './screens.ts'

const shown = (
  screen: Parameters<typeof at>[0],
  ui: Partial<Ui>,
  height: number,
  more: Parameters<typeof place>[0] = {},
): string => text(choiceLines({ ui: at(screen, ui), screen, place: place(more), height }))

const wordy = list({
  offers: [
    { text: 'one', label: 'a label that is longer than one line of this screen' },
    { text: 'two', label: 'another label that is longer than one line of this screen' },
    { text: 'a-very-long-name', label: 'short', disabled: 'the tree was not read' },
    { text: '', label: '' },
  ],
})
const many = list({
  offers: Array.from({ length: 20 }, (_, index) => ({ text: `o${index}`, label: `label ${index}` })),
  suggestion: { text: 'o1', because: '' },
})

describe('a list', () => {
  test('with little to say has a line each, labels in a column', () => {
    expect(shown(list(), {}, 10)).toMatchInlineSnapshot(`
      "  one    the first
      [> two]    the second
        three  the third"
    `)
  })
  test('with room tells all in full', () => {
    expect(shown(wordy, { at: 0 }, 12)).toMatchInlineSnapshot(`
      "[> one]            a label that is longer
                       than one line of this
                       screen
        two            another label that is
                       longer than one line of
                       this screen
      q(  a-very-long-name  short; not possible:)
      q(                    the tree was not)
      q(                    read)
        (nothing)"
    `)
  })
  test('with little room tells in full what the cursor is on, and cuts the others', () => {
    expect(shown(wordy, { at: 1 }, 8)).toMatchInlineSnapshot(`
      "  one            a label that is longer~
      [> two]            another label that is
                       longer than one line of
                       this screen
      q(  a-very-long-name  not possible: the t~)
        (nothing)"
    `)
  })
  test('shows why the one under the cursor cannot be picked', () => {
    expect(shown(wordy, { at: 2 }, 8)).toMatchInlineSnapshot(`
      "  one            a label that is longer~
        two            another label that is ~
      [> a-very-long-name]q(  short; not possible:)
      q(                    the tree was not)
      q(                    read)
        (nothing)"
    `)
  })
  test('on a very narrow screen has labels below the names', () => {
    expect(shown(wordy, { at: 2 }, 20, { width: 24 })).toMatchInlineSnapshot(`
      "  one
          a label that is
          longer than one line
          of this screen
        two
          another label that
          is longer than one
          line of this screen
      [> a-very-long-name]
      q(    short; not possible:)
      q(    the tree was not)
      q(    read)
        (nothing)"
    `)
  })
  test('without labels has names alone', () => {
    expect(shown(bringUp(), {}, 10)).toMatchInlineSnapshot(`
      "  leave
      [> name a log]
        rehearse
        back"
    `)
  })
})

describe('a list longer than the room', () => {
  test('alone on the screen moves under the cursor', () => {
    expect(shown(many, { at: 10 }, 8)).toMatchInlineSnapshot(`
      "  o8   label 8
        o9   label 9
      [> o10]  label 10
        o11  label 11
        o12  label 12
      q(  ^v 11 of 20; / searches)

      "
    `)
  })
  test('begins at its first line', () => {
    expect(shown(many, { at: 1 }, 8)).toMatchInlineSnapshot(`
      "  o0   label 0
      [> o1]   label 1
        o2   label 2
        o3   label 3
        o4   label 4
      q(   v 2 of 20; / searches)

      "
    `)
  })
  test('ends at its last line', () => {
    expect(shown(many, { at: 19 }, 8)).toMatchInlineSnapshot(`
      "  o15  label 15
        o16  label 16
        o17  label 17
        o18  label 18
      [> o19]  label 19
      q(  ^  20 of 20; / searches)

      "
    `)
  })
  test('beside another pane turns pages', () => {
    expect(shown(many, { at: 7 }, 8, { isAlone: false })).toMatchInlineSnapshot(`
      "  o5   label 5
        o6   label 6
      [> o7]   label 7
        o8   label 8
        o9   label 9
      q(  ^v 8 of 20; / searches)

      "
    `)
    expect(shown(many, { at: 9 }, 8, { isAlone: false })).toMatchInlineSnapshot(`
      "  o5   label 5
        o6   label 6
        o7   label 7
        o8   label 8
      [> o9]   label 9
      q(  ^v 10 of 20; / searches)

      "
    `)
  })
  test('tells below what the cursor is on, where that was cut', () => {
    const cut = list({ offers: [...wordy.offers, ...many.offers] })
    expect(shown(cut, { at: 1 }, 12)).toMatchInlineSnapshot(`
      "  one            a label that is longer~
      [> two]            another label that is ~
      q(  a-very-long-name  not possible: the t~)
        (nothing)
        o0             label 0
        o1             label 1
        o2             label 2
        o3             label 3
      q(   v 2 of 24; / searches)
          two: another label that is longer
          than one line of this screen
      "
    `)
    expect(shown(cut, { at: 1 }, 7)).toMatchInlineSnapshot(`
      "  one            a label that is longer~
      [> two]            another label that is ~
      q(  a-very-long-name  not possible: the t~)
        (nothing)
        o0             label 0
      q(   v 2 of 24; / searches)
          two: another label that is longer ~"
    `)
  })
  test('shows how many lines a search leaves', () => {
    expect(shown(many, { filter: { text: 'o1', cursor: 2 }, at: 0 }, 7)).toMatchInlineSnapshot(`
      "/o1[ ]  q(11 of 20)
      [> o1]   label 1
        o10  label 10
        o11  label 11
        o12  label 12
      q(   v 1 of 11; / searches)
      "
    `)
  })
  test('counts no line that opens a field', () => {
    expect(
      shown(list({ answerKind: 'text' }), { filter: { text: 'thi', cursor: 3 }, at: 0 }, 9),
    ).toMatchInlineSnapshot(`
      "/thi[ ]  q(1 of 3)
      [> three]    the third
        another  type it"
    `)
  })
  test('has at least one line of it', () => {
    expect(shown(many, { at: 3 }, 1)).toMatchInlineSnapshot(`
      "[> o3]   label 3
      q(  ^v 4 of 20; / searches)"
    `)
  })
})
