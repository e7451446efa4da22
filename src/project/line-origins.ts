/** The origins of a line, looked up in a walk that is settled and in its plan. */
import { positionOf, type Session } from '../engine/session.ts'
import { type AnswerKey, type Answers, isAnswerKey, showAnswer } from '../model/answers.ts'
import { inOneLine } from '../model/file-kind-words.ts'
import { isDeviceTreeKey } from '../model/material.ts'
import type { Plan } from '../model/plan.ts'
import { factLines } from '../report/fact-lines.ts'
import { type Origin, planReasons } from '../report/origins.ts'

/**
 * Turns the keys of a block into origins; what was not asked or is not known here is left out. A key that nothing has
 * is a bug.
 */
export type OriginReader = (keys: readonly string[]) => readonly Origin[]

/** Reads origins for one set-up. */
export function originReader(session: Session, plan: Plan): OriginReader {
  const { answered, situation } = positionOf(session)
  const reasons = planReasons(plan)
  const asked = new Map(answered.map((one) => [one.question.key, one]))

  function answer(key: AnswerKey): readonly Origin[] {
    const one = asked.get(key)
    if (!one) return []
    const value = showAnswer(key, situation.answers[key] as NonNullable<Answers[typeof key]>)
    const own = one.question.suggest(one.situation)
    const suggested = own && showAnswer(key, own.value)
    const because =
      suggested === value
        ? `as suggested, because ${own!.because}`
        : `your answer${own ? ` (suggested: ${suggested}, because ${own.because})` : ''}`
    return [{ key, value: value === '' ? '(empty)' : value, because }]
  }

  function origin(key: string): readonly Origin[] {
    const [sort, name] = key.split(/:(.*)/s) as [string, string?]
    if (sort === 'plan' && name !== undefined && Object.hasOwn(reasons, name)) return [{ key, ...reasons[name]! }]
    if (sort === 'read' && name !== undefined && isAnswerKey(name)) {
      const learnt = situation.files[name]
      return learnt ? [{ key: name, because: inOneLine(learnt) }] : []
    }
    if (isAnswerKey(key)) return answer(key)
    if (!isDeviceTreeKey(key)) throw new Error(`no answer, no fact and no part of this plan is called ${key}`)
    const fact = situation.facts[key]
    return fact
      ? [
          {
            key,
            value: factLines(key, fact.value).join('; '),
            because: `read in ${fact.evidence.file}, ${fact.evidence.at}`,
          },
        ]
      : []
  }

  return (keys) => keys.flatMap(origin)
}
