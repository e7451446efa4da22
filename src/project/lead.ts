/** From what is wrong to the question at fault, and where it is known to the answer that mends it. */
import { type Asked, positionOf, type Session } from '../engine/session.ts'
import { advisedText, readAdvised } from '../model/advised-answer.ts'
import { type AnswerKey, isAnswerKey, readAnswer, showAnswer } from '../model/answers.ts'
import type { Finding } from '../model/finding.ts'

/** A question that was asked, and what to answer instead. */
export interface Lead {
  readonly key: AnswerKey
  /** The question. */
  readonly title: string
  /** Its answer today. */
  readonly now: string
  /** The answer that mends it; missing where only the user can know. */
  readonly text?: string
  /** Why that answer, where the question itself suggests it; reads well after "because". */
  readonly reason?: string
}

/**
 * The change of the answer of a question, or of the first of a step: what is advised (`key=text`), else what the question
 * itself suggests where something else was answered. Undefined where no such question was asked.
 */
export function leadTo(place: string, advice: string | undefined, session: Session): Lead | undefined {
  const { answered, situation } = positionOf(session)
  const advised = advice === undefined ? undefined : readAdvised(advice)
  const asked =
    answered.find(({ question }) => question.key === (advised?.key ?? place)) ??
    answered.find(({ question }) => question.key === place) ??
    answered.find(({ step }) => step.id === place.split('.')[0])
  if (!asked) return undefined
  const { key, title } = asked.question
  const now = showAnswer(key, situation.answers[key] as never)
  const about = { key, title, now }
  if (advised?.key === key) {
    const text = advisedText(advised, now)
    return text !== now && isTaken(asked, text) ? { ...about, text } : about
  }
  const own = key === place ? asked.question.suggest(asked.situation) : undefined
  const text = own && showAnswer(key, own.value)
  return own && text !== undefined && text !== now ? { ...about, text, reason: own.because } : about
}

/** Whether the question takes the answer in its situation. */
function isTaken({ question, situation }: Asked, text: string): boolean {
  const read = readAnswer(question.key, text)
  return read.ok && question.refuse?.(read.value as never, situation) === undefined
}

/** Where a finding leads: to the answer that it is at, or to the one that names the file. */
export function leadOf({ at, also, set }: Finding, session: Session): Lead | undefined {
  const place = keyAt(at, session) ?? (also === undefined ? undefined : keyAt(also, session))
  return place === undefined && set === undefined ? undefined : leadTo(place ?? '', set, session)
}

function keyAt(at: string, session: Session): AnswerKey | undefined {
  const key = at.replace(/^answer /, '')
  if (isAnswerKey(key)) return key
  return positionOf(session)
    .answered.map(({ question }) => question.key)
    .find((one) => {
      const path = session.learnt[one]?.path
      return path !== undefined && (at === path || at.startsWith(`${path} `))
    })
}
