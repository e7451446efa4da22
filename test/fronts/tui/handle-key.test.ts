/** What each key does: a row is where one is, the key, and what comes of it. */
import { describe, expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import { handleKey } from '../../../src/fronts/tui/handle-key.ts'
import type { KeyResult } from '../../../src/fronts/tui/key-result.ts'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, file, finding, key, list, question, review, steps, task, tried } from './screens.ts'

type Row = readonly [
  Screen,
  Partial<Ui>,
  string,
  {
    readonly ui?: Partial<Ui>
    readonly gone?: readonly (keyof Ui)[]
    readonly event?: unknown
    readonly effect?: unknown
  },
]

/** What is not told of the state is as it was. */
function describeKeys(name: string, rows: Readonly<Record<string, Row>>): void {
  describe(name, () => {
    test.each(Object.entries(rows))('%s', (_, [screen, before, pressed, { ui = {}, gone = [], event, effect }]) => {
      const start = at(screen, before)
      const result: KeyResult = handleKey(start, screen, key(pressed), 7)
      const expected = { ...start, ...ui }
      for (const one of gone) delete (expected as Record<string, unknown>)[one]
      expect(result.ui).toEqual(expected)
      expect(result.event).toEqual(event)
      expect(result.effect).toEqual(effect)
    })
  })
}

const field = (text: string, cursor = text.length) => ({ text, cursor })
const typing = (text: string): Partial<Ui> => ({ field: field(text), isTouched: true })
const path = (more: Parameters<typeof question>[0] = {}) => question({ answerKind: 'path', ...more })
const hinted = question({ suggestion: { text: 'web', because: 'why not' } })
const mapped = list({ map: steps })
const advised = { key: 'guest.vcpus', text: '4', because: 'there are four' } as const
const withFindings = list({
  tried: tried({
    findings: [
      finding({ page: 'Why.', leads: { text: 'mend it', does: { kind: 'jump', to: 'guest.vcpus', advised } } }),
      finding({ severity: 'note' }),
    ],
    notChecked: [{ rule: 'gic', missing: ['a device tree'] }],
  }),
})
const written = tried({ files: [file('a.cmd', ' one', '*two', '*three', ' four', '+five'), file('b.cmd', ' x', '-y')] })

describeKeys('everywhere', {
  'Ctrl-C leaves': [list(), {}, 'ctrl-c', { event: { kind: 'leave' } }],
  'Ctrl-C leaves a field, too': [question(), typing('x'), 'ctrl-c', { event: { kind: 'leave' } }],
  'Ctrl-Z stops': [question(), {}, 'ctrl-z', { effect: 'suspend' }],
  'Ctrl-L paints again': [question(), {}, 'ctrl-l', { effect: 'redraw' }],
  'q leaves where nothing is typed': [list(), {}, 'q', { event: { kind: 'leave' } }],
  'q leaves a pane': [question(), { pane: 'why' }, 'q', { event: { kind: 'leave' } }],
  'q is a letter in a field': [question(), {}, 'q', { ui: typing('q') }],
  'q is a letter in a search': [list(), { filter: field('') }, 'q', { ui: { filter: field('q'), at: 0 } }],
  'Alt-q is nothing': [list(), {}, 'alt-q', {}],
  'a word to the user stands until the next key': [
    list(),
    { says: 'no' },
    'f10',
    { ui: { pane: 'keys', tops: { keys: 0 } }, gone: ['says'] },
  ],
  'a key that nothing takes is nothing': [list(), {}, 'x', {}],
  'a paste into a list is nothing': [list(), {}, 'paste:text', {}],
})

const panes = {
  why: ['?', 'f1'],
  map: ['m', 'f2'],
  hints: ['h', 'f3'],
  artifacts: ['a', 'f4'],
  memory: ['r', 'f5'],
  findings: ['f', 'f6'],
  tasks: ['c', 'f7'],
  keys: ['k', 'f10'],
} as const

describeKeys(
  'the panes',
  Object.fromEntries(
    Object.entries(panes).flatMap(([pane, [letter, f]]) => {
      const opened = { ui: { pane: pane as Ui['pane'], tops: { [pane]: 0 } } }
      return [
        [`${letter} opens ${pane}`, [list(), {}, letter, opened]],
        [`${f} opens ${pane}`, [list(), {}, f, opened]],
        [`Alt-${letter} opens ${pane} from a field`, [question(), typing('x'), `alt-${letter}`, opened]],
        [`${f} opens ${pane} from a field`, [question(), typing('x'), f, opened]],
        [`${letter} is a letter in a field`, [question(), {}, letter, { ui: typing(letter) }]],
        [
          `${letter} again ${pane === 'hints' ? 'shows the next hint' : 'closes it'}`,
          [
            list(),
            { pane: pane as Ui['pane'] },
            letter,
            { ui: { ...(pane === 'hints' ? { hint: 1 } : { pane: 'ask' }), tops: { [pane]: 0 } } },
          ],
        ],
      ] satisfies readonly (readonly [string, Row])[]
    }),
  ),
)

describeKeys('opening a pane', {
  'begins at its top, and leaves the others where they are': [
    list(),
    { tops: { why: 5, keys: 3 } },
    '?',
    { ui: { pane: 'why', tops: { why: 0, keys: 3 } } },
  ],
  'ends a search': [list(), { filter: field('t') }, 'f1', { ui: { pane: 'why', tops: { why: 0 } }, gone: ['filter'] }],
  'of artifacts begins at the line that the answer makes': [
    list({ tried: written }),
    { file: 1, line: 1 },
    'a',
    { ui: { pane: 'artifacts', tops: { artifacts: 0 }, file: 0, line: 1 } },
  ],
  'from another leads to it': [list(), { pane: 'memory' }, 'f', { ui: { pane: 'findings', tops: { findings: 0 } } }],
})

describeKeys('a list', {
  'down goes down': [list(), { at: 0 }, 'down', { ui: { at: 1 } }],
  'up goes up': [list(), { at: 2 }, 'up', { ui: { at: 1 } }],
  'up ends at the first': [list(), { at: 0 }, 'up', {}],
  'down ends at the last': [list(), { at: 2 }, 'down', {}],
  'Home is the first': [list(), { at: 2 }, 'home', { ui: { at: 0 } }],
  'End is the last': [list(), { at: 0 }, 'end', { ui: { at: 2 } }],
  'Page Down scrolls what is read': [list(), {}, 'pagedown', { ui: { tops: { ask: 7 } } }],
  'Space scrolls what is read': [list(), {}, ' ', { ui: { tops: { ask: 7 } } }],
  'Page Up scrolls back': [list(), { tops: { ask: 9 } }, 'pageup', { ui: { tops: { ask: 2 } } }],
  'right is nothing': [list(), {}, 'right', {}],
  'Enter answers what is marked': [list(), { at: 2 }, 'enter', { event: { kind: 'answer', text: 'three' } }],
  'Enter does not take what is disabled, and says why': [
    list({
      offers: [
        { text: 'one', label: '', disabled: 'no tree' },
        { text: 'two', label: '' },
      ],
    }),
    { at: 0 },
    'enter',
    { ui: { says: 'it cannot be chosen: no tree' } },
  ],
  'Enter on another opens a field': [
    list({ answerKind: 'text' }),
    { at: 3 },
    'enter',
    { ui: { field: field(''), isTouched: false } },
  ],
  'Escape is back': [list(), {}, 'escape', { event: { kind: 'back' } }],
  '< is back': [list(), {}, '<', { event: { kind: 'back' } }],
  '/ searches': [list(), {}, '/', { ui: { filter: field('') } }],
  'Tab is nothing': [list(), {}, 'tab', {}],
  'Enter in the review does what is marked': [review(), { at: 0 }, 'enter', { event: { kind: 'write' } }],
  'Enter at the board opens a field for a log': [
    bringUp(),
    { at: 1 },
    'enter',
    { ui: { field: field(''), isTouched: false, what: 'log' } },
  ],
  'Enter at the board opens a field for the parts': [
    bringUp(),
    { at: 2 },
    'enter',
    { ui: { field: field(''), isTouched: false, what: 'parts' } },
  ],
  'Enter at the board leaves': [bringUp(), { at: 0 }, 'enter', { event: { kind: 'leave' } }],
  'a log is pasted at the board': [
    bringUp(),
    { tops: { ask: 4 } },
    'paste:a\nb',
    { ui: { tops: {} }, event: { kind: 'paste', text: 'a\nb' } },
  ],
  'a log is pasted where one is asked for': [
    path({ isLog: true }),
    {},
    'paste:a\nb',
    { event: { kind: 'paste', text: 'a\nb' } },
  ],
  'one line is no log': [bringUp(), {}, 'paste:a\n', {}],
})

describeKeys('a search in a list', {
  'goes on with what is typed, from the first line': [
    list(),
    { filter: field('t'), at: 1 },
    'h',
    { ui: { filter: field('th'), at: 0 } },
  ],
  'is edited': [list(), { filter: field('th'), at: 1 }, 'backspace', { ui: { filter: field('t'), at: 0 } }],
  'down goes on among what was found': [list(), { filter: field('t'), at: 0 }, 'down', { ui: { at: 1 } }],
  'down ends at the last that was found': [list(), { filter: field('thr'), at: 0 }, 'down', {}],
  'Enter takes what was found, and ends it': [
    list(),
    { filter: field('thr'), at: 0 },
    'enter',
    { gone: ['filter'], event: { kind: 'answer', text: 'three' } },
  ],
  'Enter on nothing says so': [
    list(),
    { filter: field('xyz'), at: 0 },
    'enter',
    { ui: { says: 'nothing of that name; Esc shows all' } },
  ],
  'Escape shows all, from what is suggested': [
    list(),
    { filter: field('thr'), at: 0 },
    'escape',
    { ui: { at: 1 }, gone: ['filter'] },
  ],
  '/ is a letter': [list(), { filter: field('a'), at: 0 }, '/', { ui: { filter: field('a/') } }],
})

describeKeys('a field', {
  'takes letters': [question(), typing('we'), 'b', { ui: typing('web') }],
  'takes what is pasted in one line': [question(), {}, 'paste:a b\n', { ui: typing('a b') }],
  'shows what is suggested once it is empty again': [
    hinted,
    typing('w'),
    'backspace',
    { ui: { field: field(''), isTouched: false } },
  ],
  'begins anew where only the suggestion stood': [hinted, { field: field('old') }, 'x', { ui: typing('x') }],
  'Enter answers what is typed': [hinted, typing('db'), 'enter', { event: { kind: 'answer', text: 'db' } }],
  'Enter alone answers what is suggested': [hinted, {}, 'enter', { event: { kind: 'answer', text: 'web' } }],
  'Enter alone answers nothing where that is suggested': [
    question({ suggestion: { text: '', because: 'x' } }),
    {},
    'enter',
    { event: { kind: 'answer', text: '' } },
  ],
  'Enter without anything says so': [
    question(),
    {},
    'enter',
    { ui: { says: 'nothing is typed yet, and nothing can be suggested' } },
  ],
  '"" is nothing': [hinted, typing('""'), 'enter', { event: { kind: 'answer', text: '' } }],
  'Enter at the board gives the log, and the list is back': [
    bringUp(),
    { at: 1, what: 'log', ...typing('a.log') },
    'enter',
    { ui: { isTouched: false }, gone: ['field', 'what'], event: { kind: 'answer', text: 'a.log' } },
  ],
  'Enter at the board rehearses, and the list is back': [
    bringUp(),
    { at: 2, what: 'parts', ...typing('parts') },
    'enter',
    { ui: { at: 1, isTouched: false }, gone: ['field', 'what'], event: { kind: 'rehearse', parts: 'parts' } },
  ],
  'Tab takes what is suggested to change it': [hinted, {}, 'tab', { ui: typing('web') }],
  'right takes what is suggested to change it': [hinted, {}, 'right', { ui: typing('web') }],
  'right moves in what is typed': [
    hinted,
    { field: field('abc', 1), isTouched: true },
    'right',
    { ui: { field: field('abc', 2) } },
  ],
  'Tab without names says so': [path(), typing('x'), 'tab', { ui: { says: 'no file here goes on like that' } }],
  'Tab completes as far as all names agree': [
    path({ tried: tried({ completions: ['serial-1', 'serial-2'] }) }),
    typing('s'),
    'tab',
    { ui: typing('serial-') },
  ],
  'Tab completes the only name': [
    path({ tried: tried({ completions: ['serial'] }) }),
    typing('s'),
    'tab',
    { ui: typing('serial') },
  ],
  'Tab takes the first name where they agree on no more': [
    path({ tried: tried({ completions: ['sa', 'sb'] }) }),
    typing('s'),
    'tab',
    { ui: typing('sa') },
  ],
  'Tab cycles through the names': [
    path({ tried: tried({ completions: ['sa', 'sb'] }) }),
    typing('sa'),
    'tab',
    { ui: typing('sb') },
  ],
  'Tab cycles from the last to the first': [
    path({ tried: tried({ completions: ['sa', 'sb'] }) }),
    typing('sb'),
    'tab',
    { ui: typing('sa') },
  ],
  'Tab cuts no character in two': [
    path({ tried: tried({ completions: ['x😀', 'x😁'] }) }),
    typing('x'),
    'tab',
    { ui: typing('x😀') },
  ],
  'Home and End are the cursor’s': [
    question(),
    { field: field('abc', 1), isTouched: true },
    'end',
    { ui: { field: field('abc') } },
  ],
  'Home is the beginning of the text': [question(), typing('abc'), 'home', { ui: { field: field('abc', 0) } }],
  'Page Down scrolls what is read': [question(), typing('abc'), 'pagedown', { ui: { tops: { ask: 7 } } }],
  'Page Up scrolls back': [question(), { ...typing('abc'), tops: { ask: 9 } }, 'pageup', { ui: { tops: { ask: 2 } } }],
  'up and down scroll by a line': [
    question(),
    { ...typing('abc'), tops: { ask: 3 } },
    'up',
    { ui: { tops: { ask: 2 } } },
  ],
  'down scrolls by a line': [question(), { ...typing('abc'), tops: { ask: 3 } }, 'down', { ui: { tops: { ask: 4 } } }],
  'Space is a character': [question(), typing('a'), ' ', { ui: typing('a ') }],
  'Escape is back where there is no list': [question(), typing('x'), 'escape', { event: { kind: 'back' } }],
  'Escape is the list where there is one': [
    list({ answerKind: 'text' }),
    typing('x'),
    'escape',
    { ui: { isTouched: false }, gone: ['field'] },
  ],
  'Escape at the board forgets what was asked for': [
    bringUp(),
    { what: 'log', ...typing('x') },
    'escape',
    { ui: { isTouched: false }, gone: ['field', 'what'] },
  ],
  'a function key nobody knows is nothing': [question(), typing('x'), 'backtab', {}],
})

describeKeys('the editor, the pager, the clipboard', {
  'F8 edits what is typed': [question(), typing('web'), 'f8', { event: { kind: 'edit', text: 'web' } }],
  'Alt-e edits, too': [question(), typing('web'), 'alt-e', { event: { kind: 'edit', text: 'web' } }],
  'F8 edits what is suggested': [hinted, {}, 'f8', { event: { kind: 'edit', text: 'web' } }],
  'F8 begins with nothing where nothing is suggested': [question(), {}, 'f8', { event: { kind: 'edit', text: '' } }],
  'e pages the page of a list': [list({ page: '# Page' }), {}, 'e', { event: { kind: 'page', text: '# Page' } }],
  'e pages the page of why': [
    question({ page: '# Page' }),
    { pane: 'why' },
    'e',
    { event: { kind: 'page', text: '# Page' } },
  ],
  'F8 at the board pages, and edits nothing': [
    bringUp({ page: '# Page' }),
    { what: 'log', ...typing('x') },
    'f8',
    { event: { kind: 'page', text: '# Page' } },
  ],
  'e pages the artifact as it would be written': [
    list({ tried: written }),
    { pane: 'artifacts', file: 1 },
    'e',
    { event: { kind: 'page', text: 'x' } },
  ],
  'e pages whole artifacts': [
    list({ tried: written }),
    { pane: 'artifacts' },
    'e',
    { event: { kind: 'page', text: 'one\ntwo\nthree\nfour\nfive' } },
  ],
  'e pages the commands': [
    list({ tasks: [task(), task({ commands: ['reset'] })] }),
    { pane: 'tasks' },
    'e',
    { event: { kind: 'page', text: 'bdinfo\nprintenv\nreset' } },
  ],
  'e says where there is nothing': [
    list(),
    {},
    'e',
    { ui: { says: 'there is nothing here for an editor or a pager' } },
  ],
  'e says where there are no commands': [
    list(),
    { pane: 'tasks' },
    'e',
    { ui: { says: 'there is nothing here for an editor or a pager' } },
  ],
  'e says of a pane that is no text': [
    list({ page: 'x' }),
    { pane: 'memory' },
    'e',
    { ui: { says: 'there is nothing here for an editor or a pager' } },
  ],
  'y copies the commands': [
    list({ tasks: [task()] }),
    {},
    'y',
    {
      ui: { says: 'sent to the clipboard of your terminal, if it has one (OSC 52)' },
      effect: { copy: 'bdinfo\nprintenv' },
    },
  ],
  'F9 copies from a field': [
    question({ tasks: [task()] }),
    typing('x'),
    'f9',
    {
      ui: { says: 'sent to the clipboard of your terminal, if it has one (OSC 52)' },
      effect: { copy: 'bdinfo\nprintenv' },
    },
  ],
  'Alt-y copies from a field': [
    question({ tasks: [task()] }),
    typing('x'),
    'alt-y',
    {
      ui: { says: 'sent to the clipboard of your terminal, if it has one (OSC 52)' },
      effect: { copy: 'bdinfo\nprintenv' },
    },
  ],
  'y copies the artifact that is shown': [
    list({ tried: written, tasks: [task()] }),
    { pane: 'artifacts', file: 1 },
    'y',
    { ui: { says: 'sent to the clipboard of your terminal, if it has one (OSC 52)' }, effect: { copy: 'x' } },
  ],
  'y says where there is nothing to copy': [review(), {}, 'y', { ui: { says: 'there is nothing to copy here' } }],
  'y says of an empty artifact': [
    list({ tried: tried({ files: [file('a')] }) }),
    { pane: 'artifacts' },
    'y',
    { ui: { says: 'there is nothing to copy here' } },
  ],
})

describeKeys('the map', {
  'down goes on from the open question': [mapped, { pane: 'map' }, 'down', { ui: { mapAt: 3 } }],
  'up goes back from the open question': [mapped, { pane: 'map' }, 'up', { ui: { mapAt: 1 } }],
  'Home is the first': [mapped, { pane: 'map', mapAt: 2 }, 'home', { ui: { mapAt: 0 } }],
  'End is the last': [mapped, { pane: 'map', mapAt: 0 }, 'end', { ui: { mapAt: 4 } }],
  'Page Down goes on ten': [
    list({ map: [...steps, ...steps, ...steps] }),
    { pane: 'map', mapAt: 1 },
    'pagedown',
    { ui: { mapAt: 11 } },
  ],
  'Page Up goes back ten': [
    list({ map: [...steps, ...steps, ...steps] }),
    { pane: 'map', mapAt: 12 },
    'pageup',
    { ui: { mapAt: 2 } },
  ],
  'Enter goes to the question': [
    mapped,
    { pane: 'map', mapAt: 1 },
    'enter',
    { ui: { pane: 'ask' }, gone: ['mapAt'], event: { kind: 'jump', to: 'goal.arch' } },
  ],
  'Enter on the open question only closes the map': [mapped, { pane: 'map' }, 'enter', { ui: { pane: 'ask' } }],
  'Enter on the review goes there': [
    mapped,
    { pane: 'map', mapAt: 4 },
    'enter',
    { ui: { pane: 'ask' }, gone: ['mapAt'], event: { kind: 'jump', to: 'review' } },
  ],
  'Enter where nothing was found is nothing': [mapped, { pane: 'map', filter: field('xyz'), mapAt: 0 }, 'enter', {}],
  '/ searches from the first': [mapped, { pane: 'map', mapAt: 3 }, '/', { ui: { filter: field(''), mapAt: 0 } }],
  'a search goes on with what is typed': [
    mapped,
    { pane: 'map', filter: field('a'), mapAt: 1 },
    'r',
    { ui: { filter: field('ar'), mapAt: 0 } },
  ],
  'down goes on among what was found': [
    mapped,
    { pane: 'map', filter: field('goal'), mapAt: 0 },
    'down',
    { ui: { mapAt: 1 } },
  ],
  'Enter goes to what was found': [
    mapped,
    { pane: 'map', filter: field('arm64'), mapAt: 0 },
    'enter',
    { ui: { pane: 'ask' }, gone: ['filter', 'mapAt'], event: { kind: 'jump', to: 'goal.arch' } },
  ],
  'Escape shows all': [mapped, { pane: 'map', filter: field('x'), mapAt: 0 }, 'escape', { gone: ['filter'] }],
  'Escape keeps what was being typed': [
    question({ map: steps }),
    { ...typing('ab'), pane: 'map', filter: field('x') },
    'escape',
    { gone: ['filter'], ui: { at: 0 } },
  ],
  'Escape closes the map': [mapped, { pane: 'map' }, 'escape', { ui: { pane: 'ask' } }],
  'Space is nothing': [mapped, { pane: 'map' }, ' ', {}],
})

const inFiles = list({ tried: written })
describeKeys('the artifacts', {
  'down goes to the next line': [inFiles, { pane: 'artifacts', line: 1 }, 'down', { ui: { line: 2 } }],
  'up goes to the line before': [inFiles, { pane: 'artifacts', line: 1 }, 'up', { ui: { line: 0 } }],
  'up ends at the first': [inFiles, { pane: 'artifacts', line: 0 }, 'up', {}],
  'down ends at the last': [inFiles, { pane: 'artifacts', line: 4 }, 'down', {}],
  'Page Down goes on a page': [inFiles, { pane: 'artifacts', line: 0 }, 'pagedown', { ui: { line: 4 } }],
  'Page Up goes back a page': [
    list({ tried: tried({ files: [file('a', ...Array.from({ length: 20 }, () => ' x'))] }) }),
    { pane: 'artifacts', line: 15 },
    'pageup',
    { ui: { line: 8 } },
  ],
  'Home is the first line': [inFiles, { pane: 'artifacts', line: 3 }, 'home', { ui: { line: 0 } }],
  'End is the last line': [inFiles, { pane: 'artifacts', line: 0 }, 'end', { ui: { line: 4 } }],
  'right goes to the next file': [inFiles, { pane: 'artifacts', line: 3 }, 'right', { ui: { file: 1, line: 0 } }],
  'Tab goes to the next file': [inFiles, { pane: 'artifacts', line: 3 }, 'tab', { ui: { file: 1, line: 0 } }],
  'left goes to the file before': [
    list({ tried: tried({ files: [file('a'), file('b'), file('c')] }) }),
    { pane: 'artifacts', file: 2 },
    'left',
    { ui: { file: 1, line: 0 } },
  ],
  'left goes from the first to the last': [
    list({ tried: tried({ files: [file('a'), file('b'), file('c')] }) }),
    { pane: 'artifacts', file: 0 },
    'left',
    { ui: { file: 2, line: 0 } },
  ],
  'Shift-Tab goes to the file before': [
    list({ tried: tried({ files: [file('a'), file('b'), file('c')] }) }),
    { pane: 'artifacts', file: 2 },
    'backtab',
    { ui: { file: 1, line: 0 } },
  ],
  'right goes from the last to the first': [inFiles, { pane: 'artifacts', file: 1 }, 'right', { ui: { file: 0 } }],
  'without files right is nothing': [list(), { pane: 'artifacts' }, 'right', {}],
  'without files down is nothing': [list(), { pane: 'artifacts' }, 'down', {}],
  'n goes to where the next change begins': [inFiles, { pane: 'artifacts', line: 0 }, 'n', { ui: { line: 1 } }],
  'n passes the rest of a change': [inFiles, { pane: 'artifacts', line: 1 }, 'n', { ui: { line: 4 } }],
  'n after the last says so': [
    inFiles,
    { pane: 'artifacts', line: 4 },
    'n',
    { ui: { says: 'no changed line further down' } },
  ],
  'Enter is back at the question': [inFiles, { pane: 'artifacts' }, 'enter', { ui: { pane: 'ask' } }],
  'Escape is back at the question': [inFiles, { pane: 'artifacts' }, 'escape', { ui: { pane: 'ask' } }],
  'Space is nothing': [inFiles, { pane: 'artifacts' }, ' ', {}],
})

describeKeys('the hints', {
  'Enter shows the next': [
    list(),
    { pane: 'hints', tops: { hints: 4 } },
    'enter',
    { ui: { hint: 1, tops: { hints: 0 } } },
  ],
  'right shows the next': [list(), { pane: 'hints' }, 'right', { ui: { hint: 1, tops: { hints: 0 } } }],
  'left shows the one before': [list(), { pane: 'hints', hint: 2 }, 'left', { ui: { hint: 1, tops: { hints: 0 } } }],
  'left ends at the first': [list(), { pane: 'hints' }, 'left', { ui: { hint: 0, tops: { hints: 0 } } }],
  'right ends at the last': [list(), { pane: 'hints', hint: 2 }, 'right', { ui: { hint: 2, tops: { hints: 0 } } }],
  'there are none without a question': [review(), { pane: 'hints' }, 'right', { ui: { hint: 0, tops: { hints: 0 } } }],
  'Page Down scrolls': [list(), { pane: 'hints' }, 'pagedown', { ui: { tops: { hints: 7 } } }],
  'Escape is back at the question': [list(), { pane: 'hints' }, 'escape', { ui: { pane: 'ask' } }],
})

describeKeys('the findings', {
  'down goes to the next': [withFindings, { pane: 'findings' }, 'down', { ui: { finding: 1 } }],
  'down ends at the last thing that was not checked': [
    withFindings,
    { pane: 'findings', finding: 2 },
    'down',
    { ui: { finding: 2 } },
  ],
  'Enter leads to the question at fault, with the answer that mends it': [
    withFindings,
    { pane: 'findings' },
    'enter',
    { ui: { pane: 'ask' }, event: { kind: 'jump', to: 'guest.vcpus', advised } },
  ],
  'Enter says so where no answer is at fault': [
    withFindings,
    { pane: 'findings', finding: 1 },
    'enter',
    { ui: { says: 'no answer is at fault there; what to do stands below it' } },
  ],
  'right reads the page about one': [
    withFindings,
    { pane: 'findings' },
    'right',
    { ui: { isFindingRead: true, tops: { findings: 0 } } },
  ],
  'right does nothing where there is no page': [withFindings, { pane: 'findings', finding: 1 }, 'right', {}],
})

test.each(['left', 'escape'])('%s leads from the page about a finding to the list', (name) => {
  const ui = at(withFindings, { pane: 'findings', isFindingRead: true })
  expect(handleKey(ui, withFindings, key(name), 7).ui).toEqual(at(withFindings, { pane: 'findings' }))
})

describeKeys('what is read', {
  'down scrolls': [list(), { pane: 'why' }, 'down', { ui: { tops: { why: 1 } } }],
  'up scrolls back': [list(), { pane: 'why', tops: { why: 2 } }, 'up', { ui: { tops: { why: 1 } } }],
  'up ends at the top': [list(), { pane: 'why' }, 'up', { ui: { tops: { why: 0 } } }],
  'Page Down scrolls a page': [
    list(),
    { pane: 'why', tops: { why: 1, ask: 3 } },
    'pagedown',
    { ui: { tops: { why: 8, ask: 3 } } },
  ],
  'Page Up scrolls a page back': [list(), { pane: 'why', tops: { why: 9 } }, 'pageup', { ui: { tops: { why: 2 } } }],
  'Space scrolls a page': [list(), { pane: 'tasks' }, ' ', { ui: { tops: { tasks: 7 } } }],
  'Home is the top': [list(), { pane: 'keys', tops: { keys: 9 } }, 'home', { ui: { tops: { keys: 0 } } }],
  'End is beyond any end': [list(), { pane: 'keys' }, 'end', { ui: { tops: { keys: 1e6 } } }],
  'Enter is back at the question': [list(), { pane: 'memory' }, 'enter', { ui: { pane: 'ask' } }],
  'Enter closes the commands': [list(), { pane: 'tasks' }, 'enter', { ui: { pane: 'ask' } }],
  'Escape is back at the question': [list(), { pane: 'findings' }, 'escape', { ui: { pane: 'ask' } }],
  'keys that nothing takes are nothing': [list(), { pane: 'why' }, 'left', {}],
})
