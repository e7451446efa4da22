/**
 * The keys: for each what it does, its hint at the bottom of the screen, its line in the help, and where it applies.
 * Footer, help and handle-key.ts are made from this table and nothing else.
 */
import type { Screen } from '../../engine/screen.ts'
import { choose, complete, enter, escape } from './answering.ts'
import { choicesOf } from './choice.ts'
import { bestHighlight } from './highlight.ts'
import type { KeyResult } from './key-result.ts'
import {
  jump,
  type Move,
  moveChoice,
  moveInFile,
  moveOnMap,
  moveToChange,
  moveToFile,
  scroll,
  toHint,
} from './moves.ts'
import { copy, editOrPage } from './sending.ts'
import { isTyping, type Pane, type Ui } from './ui.ts'

/** A key, or several that do the same. */
export interface Binding {
  /** The names of presses (see `pressOf`). */
  readonly on: readonly string[]
  /** How the keys are called in the help; what makes no line of its own there has none. */
  readonly keys?: string
  /** What the help says. */
  readonly help?: string
  /** How the key is called at the bottom, and what it does here, in a word or two. */
  readonly hint?: (ui: Ui, screen: Screen) => Hint | undefined
  readonly run: (ui: Ui, screen: Screen, page: number) => KeyResult
}

export interface Hint {
  readonly key: string
  readonly does: string
}

const shows =
  (key: string, does: string): NonNullable<Binding['hint']> =>
  () => ({ key, does })
const line = (by: number): Move => ({ by })

/** The keys that move, by what they move; `pageOf` makes the lines of Page Down from those of a page. */
const moves = (
  move: (ui: Ui, screen: Screen, move: Move) => KeyResult,
  pageOf: (page: number) => number = (page) => page,
) => ({
  up: { on: ['up'], run: (ui, screen) => move(ui, screen, line(-1)) } as Binding,
  down: { on: ['down'], run: (ui, screen) => move(ui, screen, line(1)) } as Binding,
  start: { on: ['home'], run: (ui, screen) => move(ui, screen, { to: 'start' }) } as Binding,
  end: { on: ['end'], run: (ui, screen) => move(ui, screen, { to: 'end' }) } as Binding,
  pageUp: { on: ['pageup'], run: (ui, screen, page) => move(ui, screen, line(-pageOf(page))) } as Binding,
  pageDown: { on: ['pagedown'], run: (ui, screen, page) => move(ui, screen, line(pageOf(page))) } as Binding,
})

const leave: Binding = {
  on: ['ctrl-c'],
  keys: 'q  Ctrl-C',
  help: 'leave; every answer is saved',
  hint: shows('^C', 'leave, saved'),
  run: (ui) => ({ ui, event: { kind: 'leave' } }),
}
const quit: Binding = { on: ['q'], hint: shows('q', 'leave, saved'), run: leave.run }
const stop: Binding = {
  on: ['ctrl-z'],
  keys: 'Ctrl-Z',
  help: 'stop; fg goes on',
  run: (ui) => ({ ui, effect: 'suspend' }),
}
const paint: Binding = {
  on: ['ctrl-l'],
  keys: 'Ctrl-L',
  help: 'paint the screen again',
  run: (ui) => ({ ui, effect: 'redraw' }),
}
const edit: Binding = {
  on: ['e', 'alt-e', 'f8'],
  keys: 'e  F8',
  help: 'a typed answer in $EDITOR; else: the text in $PAGER',
  hint: (ui, screen) =>
    ui.pane !== 'ask'
      ? { key: 'e', does: 'pager' }
      : screen.kind === 'question'
        ? { key: 'F8', does: 'editor' }
        : undefined,
  run: editOrPage,
}
const clipboard: Binding = {
  on: ['y', 'alt-y', 'f9'],
  keys: 'y  F9',
  help: 'copy commands, or the artifact, to the clipboard',
  hint: shows('y', 'copy'),
  run: copy,
}
const out: Binding = {
  on: ['escape'],
  keys: 'Esc',
  help: 'back: out of a pane, or to the question before',
  hint: (ui, screen) => ({ key: 'Esc', does: whereTo(ui, screen) }),
  run: escape,
}

function whereTo(ui: Ui, screen: Screen): string {
  if (ui.filter) return 'all again'
  if (ui.pane !== 'ask') return 'to the question'
  return ui.field && choicesOf(screen).length > 0 ? 'to the list' : 'back'
}

/** A pane by its letter where nothing is typed, by its function key, and by Alt with the letter, everywhere. */
const paneKey = (pane: Pane, letter: string, f: string, name: string): Binding & { readonly pane: Pane } => ({
  pane,
  on: [letter, `alt-${letter}`, f],
  keys: `${letter}  ${f.toUpperCase()}  Alt-${letter}`,
  help: name,
  hint: (ui) => ({ key: isTyping(ui) ? f.toUpperCase() : letter, does: name }),
  run: (ui, screen) => toPane(ui, screen, pane),
})

const paneKeys = [
  paneKey('why', '?', 'f1', 'why'),
  paneKey('map', 'm', 'f2', 'map'),
  paneKey('hints', 'h', 'f3', 'hint'),
  paneKey('artifacts', 'a', 'f4', 'artifacts'),
  paneKey('memory', 'r', 'f5', 'memory'),
  paneKey('findings', 'f', 'f6', 'findings'),
  paneKey('tasks', 'c', 'f7', 'commands'),
  paneKey('keys', 'k', 'f10', 'keys'),
]

/** To a pane, from its top; the same key again leads back, or to the next hint. */
function toPane({ filter: _, ...ui }: Ui, screen: Screen, pane: Pane): KeyResult {
  const isSame = ui.pane === pane
  if (isSame && pane === 'hints') return toHint(ui, screen, ui.hint + 1)
  return {
    ui: {
      ...ui,
      pane: isSame ? 'ask' : pane,
      tops: { ...ui.tops, [pane]: 0 },
      ...(pane === 'artifacts' && !isSame && bestHighlight(screen)),
    },
  }
}

const take: Binding = {
  on: ['enter'],
  keys: 'Enter',
  help: 'take what is marked, or what is typed',
  hint: (ui, screen) => ({ key: 'Enter', does: ui.filter || screen.kind === 'question' ? 'choose' : 'do it' }),
  run: choose,
}
const answer: Binding = { on: ['enter'], hint: shows('Enter', 'answer'), run: enter }
const goThere: Binding = { on: ['enter'], hint: shows('Enter', 'go there'), run: jump }
const toQuestion: Binding = { on: ['enter'], run: (ui) => ({ ui: { ...ui, pane: 'ask' } }) }

const search: Binding = {
  on: ['/'],
  keys: '/',
  help: 'search in a list, or on the map',
  // A short list is looked through.
  hint: (ui, screen) => (ui.pane === 'map' || choicesOf(screen).length > 8 ? { key: '/', does: 'search' } : undefined),
  run: (ui) => ({ ui: { ...ui, filter: { text: '', cursor: 0 }, ...(ui.pane === 'map' && { mapAt: 0 }) } }),
}
const completes: Binding = {
  on: ['tab'],
  keys: 'Tab',
  help: 'take the suggestion to change it; complete a file name',
  hint: (ui, screen) => {
    if (screen.kind !== 'question') return undefined
    if (!ui.isTouched && screen.suggestion?.text) return { key: 'Tab', does: 'change it' }
    return screen.answerKind === 'path' ? { key: 'Tab', does: 'complete' } : undefined
  },
  run: complete,
}
/** Right into what is suggested, as shells do. */
const intoSuggestion: Binding = { on: ['right'], run: complete }

const text = moves((ui, _, move) => scroll(ui, move))
const space: Binding = {
  on: ['space'],
  keys: 'up, down',
  help: 'move; Page Up, Page Down, Space: scroll',
  run: text.pageDown.run,
}
/** The keys that scroll what is read. */
const scrolling: readonly Binding[] = [space, ...Object.values(text)]

const inFile = moves(moveInFile)
const files: readonly Binding[] = [
  {
    on: ['left', 'backtab'],
    keys: 'left, right',
    help: 'artifacts: the file before, the next; n: next changed line',
    hint: shows('left,right', 'file'),
    run: (ui, screen) => moveToFile(ui, screen, -1),
  },
  { on: ['right', 'tab'], run: (ui, screen) => moveToFile(ui, screen, 1) },
  { ...inFile.up, hint: shows('up,down', 'line') },
  ...[inFile.down, inFile.start, inFile.end, inFile.pageUp, inFile.pageDown],
  { on: ['n'], hint: shows('n', 'next change'), run: moveToChange },
]

const hints: readonly Binding[] = [
  { on: ['enter', 'right'], hint: shows('Enter', 'more'), run: (ui, screen) => toHint(ui, screen, ui.hint + 1) },
  { on: ['left'], hint: shows('left', 'less'), run: (ui, screen) => toHint(ui, screen, ui.hint - 1) },
]

const { pageUp: _, pageDown: __, ...choices } = moves(moveChoice)
/** In a list Page Down scrolls what stands above it. */
const list: readonly Binding[] = Object.values(choices)
/** The map is the same length on every screen. */
const onMap: readonly Binding[] = Object.values(moves(moveOnMap, () => 10))
const back: Binding = { on: ['<'], run: (ui) => ({ ui, event: { kind: 'back' } }) }
const typed: Hint = { key: 'type', does: 'to search' }

/** The bindings of what is on the screen now, in the order of their hints; the first that has a press takes it. */
export function modeBindings(ui: Ui): readonly Binding[] {
  switch (ui.pane) {
    case 'ask':
      if (ui.field) {
        const change = ui.isTouched ? [] : [intoSuggestion]
        // Home and End are the field's.
        return [answer, out, completes, ...change, leave, edit, text.up, text.down, text.pageUp, text.pageDown]
      }
      return ui.filter ? [take, out, ...list, ...scrolling] : [take, out, search, quit, back, ...list, ...scrolling]
    case 'map':
      return ui.filter ? [goThere, out, ...onMap] : [out, goThere, search, leave, ...onMap]
    case 'artifacts':
      return [out, ...files, edit, toQuestion]
    case 'hints':
      return [out, ...hints, leave, ...scrolling]
    case 'tasks':
      return [out, clipboard, edit, leave, toQuestion, ...scrolling]
    default:
      return [out, { ...text.pageDown, hint: shows('PgDn', 'reads on') }, edit, leave, toQuestion, ...scrolling]
  }
}

/** The bindings that hold everywhere. */
export const anywhere: readonly Binding[] = [leave, stop, paint, ...paneKeys, edit, clipboard, quit]

/** The hints of what is on the screen now. */
export const modeHints = (ui: Ui, screen: Screen): readonly Hint[] => [
  ...(ui.filter ? [typed] : []),
  ...modeBindings(ui).flatMap(({ hint }) => hint?.(ui, screen) ?? []),
]

/** The hints of the panes that have something to show; the last is the one that shows all keys. */
export const paneHints = (ui: Ui, screen: Screen): readonly Hint[] =>
  paneKeys
    .filter(({ pane }) => pane !== 'tasks' || ('tasks' in screen && screen.tasks.length > 0))
    .flatMap(({ hint }) => hint?.(ui, screen) ?? [])

/** All keys with what they do, each once, in the order of their use. */
export const keyHelp = (): readonly { readonly keys: string; readonly does: string }[] =>
  [take, space, out, ...paneKeys, edit, clipboard, search, completes, ...files, paint, stop, leave].flatMap(
    ({ keys, help }) => (keys === undefined || help === undefined ? [] : [{ keys, does: help }]),
  )
