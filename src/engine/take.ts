/** Going on without asking: suggestions that are taken, and answers that are carried on after an earlier one changed. */
import { type AnswerKey, showAnswer } from '../model/answers.ts'
import { visible } from '../model/visible.ts'
import { answered, type FileReader } from './replay.ts'
import { type Asked, advance, positionOf, type Session } from './session.ts'
import { suggestionFor } from './suggestion.ts'

/** An answer that followed another one. */
export interface Followed {
  readonly key: AnswerKey
  readonly title: string
  readonly from: string
  readonly to: string
  /** Reads well after "because". */
  readonly because: string
}

/** What was taken, and what changed on the way. */
export interface Carried {
  readonly session: Session
  readonly followed: readonly Followed[]
}

/** Whether a question may be answered by what is suggested: an earlier answer, a fact, or what most take. */
export function isFounded(session: Session, open: Asked): boolean {
  if (session.advised?.key === open.question.key) return false
  const earlier = session.saved[open.question.key]
  const suggestion = suggestionFor(session, open)
  if (!suggestion) return false
  const isEarlier = earlier !== undefined && showAnswer(open.question.key, earlier as never) === shown(open, suggestion)
  return isEarlier || suggestion.restsOn !== 'guess'
}

const shown = ({ question }: Asked, { value }: { readonly value: unknown }): string =>
  showAnswer(question.key, value as never)

/**
 * Takes suggestion after suggestion while `wanted` says so; stops at a question that has none, or whose suggestion is
 * refused, which then says why.
 */
export function takeWhile(
  start: Session,
  teach: FileReader,
  wanted: (session: Session, open: Asked) => boolean,
): Session {
  for (let session = start; ; ) {
    const { open } = positionOf(session)
    const suggestion = open && wanted(session, open) ? suggestionFor(session, open) : undefined
    if (!open || !suggestion) return session
    const next = advance(session, answered(session, shown(open, suggestion), teach))
    if (next.refusal !== undefined) return session === start ? next : { ...session, refusal: next.refusal }
    session = { ...next, taken: [...next.taken, open.question.key] }
  }
}

/** The rest of the step, or of the walk, as suggested; what has to be answered by the user is asked. */
export function takeRest(session: Session, teach: FileReader, until: 'step' | 'end'): Session {
  const step = positionOf(session).open?.step
  return takeWhile(session, teach, (_, open) => until === 'end' || open.step === step)
}

/** On the express lane: on to the next question that nothing answers. */
export const goExpress = (session: Session, teach: FileReader): Session =>
  session.lane === 'express' ? takeWhile(session, teach, isFounded) : session

/**
 * After an answer that was changed: on to where the user came from, with the answers of before. One that was as
 * suggested follows what is suggested now, and that is told. A question that was not asked before is asked, and one whose
 * answer is refused now says why.
 */
export function carryOn(start: Session, teach: FileReader): Carried {
  const followed: Followed[] = []
  const { carryTo } = start
  if (!carryTo) return { session: start, followed }
  const before = positionOf(carryTo)
  const askedBefore = new Map(before.answered.map((asked) => [asked.question.key, asked]))
  for (let session = start; ; ) {
    const { open } = positionOf(session)
    const was = open && askedBefore.get(open.question.key)
    if (!open || open.question.key === before.open?.question.key) {
      const { carryTo: _, ...there } = session
      return { session: there, followed }
    }
    if (!was || was.isDecided) {
      if (session.lane !== 'express' || !isFounded(session, open)) return { session, followed }
      session = takeWhile(session, teach, (now, one) => one.question === open.question && isFounded(now, one))
      if (session.refusal !== undefined) return { session, followed }
      continue
    }
    const change = following(carryTo, was, open)
    const text = change?.to ?? showAnswer(open.question.key, session.saved[open.question.key] as never)
    const next = advance(session, answered(session, text, teach))
    if (next.refusal !== undefined) return { session: next, followed }
    if (change) followed.push(change)
    session = carryTo.taken.includes(open.question.key) ? { ...next, taken: [...next.taken, open.question.key] } : next
  }
}

/** The answer that a question gets now that had been as suggested before; undefined where it stays. */
function following(before: Session, was: Asked, open: Asked): Followed | undefined {
  const { key, title } = open.question
  const from = showAnswer(key, before.saved[key] as never)
  const [suggestedThen, suggestedNow] = [was.question.suggest(was.situation), open.question.suggest(open.situation)]
  if (!suggestedThen || !suggestedNow || shown(open, suggestedThen) !== from) return undefined
  const to = shown(open, suggestedNow)
  return to === from ? undefined : { key, title, from, to, because: suggestedNow.because }
}

/** The change in a sentence, safe to print. */
export const followedText = ({ title, from, to, because }: Followed): string =>
  visible(`${title} ${from === '' ? 'nothing' : from} became ${to === '' ? 'nothing' : to}, because ${because}.`)
