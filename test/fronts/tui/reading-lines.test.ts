/** The panes that are only read. */
import { describe, expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import { findingsLines } from '../../../src/fronts/tui/panes/findings-pane.tsx'
import { scrolledLines } from '../../../src/fronts/tui/panes/lines.tsx'
import { hintLines, keyLines, taskLines, whyLines } from '../../../src/fronts/tui/panes/reading-lines.ts'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, finding, list, place, question, review, task, text, tried } from './screens.ts'

describe('why', () => {
  test('tells what is suggested, who uses the answer, and the page', () => {
    expect(
      text(whyLines(list({ usedBy: ['boot.cmd', 'check gic'], page: 'The page.' }), place())),
    ).toMatchInlineSnapshot(`
      "a(Suggested: two, because it is in the)
      a(middle.)
      Used by: boot.cmd, check gic.
      q(guest.name, in the step "The first)
      q(guest")

      The page."
    `)
  })
  test('tells that nothing is suggested, or that nothing is', () => {
    expect(text(whyLines(question(), place()))).toMatchInlineSnapshot(`
      "Nothing that was read tells what to suggest.
      q(guest.name, in the step "The first)
      q(guest")
      "
    `)
    expect(
      text(whyLines(question({ suggestion: { text: '', because: 'none is needed' } }), place())),
    ).toMatchInlineSnapshot(`
      "a(Suggested: nothing, because none is)
      a(needed.)
      q(guest.name, in the step "The first)
      q(guest")
      "
    `)
  })
  test('is the page of another screen, if it has one', () => {
    expect(whyLines(review({ page: 'The page.' }), place())).toEqual(['The page.'])
    expect(whyLines(review(), place())).toEqual([])
  })
})

describe('hints', () => {
  test('come one at a time', () => {
    for (const hint of [0, 1, 2, 9]) expect(text(hintLines(at(list(), { hint }), list(), place()))).toMatchSnapshot()
  })
  test('may be fewer', () => {
    const screen = list({ hints: ['only one'] })
    expect(text(hintLines(at(screen), screen, place()))).toMatchInlineSnapshot(`
      "b(1 of 1: A nudge)
      only one

      q(That is all.)"
    `)
  })
  test('are there for questions only', () => {
    expect(hintLines(at(review()), review(), place())).toEqual(['There is no question open here.'])
  })
})

const shownFindings = (screen: Screen, some: Partial<Ui> = {}) =>
  findingsLines({ ui: at(screen, { pane: 'findings', ...some }), screen, place: place() })

describe('findings', () => {
  test('are told in full, with their place, and what could not be checked', () => {
    const findings = [
      finding({ fix: 'Move it.', also: 'the kernel' }),
      finding({ rule: 'plan', severity: 'note', says: 'it is small' }),
    ]
    const notChecked = [{ rule: 'gic', missing: ['a device tree', 'another'] }]
    expect(text(shownFindings(list({ tried: tried({ findings, notChecked }) })))).toMatchInlineSnapshot(`
      "!(error: Xen lies on the kernel.)
        Move it.
      q(  at xen, against the kernel)
      [> ]

      a(note: it is small.)
      q(  at xen)

      b(Not checked)
      q(gic: needs a device tree; another)"
    `)
  })
  test('are none', () => {
    expect(text(shownFindings(list({ tried: tried() })))).toMatchInlineSnapshot(`
      "No finding so far.
      "
    `)
  })
  test('are of what is answered so far, where there is no plan', () => {
    expect(text(shownFindings(list({ tried: tried({ unplanned: 'the board comes first' }) })))).toMatchInlineSnapshot(`
      "Only what is answered could be checked:
      the board comes first

      No finding so far.
      "
    `)
  })
  test('wait for an answer that would be taken', () => {
    expect(text(shownFindings(list({ tried: tried({ refusal: 'no' }) })))).toMatchInlineSnapshot(
      `"The answer would not be taken: no"`,
    )
    expect(text(shownFindings(list()))).toMatchInlineSnapshot(`"Nothing was checked yet."`)
  })
})

describe('commands', () => {
  test('stand alone on their lines, with what the console should then show', () => {
    const tasks = [
      task({
        expects: [{ line: 'U-Boot 2024', proves: 'It is new enough, which matters for what comes next.' }],
        page: 'How.',
      }),
      task({ where: 'the shelf', title: 'Fetch the cable', commands: ['a\nb'] }),
    ]
    expect(text(taskLines(bringUp({ tasks }), place()))).toMatchInlineSnapshot(`
      "b(Ask U-Boot what it is (at U-Boot's)
      b(prompt))
      a(bdinfo)
      a(printenv)
      It should then show:
        U-Boot 2024
      q(    It is new enough, which matters for)
      q(    what comes next.)
      How.

      b(Fetch the cable (the shelf))
      a(a)
      a(b)
      "
    `)
  })
  test('are none', () => {
    expect(text(taskLines(list(), place()))).toMatchInlineSnapshot(`
      "This step has nothing to do away from
      the keyboard."
    `)
    expect(text(taskLines(review(), place()))).toMatchInlineSnapshot(`
      "This step has nothing to do away from
      the keyboard."
    `)
  })
})

test('the keys are told each on its line, long ones on more', () => {
  expect(text(keyLines(place({ width: 44 })))).toMatchInlineSnapshot(`
    "Letters work where nothing is typed;
    function keys, and Alt with the letter, work
    everywhere.

    a(Enter         )  take what is marked, or what
                    is typed
    a(t  Ctrl-T     )  take what is suggested for
                    the rest of the step
    a(T  Ctrl-R     )  take what is suggested for
                    the rest of the walk; the
                    review lists it
    a(up, down      )  move; Page Up, Page Down,
                    Space: scroll
    a(Esc           )  back: out of a pane, or to
                    the question before
    a(?  F1  Alt-?  )  why
    a(m  F2  Alt-m  )  map
    a(h  F3  Alt-h  )  hint
    a(a  F4  Alt-a  )  artifacts
    a(r  F5  Alt-r  )  memory
    a(f  F6  Alt-f  )  findings
    a(c  F7  Alt-c  )  commands
    a(k  F10  Alt-k )  keys
    a(e  F8         )  a typed answer in $EDITOR;
                    else: the text in $PAGER
    a(y  F9         )  copy commands, or the
                    artifact, to the clipboard
    a(/             )  search in a list, or on the
                    map
    a(Tab           )  take the suggestion to
                    change it; complete a file
                    name
    a(left, right   )  artifacts: the file before,
                    the next; n: next changed
                    line
    a(right, left   )  findings: the page about
                    one; back to the list
    a(Ctrl-L        )  paint the screen again
    a(Ctrl-Z        )  stop; fg goes on
    a(q  Ctrl-C     )  leave; every answer is saved"
  `)
})

describe('what is longer than its pane', () => {
  const lines = ['0', '1', '2', '3', '4']
  test.each([
    [0, 5, '0|1|2|3|4'],
    [2, 9, '0|1|2|3|4'],
    [0, 4, '0|1|2|q( v lines 1 to 3 of 5)'],
    [1, 4, '1|2|3|q(^v lines 2 to 4 of 5)'],
    [2, 4, '2|3|4|q(^  lines 3 to 5 of 5)'],
    [99, 4, '2|3|4|q(^  lines 3 to 5 of 5)'],
  ])('from %i, %i high: %s', (top, height, expected) => {
    expect(scrolledLines(lines, top, place({ height })).join('|')).toBe(expected)
  })
})
