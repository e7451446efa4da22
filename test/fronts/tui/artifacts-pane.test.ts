/** An artifact as it is drawn. */
import { expect, test } from 'vitest'
import type { ShownFile } from '../../../src/engine/screen.ts'
import { artifactLines } from '../../../src/fronts/tui/panes/artifacts-pane.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, file, list, place, text, tried } from './screens.ts'

const asked = { pane: 'artifacts' } as const
function shown(files: readonly ShownFile[], ui: Partial<Ui>, more: Parameters<typeof place>[0] = {}): string {
  const screen = list({ tried: tried({ files, text: 'two' }) })
  return text(artifactLines({ ui: at(screen, ui), screen, place: place({ height: 8, ...more }) }))
}

const one = file('boot/boot.cmd', ' setenv a', '*setenv b two', '+setenv c', '-setenv d', ' last')
const why = (which: ShownFile): ShownFile => ({
  ...which,
  state: 'changes',
  lines: which.lines.map((line) => ({ ...line, why: 'Because.\nAnd so.\nAnd so on.\nAnd more.' })),
})

test('beside the question it follows the answer', () => {
  expect(shown([file('a', ' x'), one], {})).toMatchInlineSnapshot(`
    "b(~ot/boot.cmd  2 of 2, 3 lines touched (~)
    1   setenv a
    a(2 * setenv b two)
    g(3 + setenv c)
    !(4 - setenv d)
    5   last"
  `)
})
test('asked for it has a cursor, over the whole line', () => {
  expect(shown([one, file('b', '*x')], { ...asked, line: 1 })).toMatchInlineSnapshot(`
    "b(~ot/boot.cmd  1 of 2, 3 lines touched (~)
    1   setenv a
    [2 * setenv b two                        ]
    g(3 + setenv c)
    !(4 - setenv d)
    5   last"
  `)
  expect(shown([one, file('b', '*x')], { ...asked, file: 1 })).toMatchInlineSnapshot(`
    "b(b  2 of 2, 1 line touched (n))
    [1 * x                                   ]"
  `)
})
test('beyond the last file and the last line it shows those', () => {
  expect(shown([file('a', ' x'), file('b', ' y', ' z')], { ...asked, file: 9, line: 9 })).toMatchInlineSnapshot(`
    "b(b  2 of 2)
    1   y
    [2   z                                   ]"
  `)
})
test('tells why the line is there, on a third of the pane', () => {
  expect(shown([why(one)], { ...asked, line: 0 }, { height: 10 })).toMatchInlineSnapshot(`
    "b(~ot/boot.cmd  1 of 1, changes, 3 lines ~)
    [1   setenv a                            ]
    a(2 * setenv b two)
    g(3 + setenv c)
    !(4 - setenv d)
    5   last
    q(----------------------------------------)
    Because.
    And so.
    And so on."
  `)
  expect(shown([why(one)], { ...asked, line: 0 }, { height: 5 })).toMatchInlineSnapshot(`
    "b(~ot/boot.cmd  1 of 1, changes, 3 lines ~)
    [1   setenv a                            ]
    q(----------------------------------------)
    Because.
    And so."
  `)
})
test('keeps the line in the middle, and cuts long ones around the answer', () => {
  const long = file(
    'a/very/long/path/to/an/artifact/with/a/name.cmd',
    ...Array.from({ length: 30 }, (_, index) => ` line ${index}`),
    `*${'x'.repeat(50)} two ${'y'.repeat(50)}`,
    ` ${'z'.repeat(60)}`,
  )
  expect(shown([long], { ...asked, line: 15 })).toMatchInlineSnapshot(`
    "b(~/a/name.cmd  1 of 1, 1 line touched (n))
    13   line 12
    14   line 13
    15   line 14
    [16   line 15                            ]
    17   line 16
    18   line 17
    19   line 18"
  `)
  expect(shown([long], {})).toMatchInlineSnapshot(`
    "b(~/a/name.cmd  1 of 1, 1 line touched (n))
    26   line 25
    27   line 26
    28   line 27
    29   line 28
    30   line 29
    a(31 * ~xxxxxxxxxx two yyyyyyyyyyyyyyyyyy~)
    32   zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz~"
  `)
})
test('says why there is nothing yet', () => {
  for (const of of [
    undefined,
    tried(),
    tried({ refusal: 'no' }),
    tried({ refusal: 'no', unplanned: 'the board comes first' }),
  ]) {
    const screen = list(of && { tried: of })
    expect(artifactLines({ ui: at(screen), screen, place: place() })).toMatchSnapshot()
  }
})
