/** What comes out of a session, all that is open taken as suggested: plan, verdicts, artifacts. */
import type { LoadedAnswers } from '../answers/save.ts'
import type { Artifact } from '../artifacts/render.ts'
import { judge } from '../checks/judge.ts'
import { type FileReader, replay } from '../engine/replay.ts'
import { positionOf, type Session } from '../engine/session.ts'
import type { AnswerKey } from '../model/answers.ts'
import type { Verdicts } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { UserError } from '../model/user-error.ts'
import { artifactsOf } from '../project/artifacts.ts'
import { evaluate, materialOf } from '../project/evaluation.ts'
import type { ProjectPaths } from '../project/paths.ts'

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
  readonly #teach: FileReader
  readonly #places: ProjectPaths
  readonly #loaded: () => LoadedAnswers | undefined

  constructor(teach: FileReader, places: ProjectPaths, loaded: () => LoadedAnswers | undefined) {
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
    if (positionOf(session).open || refused.length > 0) {
      // What is known already can be judged all the same.
      const verdicts = judge(materialOf(start))
      const [first] = refused
      if (first) return { verdicts, artifacts: [], says: `${first.key}: ${first.says}` }
      return { verdicts, artifacts: [], ...(stoppedAt && { missing: stoppedAt }) }
    }
    const ready = evaluate(session)
    const { planned, verdicts } = ready
    if (!planned.ok) return { verdicts, artifacts: [], says: planned.refusals.map(({ says }) => says).join('; ') }
    try {
      return {
        verdicts,
        plan: planned.plan,
        artifacts: await artifactsOf(planned.plan, ready, this.#loaded(), this.#places),
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { verdicts, plan: planned.plan, artifacts: [], says: `${error.where}: ${error.message}` }
    }
  }
}
