/** The map: how each step stands, for the checklist, `xenup graph` and the front ends. */
import { answerKeys, isLogKey } from '../model/answers.ts'
import type { MappedStep } from '../model/mapped-step.ts'
import { expectedSituation, positionOf, type Session } from './session.ts'
import type { Situation, Step } from './step.ts'

/**
 * All steps, in their order, as the session stands; where the user jumped back, as it stood there. `proofs` are lines that were seen at
 * the board, by gate.
 */
export function stepStates(session: Session, proofs: Readonly<Record<string, string>> = {}): readonly MappedStep[] {
  const from = session.jumpedFrom
  if (from) {
    const now = positionOf(session).open?.step.id
    return stepStates(from, proofs).map((one) => ({
      ...one,
      state: one.id === now ? 'here' : one.state === 'here' ? 'ahead' : one.state,
    }))
  }
  const { answered, open, situation } = positionOf(session)
  const here = open ? session.steps.indexOf(open.step) : session.steps.findIndex(({ id }) => id === 'review')
  // A step is judged in the situation in which it was come to: that of its first question.
  const situationAt = (step: Step) => answered.find((asked) => asked.step === step)?.situation ?? situation
  const plain = session.steps.map((step, index): MappedStep => {
    const about = { id: step.id, title: step.title, after: step.after }
    const isAhead = index > here && here >= 0
    const at = isAhead ? expectedSituation(session) : situationAt(step)
    if (step.when && !step.when(at)) {
      const reason = step.notNeeded?.(at)
      return { ...about, state: 'not-needed', ...(reason !== undefined && { reason }) }
    }
    if (isAhead) return { ...about, state: 'ahead' }
    if (index === here) return { ...about, state: 'here' }
    const reason = step.gate && (proofs[step.gate] ?? proofOf(step, situation))
    const isOpen = step.gate && situation.answers[step.gate] === 'not-yet' && proofOf(step, situation) === undefined
    return isOpen ? { ...about, state: 'open' } : { ...about, state: 'done', ...(reason !== undefined && { reason }) }
  })
  return plain.map((mapped) => {
    const restsOn = mapped.state === 'done' ? openBefore(mapped.id, plain) : []
    const { reason: _, ...rest } = mapped
    return restsOn.length > 0 ? { ...rest, state: 'rests-on', restsOn } : mapped
  })
}

/** The line of a named log that proves a step's gate. */
function proofOf({ proof }: Step, { answers, files }: Situation): string | undefined {
  if (!proof) return undefined
  for (const key of answerKeys.filter(isLogKey)) {
    const log = files[key]
    const { proves, because } = (log && proof(log, answers)) ?? { proves: 'nothing' }
    if (proves === 'yes') return because
  }
  return undefined
}

/** The open steps that a step comes after, directly or by way of others. */
function openBefore(id: string, all: readonly MappedStep[]): readonly string[] {
  const before = new Set<string>()
  const visit = (one: string): void => {
    for (const next of all.find((step) => step.id === one)?.after ?? []) {
      if (before.has(next)) continue
      before.add(next)
      visit(next)
    }
  }
  visit(id)
  return all.filter((step) => before.has(step.id) && step.state === 'open').map((step) => step.id)
}

/** The gates that are not passed yet, in the order of the steps. */
export const openGates = (session: Session): readonly MappedStep[] =>
  stepStates(session).filter(({ state }) => state === 'open')
