/** What the screen shows besides the Screen: which pane, where the cursor is, what was typed so far. */
import type { Screen, TypedAction } from '../../engine/screen.ts'
import { choicesOf, firstChoice, isTyped } from './choice.ts'
import { emptyField, type Field, fieldOf } from './field.ts'

/** What fills a narrow screen, or stands beside the question on a wide one. */
export type Pane = 'ask' | 'why' | 'map' | 'hints' | 'artifacts' | 'memory' | 'findings' | 'tasks' | 'keys'

export interface Ui {
  readonly pane: Pane
  /** The choice that the cursor is on. */
  readonly at: number
  /** What is being typed; missing where one chooses. */
  readonly field?: Field
  /** What is typed, where that is no answer of a question. */
  readonly what?: Exclude<TypedAction['what'], 'answer'>
  /** False while the field still shows what is suggested. */
  readonly isTouched: boolean
  /** What is searched for, in the choices or on the map. */
  readonly filter?: Field
  /** The first line that is shown of each pane. */
  readonly tops: Readonly<Partial<Record<Pane, number>>>
  /** The line on the map, of those that can be jumped to. */
  readonly mapAt?: number
  /** The finding that the cursor is on, and whether its page is read. */
  readonly finding?: number
  readonly isFindingRead?: true
  /** Which artifact, and which line of it. */
  readonly file: number
  readonly line: number
  readonly hint: number
  /** A short word to the user, until the next key. */
  readonly says?: string
}

/** The state with which a screen begins. */
export function begin(screen: Screen): Ui {
  const draft = screen.kind === 'question' ? screen.draft : undefined
  const isTyped = choicesOf(screen).length === 0 || draft !== undefined
  return {
    pane: screen.kind === 'question' && screen.isExplaining ? 'why' : 'ask',
    at: firstChoice(screen),
    isTouched: draft !== undefined,
    tops: {},
    file: 0,
    line: 0,
    hint: 0,

    ...(isTyped && { field: draft === undefined ? emptyField : fieldOf(draft) }),
  }
}

/** The state for the next screen: as it was, where that still asks the same. */
export function goOn(ui: Ui, before: Screen, screen: Screen): Ui {
  const isSame = idOf(before) === idOf(screen) && !(screen.kind === 'question' && screen.draft !== undefined)
  if (!isSame) return begin(screen)
  const refused = 'refusal' in screen && screen.refusal !== undefined && screen !== before
  return refused ? { ...ui, pane: ui.pane === 'map' ? 'ask' : ui.pane } : ui
}

function idOf(screen: Screen): string {
  if (screen.kind === 'question') return screen.key
  if (screen.kind === 'clash') return `clash: ${screen.file}`
  const next = screen.actions.find(({ isNext }) => isNext)
  return next ? `${screen.kind}: ${next.text}` : screen.kind
}

/** What Enter would answer now, as far as it is an answer: what is tried. */
export function intended(ui: Ui, screen: Screen): string | undefined {
  if (screen.kind !== 'question') return undefined
  if (ui.field) {
    if (!ui.isTouched) return screen.suggestion?.text
    return ui.field.text === '""' ? '' : ui.field.text
  }
  const choice = choicesOf(screen, ui.filter?.text)[ui.at]
  return choice && choice.disabled === undefined && !isTyped(choice) ? choice.text : undefined
}

/** True where letters are typed and do nothing else. */
export const isTyping = (ui: Ui): boolean =>
  (ui.pane === 'ask' && ui.field !== undefined) || (ui.filter !== undefined && (ui.pane === 'ask' || ui.pane === 'map'))
