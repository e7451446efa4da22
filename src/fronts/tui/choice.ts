/** The lines that can be chosen on a screen, and what each of them does. */
import type { Action, QuestionScreen, Screen } from '../../engine/screen.ts'

/** A line to choose. */
export interface Choice {
  /** The answer, or what is done. */
  readonly text: string
  readonly label: string
  readonly disabled?: string
  /** What choosing does: an event, or a field for what has to be typed. */
  readonly does: Action['does']
}

/** The choices of a screen; none where an answer is typed. */
export function choicesOf(screen: Screen, filter = ''): readonly Choice[] {
  return all(screen).filter((choice) => isTyped(choice) || matches(`${choice.text} ${choice.label}`, filter))
}

/** True for what opens a field. */
export const isTyped = ({ does }: Choice): boolean => does.kind === 'type'

/** Every word must occur, in any order and any case. */
export function matches(text: string, filter: string): boolean {
  const low = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}

function all(screen: Screen): readonly Choice[] {
  if (screen.kind === 'question') return screen.offers.length === 0 ? [] : offers(screen)
  return screen.actions.map(({ text, does }) => ({ text, label: '', does }))
}

function offers({ offers, suggestion, answerKind }: QuestionScreen): readonly Choice[] {
  const isOffered =
    suggestion === undefined || offers.some(({ text, disabled }) => text === suggestion.text && disabled === undefined)
  return [
    ...(isOffered ? [] : [choice(suggestion.text, 'as suggested')]),
    ...offers
      .filter(({ text }) => isOffered || text !== suggestion.text)
      .map(({ text, label, disabled }) => ({ ...choice(text, label), ...(disabled !== undefined && { disabled }) })),
    ...(answerKind === 'choice'
      ? []
      : [{ text: 'another', label: 'type it', does: { kind: 'type', what: 'answer', prompt: '' } } as const]),
  ]
}

const choice = (text: string, label: string): Choice => ({ text, label, does: { kind: 'answer', text } })

/**
 * Where the cursor begins: at what Enter should do. At the board that is to mend what is at fault, else to look at what
 * it printed, not to leave.
 */
export function firstChoice(screen: Screen): number {
  const choices = choicesOf(screen)
  const wanted = screen.kind === 'question' ? screen.suggestion?.text : undefined
  const next = screen.kind === 'question' ? -1 : screen.actions.findIndex(({ isNext }) => isNext)
  if (next >= 0) return next
  const isWanted = (choice: Choice): boolean =>
    screen.kind === 'bring-up' ? isTyped(choice) : choice.text === wanted && choice.disabled === undefined
  const at = choices.findIndex(isWanted)
  return Math.max(0, at >= 0 ? at : choices.findIndex(({ disabled }) => disabled === undefined))
}
