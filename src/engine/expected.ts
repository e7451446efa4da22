/** Where a walk would come to with everything as suggested, so that what lies ahead can be told. */
import { positionOf, type Session, suggestionFor } from './session.ts'
import type { Situation } from './step.ts'

const known = new WeakMap<Session, Situation>()

/** The situation after the last question; no file is read for it, and where nothing is suggested it ends. */
export function expectedSituation(session: Session): Situation {
  const before = known.get(session)
  if (before) return before
  let ahead = session
  for (;;) {
    const { open } = positionOf(ahead)
    const suggestion = open && suggestionFor(ahead, open)
    if (!open || !suggestion) break
    const { key } = open.question
    ahead = { ...ahead, saved: { ...ahead.saved, [key]: suggestion.value }, settled: [...ahead.settled, key] }
  }
  const { situation } = positionOf(ahead)
  known.set(session, situation)
  return situation
}
