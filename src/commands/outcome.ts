/** What comes out of a session, all that is open taken as suggested: plan, verdicts, artifacts. */
import type { LoadedAnswers } from '../answers/save.ts'
import type { Artifact } from '../artifacts/render.ts'
import { judge } from '../checks/judge.ts'
import { replay, type Teach } from '../engine/replay.ts'
import { type Session, standing } from '../engine/session.ts'
import type { AnswerKey } from '../model/answers.ts'
import type { Verdicts } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { Trouble } from '../model/trouble.ts'
import { artifactsOf, materialOf, type Places, setUp } from './setup.ts'

export interface Outcome {
  readonly verdicts: Verdicts
  /** The question that has no answer and no suggestion, which is why there is no plan. */
  readonly missing?: AnswerKey
  /** Why there is no plan, or there are no artifacts. */
  readonly says?: string
  readonly plan?: Plan
  readonly artifacts: readonly Artifact[]
}

/** Looks ahead; the same session gives the same outcome, so each is computed once. */
export class Outcomes {
  readonly #known = new WeakMap<Session, Promise<Outcome>>()
  readonly #teach: Teach
  readonly #places: Places
  readonly #loaded: () => LoadedAnswers | undefined

  constructor(teach: Teach, places: Places, loaded: () => LoadedAnswers | undefined) {
    this.#loaded = loaded
    this.#teach = teach
    this.#places = places
  }

  of(session: Session): Promise<Outcome> {
    let outcome = this.#known.get(session)
    if (!outcome) this.#known.set(session, (outcome = this.#look(session)))
    return outcome
  }

  async #look(start: Session): Promise<Outcome> {
    const { session, stoppedAt, refused } = replay(start, this.#teach, { takeSuggestions: true })
    if (standing(session).open || refused.length > 0) {
      // What is known already can be judged all the same.
      const verdicts = judge(materialOf(start))
      const [first] = refused
      if (first) return { verdicts, artifacts: [], says: `${first.key}: ${first.says}` }
      return { verdicts, artifacts: [], ...(stoppedAt && { missing: stoppedAt }) }
    }
    const ready = setUp(session)
    const { planned, verdicts } = ready
    if (!planned.ok) return { verdicts, artifacts: [], says: planned.refusals.map(({ says }) => says).join('; ') }
    try {
      return {
        verdicts,
        plan: planned.plan,
        artifacts: await artifactsOf(planned.plan, ready, this.#loaded(), this.#places),
      }
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      return { verdicts, plan: planned.plan, artifacts: [], says: `${error.where}: ${error.message}` }
    }
  }
}
