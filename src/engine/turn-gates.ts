/** Gates that a console's log opens: it may be given at any question, and proves what it proves. */
import type { AnswerKey } from '../model/answers.ts'
import type { ParsedFile } from '../model/facts.ts'
import { positionOf, type Session } from './session.ts'

/** A gate that was not passed before. */
export interface TurnedGate {
  readonly key: AnswerKey
  /** The step that it belongs to. */
  readonly title: string
  /** Which line of which log proves it. */
  readonly because: string
}

/** The session with every answered gate that the log proves turned to done; the same one where it proves none. */
export function turnGates(session: Session, log: ParsedFile): { session: Session; turned: readonly TurnedGate[] } {
  const { answered, situation } = positionOf(session)
  const turned = answered.flatMap(({ step: { gate, proof, title }, question: { key } }): readonly TurnedGate[] => {
    if (key !== gate || session.saved[key] !== 'not-yet' || !proof) return []
    const { proves, because } = proof(log, situation.answers)
    return proves === 'yes' ? [{ key, title, because }] : []
  })
  if (turned.length === 0) return { session, turned }
  const done = Object.fromEntries(turned.map(({ key }) => [key, 'done']))
  return { session: { ...session, saved: { ...session.saved, ...done } }, turned }
}
