/** Whether a diagnosis tells the true cause of a fault first, and the step where it was made. */
import type { Verdicts } from '../../src/model/finding.ts'
import type { Plan } from '../../src/model/plan.ts'
import { judgedLog } from '../diagnose/pages.ts'
import type { Fault } from './fault.ts'

/** What must be told of a console. */
export type Truth = Pick<Fault, 'cause' | 'step' | 'isSilent'>

/** What the answers of a boot come to. */
export interface Answered {
  readonly verdicts: Verdicts
  readonly plan: Plan
}

/** As many causes may stand before the true one of a silence, without answers and with them. */
const mayStandBefore = { alone: 2, withAnswers: 1 } as const

/** What is wrong with what is told of a console, as a sentence; undefined when it is right. */
export function toldWrongly(log: string, truth: Truth, answers?: Answered): string | undefined {
  const known = answers && {
    verdicts: answers.verdicts,
    planned: { xen: answers.plan.xen.cmdline, dom0: answers.plan.dom0.cmdline },
  }
  const judged = judgedLog(Buffer.from(log, 'latin1'), known)?.counts
  if (!judged) return 'nothing of a boot is recognised'
  const told = judged.causes.map(({ symptom }) => symptom.id)
  const how = `${judged.came}, told ${told.slice(0, 5).join(', ') || 'no cause'}`
  if (truth.cause.length === 0) return judged.came === 'good' ? undefined : `${how} of a good boot`
  const rank = told.findIndex((id) => truth.cause.includes(id))
  const before = truth.isSilent ? mayStandBefore[answers ? 'withAnswers' : 'alone'] : 0
  if (rank < 0 || rank > before) return `${how} in place of ${truth.cause.join(' or ')}`
  const step = judged.causes[rank]!.symptom.step.split('.')[0]!
  return truth.step.includes(step) ? undefined : `${how} with the step ${step} in place of ${truth.step.join(' or ')}`
}
