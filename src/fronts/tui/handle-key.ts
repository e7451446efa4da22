/** What a key does: the next state, and perhaps an event for the wizard. Pure. */
import type { Event, Screen } from '../../engine/screen.ts'
import { choicesOf } from './choice.ts'
import { edit, emptyField, fieldOf } from './field.ts'
import { bestHighlight, isHighlighted } from './highlight.ts'
import type { Key } from './keys.ts'
import { jumps } from './map.ts'
import { begin, isTyping, type Pane, type Ui } from './ui.ts'

/** What a key came to. */
export interface KeyResult {
  readonly ui: Ui
  readonly event?: Event
  /** What only the terminal can do. */
  readonly effect?: 'suspend' | 'redraw' | { readonly copy: string }
}

/**
 * Panes by their letter and their function key: letters where nothing is typed, function keys and Alt with the letter
 * always.
 */
export const paneKeys: readonly {
  readonly pane: Pane
  readonly letter: string
  readonly f: string
  readonly name: string
}[] = [
  { pane: 'why', letter: '?', f: 'f1', name: 'why' },
  { pane: 'map', letter: 'm', f: 'f2', name: 'map' },
  { pane: 'hints', letter: 'h', f: 'f3', name: 'hint' },
  { pane: 'artifacts', letter: 'a', f: 'f4', name: 'artifacts' },
  { pane: 'memory', letter: 'r', f: 'f5', name: 'memory' },
  { pane: 'findings', letter: 'f', f: 'f6', name: 'findings' },
  { pane: 'tasks', letter: 'c', f: 'f7', name: 'commands' },
  { pane: 'keys', letter: 'k', f: 'f10', name: 'keys' },
]

/** `page` is how many lines a page has, for Page Down. */
export function handleKey(before: Ui, screen: Screen, key: Key, page: number): KeyResult {
  const { says: _, ...ui } = before
  const everywhere = anywhere(ui, screen, key)
  if (everywhere) return everywhere
  if (key.name === 'escape') return escape(ui, screen)
  const scrolled = scroll(ui, key, page)
  switch (ui.pane) {
    case 'ask':
      return ask(ui, screen, key) ?? scrolled ?? { ui }
    case 'map':
      return map(ui, screen, key) ?? { ui }
    case 'artifacts':
      return artifacts(ui, screen, key, page) ?? { ui }
    case 'hints':
      return key.name === 'enter' || key.name === 'right'
        ? { ui: toHint(ui, screen, ui.hint + 1) }
        : key.name === 'left'
          ? { ui: toHint(ui, screen, ui.hint - 1) }
          : (scrolled ?? { ui })
    default:
      return key.name === 'enter' ? { ui: { ...ui, pane: 'ask' } } : (scrolled ?? { ui })
  }
}

/** Ctrl-C, Ctrl-Z, Ctrl-L, and the keys of the panes. */
function anywhere(ui: Ui, screen: Screen, key: Key): KeyResult | undefined {
  const letter = key.name === 'text' ? key.text! : undefined
  if (key.ctrl && letter === 'c') return { ui, event: { kind: 'leave' } }
  if (key.ctrl && letter === 'z') return { ui, effect: 'suspend' }
  if (key.ctrl && letter === 'l') return { ui, effect: 'redraw' }
  const isCommand = letter !== undefined && !key.ctrl && (key.alt === true || !isTyping(ui))
  const wanted = paneKeys.find(({ letter: own, f }) => key.name === f || (isCommand && letter === own))
  if (wanted) return { ui: toPane(ui, screen, wanted.pane) }
  if (key.name === 'f8' || (isCommand && letter === 'e')) return editOrPage(ui, screen)
  if (key.name === 'f9' || (isCommand && letter === 'y')) return copy(ui, screen)
  if (isCommand && letter === 'q' && !key.alt) return { ui, event: { kind: 'leave' } }
  return undefined
}

function toPane({ filter: _, ...ui }: Ui, screen: Screen, pane: Pane): Ui {
  const same = ui.pane === pane
  if (same && pane === 'hints') return toHint(ui, screen, ui.hint + 1)
  return {
    ...ui,
    pane: same ? 'ask' : pane,
    tops: { ...ui.tops, [pane]: 0 },
    ...(pane === 'artifacts' && !same && bestHighlight(screen)),
  }
}

const toHint = (ui: Ui, screen: Screen, hint: number): Ui => ({
  ...ui,
  hint: Math.max(0, Math.min(hint, screen.kind === 'question' ? screen.hints.length - 1 : 0)),
  tops: { ...ui.tops, hints: 0 },
})

/** One level up: out of a search, a pane, a field; from the question itself to the one before. */
function escape(ui: Ui, screen: Screen): KeyResult {
  const { filter, field, isForParts: _, ...rest } = ui
  if (filter) return { ui: { ...rest, ...(field && { field }), at: begin(screen).at } }
  if (ui.pane !== 'ask') return { ui: { ...ui, pane: 'ask' } }
  if (field && choicesOf(screen).length > 0) return { ui: { ...rest, isTouched: false } }
  return { ui, event: { kind: 'back' } }
}

function ask(ui: Ui, screen: Screen, key: Key): KeyResult | undefined {
  if (key.name === 'paste' && isLog(key.text!, screen))
    return { ui: { ...ui, tops: {} }, event: { kind: 'paste', text: key.text! } }
  return ui.field ? type(ui, screen, key) : choose(ui, screen, key)
}

/** A paste of many lines where a log is asked for is the log itself. */
const isLog = (text: string, screen: Screen): boolean =>
  (screen.kind === 'bring-up' || (screen.kind === 'question' && screen.isLog)) && text.trim().includes('\n')

function type(ui: Ui, screen: Screen, key: Key): KeyResult | undefined {
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  const field = ui.field!
  if (key.name === 'enter') {
    if (!ui.isTouched && suggested === undefined && field.text === '')
      return { ui: { ...ui, says: 'nothing is typed yet, and nothing can be suggested' } }
    const text = ui.isTouched ? field.text : (suggested ?? field.text)
    // At the board the list comes back, with what came of it above.
    const next = screen.kind === 'bring-up' ? begin(screen) : ui
    return {
      ui: next,
      event: ui.isForParts ? { kind: 'rehearse', parts: text } : { kind: 'answer', text: text === '""' ? '' : text },
    }
  }
  if (key.name === 'tab' || (key.name === 'right' && !ui.isTouched)) return { ui: complete(ui, screen) }
  const next = edit(ui.isTouched ? field : emptyField, key)
  if (!next) return undefined
  // A field that was emptied again shows what is suggested.
  return { ui: { ...ui, field: next, isTouched: next.text !== '' } }
}

/** Tab: the suggestion to begin with, or as far as all names agree, or the next of them. */
function complete(ui: Ui, screen: Screen): Ui {
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  if (!ui.isTouched && suggested) return { ...ui, field: fieldOf(suggested), isTouched: true }
  const { tried } = screen
  const names = tried?.completions ?? []
  if (names.length === 0) return { ...ui, says: 'no file here goes on like that' }
  const text = ui.field!.text
  const at = names.indexOf(text)
  if (at >= 0) return { ...ui, field: fieldOf(names[(at + 1) % names.length]!), isTouched: true }
  const common = names.reduce((one, other) =>
    one.slice(0, [...one].findIndex((character, index) => other[index] !== character) >>> 0),
  )
  return { ...ui, field: fieldOf(common.length > text.length ? common : names[0]!), isTouched: true }
}

function choose(ui: Ui, screen: Screen, key: Key): KeyResult | undefined {
  const choices = choicesOf(screen, ui.filter?.text)
  const to = (at: number): KeyResult => ({ ui: { ...ui, at: Math.max(0, Math.min(at, choices.length - 1)) } })
  switch (key.name) {
    case 'up':
      return to(ui.at - 1)
    case 'down':
      return to(ui.at + 1)
    case 'home':
      return to(0)
    case 'end':
      return to(choices.length - 1)
    case 'enter':
      return take(ui, screen)
    case 'right':
      return undefined
  }
  if (ui.filter) {
    const filter = edit(ui.filter, key)
    return filter && { ui: { ...ui, filter, at: 0 } }
  }
  if (key.name !== 'text' || key.ctrl || key.alt) return undefined
  if (key.text === '/') return { ui: { ...ui, filter: emptyField } }
  if (key.text === '<') return { ui, event: { kind: 'back' } }
  return undefined
}

function take(ui: Ui, screen: Screen): KeyResult {
  const choice = choicesOf(screen, ui.filter?.text)[ui.at]
  if (!choice) return { ui: { ...ui, says: 'nothing of that name; Esc shows all' } }
  if (choice.disabled !== undefined) return { ui: { ...ui, says: `it cannot be chosen: ${choice.disabled}` } }
  const { filter: _, ...rest } = ui
  if (typeof choice.does === 'object') return { ui: rest, event: choice.does }
  return { ui: { ...rest, field: emptyField, isTouched: false, ...(choice.does === 'parts' && { isForParts: true }) } }
}

function map(ui: Ui, screen: Screen, key: Key): KeyResult | undefined {
  const targets = jumps(screen, ui.filter?.text)
  const at = Math.min(
    ui.mapAt ??
      Math.max(
        0,
        targets.findIndex(({ isOpen }) => isOpen),
      ),
    Math.max(0, targets.length - 1),
  )
  const to = (next: number): KeyResult => ({ ui: { ...ui, mapAt: Math.max(0, Math.min(next, targets.length - 1)) } })
  switch (key.name) {
    case 'up':
      return to(at - 1)
    case 'down':
      return to(at + 1)
    case 'pageup':
      return to(at - 10)
    case 'pagedown':
      return to(at + 10)
    case 'home':
      return to(0)
    case 'end':
      return to(targets.length - 1)
    case 'enter': {
      const target = targets[at]
      if (!target) return { ui }
      const { filter: _, mapAt: __, ...rest } = ui
      return target.isOpen
        ? { ui: { ...rest, pane: 'ask' } }
        : { ui: { ...rest, pane: 'ask' }, event: { kind: 'jump', to: target.key } }
    }
  }
  if (ui.filter) {
    const filter = edit(ui.filter, key)
    return filter && { ui: { ...ui, filter, mapAt: 0 } }
  }
  return key.name === 'text' && key.text === '/' ? { ui: { ...ui, filter: emptyField, mapAt: 0 } } : undefined
}

function artifacts(ui: Ui, screen: Screen, key: Key, page: number): KeyResult | undefined {
  const files = screen.tried?.files ?? []
  const lines = files[ui.file]?.lines ?? []
  const to = (line: number): KeyResult => ({ ui: { ...ui, line: Math.max(0, Math.min(line, lines.length - 1)) } })
  const toFile = (file: number): KeyResult => ({
    ui: { ...ui, file: (file + files.length) % Math.max(1, files.length), line: 0 },
  })
  switch (key.name) {
    case 'up':
      return to(ui.line - 1)
    case 'down':
      return to(ui.line + 1)
    case 'pageup':
      return to(ui.line - page)
    case 'pagedown':
      return to(ui.line + page)
    case 'home':
      return to(0)
    case 'end':
      return to(lines.length - 1)
    case 'left':
    case 'backtab':
      return toFile(ui.file - 1)
    case 'right':
    case 'tab':
      return toFile(ui.file + 1)
    case 'enter':
      return { ui: { ...ui, pane: 'ask' } }
  }
  if (key.name === 'text' && key.text === 'n') {
    const next = lines.findIndex(
      (line, index) => index > ui.line && isHighlighted(line) && !isHighlighted(lines[index - 1]!),
    )
    return next < 0 ? { ui: { ...ui, says: 'no changed line further down' } } : to(next)
  }
  return undefined
}

function scroll(ui: Ui, key: Key, page: number): KeyResult | undefined {
  const pane = ui.pane
  const top = ui.tops[pane] ?? 0
  const to = (next: number): KeyResult => ({ ui: { ...ui, tops: { ...ui.tops, [pane]: Math.max(0, next) } } })
  switch (key.name) {
    case 'pagedown':
      return to(top + page)
    case 'pageup':
      return to(top - page)
    case 'down':
      return to(top + 1)
    case 'up':
      return to(top - 1)
    case 'home':
      return to(0)
    case 'end':
      return to(1e6)
    case 'text':
      return key.text === ' ' ? to(top + page) : undefined
    default:
      return undefined
  }
}

/** A typed answer in $EDITOR; whatever else is shown, in $PAGER. */
function editOrPage(ui: Ui, screen: Screen): KeyResult {
  if (ui.pane === 'ask' && ui.field && screen.kind === 'question') {
    return { ui, event: { kind: 'edit', text: ui.isTouched ? ui.field.text : (screen.suggestion?.text ?? '') } }
  }
  const text = textOf(ui, screen)
  return text === undefined
    ? { ui: { ...ui, says: 'there is nothing here for an editor or a pager' } }
    : { ui, event: { kind: 'page', text } }
}

function textOf(ui: Ui, screen: Screen): string | undefined {
  switch (ui.pane) {
    case 'artifacts':
      return screen.tried?.files[ui.file]?.lines
        .filter(({ against }) => against !== '-')
        .map(({ text }) => text)
        .join('\n')
    case 'why':
    case 'ask':
      return 'page' in screen ? screen.page : undefined
    case 'tasks':
      return commandsOf(screen)
    default:
      return undefined
  }
}

const commandsOf = (screen: Screen): string | undefined =>
  'tasks' in screen && screen.tasks.length > 0 ? screen.tasks.flatMap(({ commands }) => commands).join('\n') : undefined

/** To the clipboard of the terminal: commands of the tasks, or the artifact that is shown. */
function copy(ui: Ui, screen: Screen): KeyResult {
  const text = ui.pane === 'artifacts' ? textOf(ui, screen) : commandsOf(screen)
  if (text === undefined || text === '') return { ui: { ...ui, says: 'there is nothing to copy here' } }
  return {
    ui: { ...ui, says: 'sent to the clipboard of your terminal, if it has one (OSC 52)' },
    effect: { copy: text },
  }
}
