/** What Enter answers at a question. */
import { decisions, readAnswer, showAnswer } from '../model/answers.ts'
import type { Asked, Session } from './session-state.ts'
import type { Question, Situation, Suggestion } from './step.ts'

/**
 * What Enter answers: what a diagnosis advises; the earlier answer if there is one that can still be picked; else the
 * question's own suggestion.
 */
export function suggestionFor(session: Session, { question, situation }: Asked): Suggestion | undefined {
  const { advised } = session
  const read = advised?.key === question.key ? readAnswer(advised.key, advised.text) : undefined
  if (advised && read?.ok) return { value: read.value, because: advised.because }
  const earlier = session.saved[question.key]
  const own = question.suggest(situation)
  if (earlier === undefined || isRuledOut(question, earlier, situation)) return own
  return {
    value: earlier,
    because:
      own && showAnswer(question.key, own.value) === showAnswer(question.key, earlier)
        ? own.because
        : `it is your earlier answer${own ? ` (suggested: ${showAnswer(question.key, own.value)}, because ${own.because})` : ''}`,
  }
}

/**
 * True when an answer to a question before this one has ruled the value out. Whether a file will do is known when it
 * was read.
 */
const isRuledOut = ({ key, offers, refuse }: Question, value: Suggestion['value'], situation: Situation): boolean =>
  (offers?.(situation) ?? []).some(
    (offer) => offer.disabled !== undefined && showAnswer(key, offer.value) === showAnswer(key, value),
  ) ||
  (decisions[key].kind !== 'path' && refuse?.(value as never, situation) !== undefined)
