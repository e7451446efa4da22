/** The keys at the bottom: a row is where one is, and what stands there. */
import { describe, expect, test } from 'vitest'
import { keyHelp } from '../../../src/fronts/tui/bindings.ts'
import { footerLines } from '../../../src/fronts/tui/footer-lines.ts'
import { handleKey } from '../../../src/fronts/tui/handle-key.ts'
import { at, bringUp, file, finding, key, list, question, review, task, theme, tried } from './screens.ts'

const bare = { ...theme, strong: (text: string) => text, quiet: (text: string) => text }
const field = (text: string) => ({ text, cursor: text.length })
const long = list({
  offers: Array.from({ length: 9 }, (_, index) => ({ text: `o${index}`, label: '' })),
  suggestion: { text: 'o1', because: '' },
})
const suggested = question({ suggestion: { text: 'web', because: '' } })
const path = question({ answerKind: 'path' })

describe('the first line', () => {
  test.each([
    ['a list', list(), {}, 'Enter choose  Esc back  q leave, saved  t take the step'],
    ['a long list', long, {}, 'Enter choose  Esc back  / search  q leave, saved  t take the step'],
    ['a search', list(), { filter: field('') }, 'type to search  Enter choose  Esc all again'],
    ['a search in the review', review(), { filter: field('') }, 'type to search  Enter choose  Esc all again'],
    ['the review', review(), {}, 'Enter do it  Esc back  q leave, saved'],
    ['the board', bringUp(), {}, 'Enter do it  Esc back  q leave, saved'],
    ['a text', question(), {}, 'Enter answer  Esc back  ^C leave, saved  F8 editor  ^T take the step'],
    [
      'a text with a suggestion',
      suggested,
      {},
      'Enter answer  Esc back  Tab change it  ^C leave, saved  F8 editor  ^T take the step',
    ],
    [
      'a text that is typed',
      suggested,
      { field: field('x'), isTouched: true },
      'Enter answer  Esc back  ^C leave, saved  F8 editor  ^T take the step',
    ],
    ['a path', path, {}, 'Enter answer  Esc back  Tab complete  ^C leave, saved  F8 editor  ^T take the step'],
    [
      'a path with a suggestion',
      question({ answerKind: 'path', suggestion: { text: 'none', because: '' } }),
      {},
      'Enter answer  Esc back  Tab change it  ^C leave, saved  F8 editor  ^T take the step',
    ],
    [
      'another value of a list',
      list({ answerKind: 'text' }),
      { field: field('x'), isTouched: true },
      'Enter answer  Esc to the list  ^C leave, saved  F8 editor  ^T take the step',
    ],
    ['a log at the board', bringUp(), { field: field('') }, 'Enter answer  Esc to the list  ^C leave, saved'],
    ['the map', list(), { pane: 'map' }, 'Esc to the question  Enter go there  / search  ^C leave, saved'],
    [
      'a search on the map',
      list(),
      { pane: 'map', filter: field('') },
      'type to search  Enter go there  Esc all again',
    ],
    [
      'artifacts',
      list(),
      { pane: 'artifacts' },
      'Esc to the question  left,right file  up,down line  n next change  e pager',
    ],
    ['hints', list(), { pane: 'hints' }, 'Esc to the question  Enter more  left less  ^C leave, saved'],
    ['commands', list(), { pane: 'tasks' }, 'Esc to the question  y copy  e pager  ^C leave, saved'],
    [
      'findings',
      list({
        tried: tried({ findings: [finding({ page: 'It.', leads: { text: 'go', does: { kind: 'jump', to: 'x' } } })] }),
      }),
      { pane: 'findings' },
      'Esc to the question  Enter go there  right explain it  ^C leave, saved  e pager',
    ],
    ['why', list(), { pane: 'why' }, 'Esc to the question  PgDn reads on  e pager  ^C leave, saved'],
    ['keys', question(), { pane: 'keys' }, 'Esc to the question  PgDn reads on  e pager  ^C leave, saved'],
  ] as const)('of %s', (_, screen, ui, expected) => {
    expect(footerLines(at(screen, ui), screen, 120, bare, 2)[0]).toBe(expected)
  })
})

describe('the second line', () => {
  test.each([
    [
      'has letters where nothing is typed',
      list(),
      {},
      '? why  m map  h hint  a artifacts  r memory  f findings  k keys',
    ],
    [
      'has the commands where there are some',
      list({ tasks: [task()] }),
      {},
      '? why  m map  h hint  a artifacts  r memory  f findings  c commands  k keys',
    ],
    [
      'has function keys where one types',
      question(),
      {},
      'F1 why  F2 map  F3 hint  F4 artifacts  F5 memory  F6 findings  F10 keys',
    ],
    [
      'has letters in the panes over a field',
      question(),
      { pane: 'why' },
      '? why  m map  h hint  a artifacts  r memory  f findings  k keys',
    ],
    ['has no commands in the review', review(), {}, '? why  m map  h hint  a artifacts  r memory  f findings  k keys'],
  ] as const)('%s', (_, screen, ui, expected) => {
    expect(footerLines(at(screen, ui), screen, 120, bare, 2)[1]).toBe(expected)
  })
})

test('as many stand there as there is room for, and the key that shows all of them', () => {
  expect(footerLines(at(list()), list(), 40, bare, 2)).toEqual([
    'Enter choose  Esc back  q leave, saved',
    '? why  m map  h hint  r memory  k keys',
  ])
  expect(footerLines(at(list()), list(), 38, bare, 2)[0]).toBe('Enter choose  Esc back  q leave, saved')
  expect(footerLines(at(list()), list(), 37, bare, 2)[0]).toBe('Enter choose  Esc back')
  expect(footerLines(at(list()), list(), 41, bare, 2)[1]).toBe('? why  m map  h hint  a artifacts  k keys')
  expect(footerLines(at(list()), list(), 40, bare, 2)[1]).toBe('? why  m map  h hint  r memory  k keys')
})

test('a low screen has them all in one line', () => {
  expect(footerLines(at(list()), list(), 60, bare, 1)).toEqual([
    'Enter choose  Esc back  q leave, saved  ? why  m map  k keys',
  ])
})

test('a key stands out, and what it does does not', () => {
  expect(footerLines(at(list()), list(), 22, theme, 2)[0]).toBe('b(Enter) q(choose)  b(Esc) q(back)')
})

test('the help has every key once', () => {
  expect(
    keyHelp()
      .map(({ keys, does }) => `${keys.padEnd(13)} ${does}`)
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "Enter         take what is marked, or what is typed
    t  Ctrl-T     take what is suggested for the rest of the step
    T  Ctrl-R     take what is suggested for the rest of the walk; the review lists it
    up, down      move; Page Up, Page Down, Space: scroll
    Esc           back: out of a pane, or to the question before
    ?  F1  Alt-?  why
    m  F2  Alt-m  map
    h  F3  Alt-h  hint
    a  F4  Alt-a  artifacts
    r  F5  Alt-r  memory
    f  F6  Alt-f  findings
    c  F7  Alt-c  commands
    k  F10  Alt-k keys
    e  F8         a typed answer in $EDITOR; else: the text in $PAGER
    y  F9         copy commands, or the artifact, to the clipboard
    /             search in a list, or on the map
    Tab           take the suggestion to change it; complete a file name
    left, right   artifacts: the file before, the next; n: next changed line
    right, left   findings: the page about one; back to the list
    Ctrl-L        paint the screen again
    Ctrl-Z        stop; fg goes on
    q  Ctrl-C     leave; every answer is saved"
  `)
})

test('what the help calls a key, the table takes', () => {
  const names: Readonly<Record<string, string>> = {
    'Page Up': 'pageup',
    Esc: 'escape',
    Enter: 'enter',
    Tab: 'tab',
    'Ctrl-C': 'ctrl-c',
    'Ctrl-T': 'ctrl-t',
    'Ctrl-R': 'ctrl-r',
    'Ctrl-L': 'ctrl-l',
    'Ctrl-Z': 'ctrl-z',
  }
  const files = [file('a', ' x', '*y'), file('b', ' x', '*y')]
  const screens = [
    list({ tasks: [task()], page: 'x', tried: tried({ files, findings: [finding({ page: 'It.' })] }) }),
    question({ suggestion: { text: 'x', because: '' } }),
  ]
  for (const { keys } of keyHelp())
    for (const one of keys.split(/, |  /)) {
      const pressed = key(names[one] ?? one.replace(/^Alt-/, 'alt-').replace(/^F(\d)/, 'f$1'))
      const panes = ['ask', 'artifacts', 'why', 'findings'] as const
      const isTaken = screens.some((screen) =>
        panes.some((pane) => {
          const ui = at(screen, { pane, tops: { [pane]: 1 }, hint: 1 })
          const { ui: next, event, effect } = handleKey(ui, screen, pressed, 7)
          return event !== undefined || effect !== undefined || JSON.stringify(next) !== JSON.stringify(ui)
        }),
      )
      expect(isTaken, one).toBe(true)
    }
})
