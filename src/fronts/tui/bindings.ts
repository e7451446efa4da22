/**
 * The keys: for each what it does, its hint at the bottom of the screen, its line in the help, and where it applies.
 * Footer, help and handle-key.ts are made from this table and nothing else.
 */
import type { Screen } from '../../engine/screen.ts'
import { choose, complete, enter, escape, takeRest } from './answering.ts'
import { type Binding, type Hint, moves, shows } from './binding.ts'
import { choicesOf } from './choice.ts'
import { jump, moveChoice, moveOnMap, scroll } from './moves.ts'
import { files, findings, hints, onFindings, paneKeys } from './pane-bindings.ts'
import { copy, editOrPage } from './sending.ts'
import { isTyping, type Ui } from './ui.ts'

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

const take: Binding = {
  on: ['enter'],
  keys: 'Enter',
  help: 'take what is marked, or what is typed',
  hint: (ui, screen) => ({ key: 'Enter', does: ui.filter || screen.kind === 'question' ? 'choose' : 'do it' }),
  run: choose,
}
const takeStep: Binding = {
  on: ['t', 'alt-t', 'ctrl-t'],
  keys: 't  Ctrl-T',
  help: 'take what is suggested for the rest of the step',
  hint: (ui, screen) =>
    screen.kind === 'question' ? { key: isTyping(ui) ? '^T' : 't', does: 'take the step' } : undefined,
  run: (ui, screen) => takeRest(ui, screen, 'step'),
}
const takeAll: Binding = {
  on: ['T', 'alt-T', 'ctrl-r'],
  keys: 'T  Ctrl-R',
  help: 'take what is suggested for the rest of the walk; the review lists it',
  run: (ui, screen) => takeRest(ui, screen, 'end'),
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
        return [
          answer,
          out,
          completes,
          ...change,
          leave,
          edit,
          takeStep,
          takeAll,
          text.up,
          text.down,
          text.pageUp,
          text.pageDown,
        ]
      }
      return ui.filter
        ? [take, out, ...list, ...scrolling]
        : [take, out, search, quit, takeStep, takeAll, back, ...list, ...scrolling]
    case 'map':
      return ui.filter ? [goThere, out, ...onMap] : [out, goThere, search, leave, ...onMap]
    case 'artifacts':
      return [out, ...files, edit, toQuestion]
    case 'findings':
      // A page is scrolled, a list has a cursor.
      return [out, ...findings, leave, edit, ...(ui.isFindingRead ? scrolling : Object.values(onFindings))]
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
  [
    take,
    takeStep,
    takeAll,
    space,
    out,
    ...paneKeys,
    edit,
    clipboard,
    search,
    completes,
    ...files,
    ...findings,
    paint,
    stop,
    leave,
  ].flatMap(({ keys, help }) => (keys === undefined || help === undefined ? [] : [{ keys, does: help }]))
