/** From the cause of a failed boot to the question at fault, and where it is known to the answer that mends it. */

import type { Cause } from '../diagnose/told.ts'
import { type Asked, positionOf, type Session } from '../engine/session.ts'
import { advisedText, readAdvised } from '../model/advised-answer.ts'
import type { AnswerKey } from '../model/answers.ts'
import { readAnswer, showAnswer } from '../model/answers.ts'

/** What to change. */
export interface Remedy {
  readonly key: AnswerKey
  /** The question. */
  readonly title: string
  /** Its answer today. */
  readonly now: string
  /** The answer that mends it; missing where only the user can know. */
  readonly text?: string
  /** What the log says of it; reads well after "because". */
  readonly because: string
  /** Why that answer, where the question itself suggests it; reads well after "because". */
  readonly reason?: string
}

/**
 * The change that a cause leads to, in a session in which all is answered: what its page advises, else what the question
 * itself suggests where something else was answered. Undefined where no question that was asked is at fault.
 */
export function remedyFor(cause: Cause, session: Session): Remedy | undefined {
  const { set, step } = cause.symptom
  const advised = set === undefined ? undefined : readAdvised(set)
  const { answered } = positionOf(session)
  const asked =
    answered.find(({ question }) => question.key === (advised?.key ?? step)) ??
    answered.find((one) => one.step.id === step.split('.')[0])
  if (!asked) return undefined
  const { key, title } = asked.question
  const now = showAnswer(key, session.saved[key] as never)
  const about = { key, title, now, because: `the log says: ${cause.says.replace(/\.$/, '')}` }
  if (advised?.key === key) {
    const text = advisedText(advised, now)
    return text !== now && isTaken(asked, text) ? { ...about, text } : about
  }
  const own = asked.question.key === step ? asked.question.suggest(asked.situation) : undefined
  const text = own && showAnswer(key, own.value)
  return own && text !== undefined && text !== now ? { ...about, text, reason: own.because } : about
}

/** Whether the question takes the answer in its situation. */
function isTaken({ question, situation }: Asked, text: string): boolean {
  const read = readAnswer(question.key, text)
  return read.ok && question.refuse?.(read.value as never, situation) === undefined
}

/** The change in a sentence; not yet safe to print. */
export const remedyText = ({ title, now, text, reason }: Remedy): string =>
  text === undefined
    ? `The question at fault: "${title}", answered with "${now}".`
    : `The question at fault: "${title}" "${now}" becomes "${text}"${reason === undefined ? '' : `, because ${reason}`}.`
