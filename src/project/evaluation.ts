/** Everything that follows from a session in which all is settled: the plan and the verdicts on it. */
import { judge } from '../checks/judge.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { openGates } from '../engine/states.ts'
import type { Situation } from '../engine/step.ts'
import { unaskedAnswers } from '../engine/unasked.ts'
import type { Answers } from '../model/answers.ts'
import type { Verdicts } from '../model/finding.ts'
import type { MappedStep } from '../model/mapped-step.ts'
import type { FilesRead, Material } from '../model/material.ts'
import type { Planned } from '../model/plan.ts'
import { decide } from '../plan/decide.ts'
import { plan } from '../plan/index.ts'

const filesRead = (files: Situation['files']): Partial<FilesRead> =>
  Object.fromEntries(Object.entries(files).map(([key, learnt]) => [`read:${key}`, learnt])) as Partial<FilesRead>

/** What is known as far as a session is settled; the plan is not part of it. */
export function materialOf(session: Session): Material {
  const { answers, facts, files, board, arch } = positionOf(session).situation
  return { ...facts, ...filesRead(files), ...answers, machine: arch, ...(board && { board }) }
}

/** Everything that follows from settled answers. */
export interface Evaluation {
  readonly answers: Answers
  /** The steps whose gate is not passed yet. */
  readonly open: readonly MappedStep[]
  readonly planned: Planned
  readonly verdicts: Verdicts
}

/** Plans and judges a session in which everything is settled. */
export function evaluate(session: Session): Evaluation {
  const { answers, facts, files, board, arch } = positionOf(session).situation
  const decided = decide(answers, arch)
  const planned = decided.ok ? plan({ decided: decided.value, facts, files: filesRead(files), board }) : decided
  const verdicts = judge({
    ...materialOf(session),
    unasked: unaskedAnswers(session),
    ...(planned.ok && { plan: planned.plan }),
  })
  const open = openGates(session)
  if (planned.ok) return { answers, open, planned, verdicts }
  const refusals = planned.refusals.map((refusal) => ({ rule: 'plan', severity: 'error', ...refusal }) as const)
  return { answers, open, planned, verdicts: { ...verdicts, findings: [...refusals, ...verdicts.findings] } }
}
