/** Answering: what is chosen, what is typed, what is completed; and the way back out. */
import { type Screen, typedEvent } from '../../engine/screen.ts'
import { choicesOf } from './choice.ts'
import { edit, emptyField, fieldOf } from './field.ts'
import { type KeyResult, saying } from './key-result.ts'
import type { Key } from './keys.ts'
import { readFinding } from './moves.ts'
import { begin, type Ui } from './ui.ts'

/** Enter in a list. */
export function choose(ui: Ui, screen: Screen): KeyResult {
  const choice = choicesOf(screen, ui.filter?.text)[ui.at]
  if (!choice) return saying(ui, 'nothing of that name; Esc shows all')
  if (choice.disabled !== undefined) return saying(ui, `it cannot be chosen: ${choice.disabled}`)
  const { filter: _, ...rest } = ui
  const { does } = choice
  if (does.kind !== 'type') return { ui: rest, event: does }
  return {
    ui: { ...rest, field: emptyField, isTouched: false, ...(does.what !== 'answer' && { what: does.what }) },
  }
}

/** Enter in a field: what is typed, or what is suggested; `""` stands for nothing. */
export function enter(ui: Ui, screen: Screen): KeyResult {
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  if (!ui.isTouched && suggested === undefined) return saying(ui, 'nothing is typed yet, and nothing can be suggested')
  const text = ui.isTouched ? ui.field!.text : suggested!
  // At the board the list comes back, with what came of it above.
  return {
    ui: screen.kind === 'bring-up' ? begin(screen) : ui,
    event: typedEvent(ui.what ?? 'answer', text === '""' ? '' : text),
  }
}

/** What is suggested, for the rest of the step or of the walk; a text that was begun is not thrown away. */
export function takeRest(ui: Ui, screen: Screen, until: 'step' | 'end'): KeyResult {
  if (screen.kind !== 'question') return { ui }
  if (ui.field && ui.isTouched) return saying(ui, 'Enter answers with what is typed; an empty field takes suggestions')
  return { ui, event: { kind: 'take', until } }
}

/** A key in a field; a field that was emptied again shows what is suggested. */
export function typeInField(ui: Ui, key: Key): KeyResult | undefined {
  const field = edit(ui.isTouched ? ui.field! : emptyField, key)
  return field && { ui: { ...ui, field, isTouched: field.text !== '' } }
}

/** A key in what is searched for. */
export function typeInFilter(ui: Ui, key: Key): KeyResult | undefined {
  const filter = edit(ui.filter!, key)
  return filter && { ui: { ...ui, filter, ...(ui.pane === 'map' ? { mapAt: 0 } : { at: 0 }) } }
}

/** A paste of many lines where a log is asked for is the log itself. */
export function pasteLog(ui: Ui, screen: Screen, text: string): KeyResult | undefined {
  const isAsked = screen.kind === 'bring-up' || (screen.kind === 'question' && screen.isLog)
  return isAsked && ui.pane === 'ask' && text.trim().includes('\n')
    ? { ui: { ...ui, tops: {} }, event: { kind: 'paste', text } }
    : undefined
}

/** Tab: the suggestion to begin with, or as far as all names agree, or the next of them. */
export function complete(ui: Ui, screen: Screen): KeyResult {
  const suggested = screen.kind === 'question' ? screen.suggestion?.text : undefined
  const filled = (text: string): KeyResult => ({ ui: { ...ui, field: fieldOf(text), isTouched: true } })
  if (!ui.isTouched && suggested) return filled(suggested)
  const names = screen.tried?.completions ?? []
  if (names.length === 0) return saying(ui, 'no file here goes on like that')
  const { text } = ui.field!
  const at = names.indexOf(text)
  if (at >= 0) return filled(names[(at + 1) % names.length]!)
  const common = names.reduce(commonStart)
  return filled(common.length > text.length ? common : names[0]!)
}

/** What two texts begin with, in whole characters. */
function commonStart(one: string, other: string): string {
  const [characters, others] = [[...one], [...other]]
  const at = characters.findIndex((character, index) => character !== others[index])
  return at < 0 ? one : characters.slice(0, at).join('')
}

/** One level up: out of a search, a pane, a field; from the question itself to the one before. */
export function escape(ui: Ui, screen: Screen): KeyResult {
  const { filter, field, what: _, ...rest } = ui
  if (filter) return { ui: { ...rest, ...(field && { field }), at: begin(screen).at } }
  if (ui.pane === 'findings' && ui.isFindingRead) return readFinding(ui, screen)
  if (ui.pane !== 'ask') return { ui: { ...ui, pane: 'ask' } }
  if (field && choicesOf(screen).length > 0) return { ui: { ...rest, isTouched: false } }
  return { ui, event: { kind: 'back' } }
}
