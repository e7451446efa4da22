/** `screen`: the session as a front end sees it. */
import { decisions, readAnswer, showAnswer } from '../model/answers.ts'
import { inOneLine } from '../model/file-kind.ts'
import { visible } from '../model/visible.ts'
import type { QuestionScreen } from './screen.ts'
import { standing, suggestionFor, type Session } from './session.ts'

/** The pages' words for the open question; passed in, because the session knows no files. */
export interface Words {
  /** What it is for, short. */
  readonly purpose: string
  /** Its whole section with sources, when it was asked for. */
  readonly page?: string
}

/** The open question as a screen; nothing when all are answered. */
export function questionScreen(session: Session, words: Words): QuestionScreen | undefined {
  const { open, answered } = standing(session)
  if (!open) return undefined
  const { step, question, situation } = open
  const { key } = question
  const suggestion = suggestionFor(session, open)
  const last = answered.at(-1)?.question.key
  const read = last && session.learnt[last]
  return {
    kind: 'question',
    step: { id: step.id, title: step.title, number: session.steps.indexOf(step) + 1, of: session.steps.length },
    key,
    title: question.title,
    purpose: words.purpose,
    answerKind: decisions[key].kind,
    offers: (question.offers?.(situation) ?? []).map(({ value, label, disabled }) => ({
      text: showAnswer(key, value), label: visible(label), ...(disabled && { disabled: visible(disabled) }),
    })),
    ...(suggestion && { suggestion: { text: showAnswer(key, suggestion.value), because: visible(suggestion.because) } }),
    ...(session.refusal && { refusal: visible(session.refusal) }),
    ...(read && { note: visible(`${inOneLine(read)}.`) }),
    mayBeEmpty: readAnswer(key, '').ok,
    ...(words.page !== undefined && { page: words.page }),
  }
}
