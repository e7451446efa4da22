/** The lines that can be chosen on a screen, and what each of them does. */
import type { Event, QuestionScreen, Screen } from '../../engine/screen.ts'

/** A line to choose. */
export interface Choice {
  /** The answer, or what is done. */
  readonly text: string
  readonly label: string
  readonly disabled?: string
  /** What choosing does; `type` opens a field, `parts` one for the folder of a rehearsal. */
  readonly does: Event | 'type' | 'parts'
}

/** The choices of a screen; none where an answer is typed. */
export function choicesOf(screen: Screen, filter = ''): readonly Choice[] {
  return all(screen).filter((choice) => choice.does === 'type' || matches(`${choice.text} ${choice.label}`, filter))
}

/** Every word must occur, in any order and any case. */
export function matches(text: string, filter: string): boolean {
  const low = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}

function all(screen: Screen): readonly Choice[] {
  switch (screen.kind) {
    case 'question':
      return screen.offers.length === 0 ? [] : offers(screen)
    case 'review':
      return [
        ...(screen.files > 0
          ? [{ text: `write ${screen.files} files to ${screen.folder}`, label: '', does: { kind: 'write' } } as const]
          : []),
        { text: 'go back and change an answer', label: '', does: { kind: 'back' } },
        { text: 'leave; everything is saved', label: '', does: { kind: 'leave' } },
      ]
    case 'bring-up':
      return [
        { text: 'it printed something else: open a log, or paste it', label: '', does: 'type' },
        ...(screen.canRehearse
          ? [{ text: 'rehearse it in QEMU: name the folder with the parts', label: '', does: 'parts' } as const]
          : []),
        { text: 'back to the review', label: '', does: { kind: 'back' } },
        { text: 'done; leave', label: '', does: { kind: 'leave' } },
      ]
  }
}

function offers({ offers, suggestion, answerKind }: QuestionScreen): readonly Choice[] {
  const isOffered =
    suggestion === undefined || offers.some(({ text, disabled }) => text === suggestion.text && disabled === undefined)
  return [
    ...(isOffered ? [] : [choice(suggestion.text, 'as suggested')]),
    ...offers
      .filter(({ text }) => isOffered || text !== suggestion.text)
      .map(({ text, label, disabled }) => ({ ...choice(text, label), ...(disabled !== undefined && { disabled }) })),
    ...(answerKind === 'choice' ? [] : [{ text: 'another', label: 'type it', does: 'type' } as const]),
  ]
}

const choice = (text: string, label: string): Choice => ({ text, label, does: { kind: 'answer', text } })

/** Where the cursor begins: at what Enter should do. */
export function firstChoice(screen: Screen): number {
  const choices = choicesOf(screen)
  const wanted = screen.kind === 'question' ? screen.suggestion?.text : undefined
  const suggested = choices.findIndex(({ text, disabled }) => text === wanted && disabled === undefined)
  return Math.max(0, suggested >= 0 ? suggested : choices.findIndex(({ disabled }) => disabled === undefined))
}
