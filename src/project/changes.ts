/** What a judged log changes in the answers of a session in which all is settled. */
import type { JudgedLog } from '../diagnose/diagnose.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { type TurnedGate, turnGates } from '../engine/turn-gates.ts'
import { type EarlyPrintk, earlyUart } from '../model/early-printk.ts'
import type { ParsedFile } from '../model/facts.ts'
import { type Remedy, remedyFor } from './remedy.ts'

export interface Changes {
  /** The session with the gates that the logs prove turned to done. */
  readonly session: Session
  /** What to change, where a question that was asked is at fault. */
  readonly remedy: Remedy | undefined
  /** Those gates. */
  readonly turned: readonly TurnedGate[]
  /** The UART that an early printk of Xen would speak through. */
  readonly early: EarlyPrintk | undefined
}

/** `logs` is what the logs taught, as far as they were short enough for that. */
export function changesFor(judged: JudgedLog, session: Session, logs: readonly ParsedFile[]): Changes {
  const [cause] = judged.counts.causes
  const { facts, arch } = positionOf(session).situation
  let proven: Pick<Changes, 'session' | 'turned'> = { session, turned: [] }
  for (const log of logs) {
    const next = turnGates(proven.session, log)
    proven = { session: next.session, turned: [...proven.turned, ...next.turned] }
  }
  return { ...proven, remedy: cause && remedyFor(cause, session), early: earlyUart(facts, arch) }
}
