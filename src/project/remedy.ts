/** From the cause of a failed boot to the question at fault. */
import type { Cause } from '../diagnose/told.ts'
import type { Session } from '../engine/session.ts'
import { type Lead, leadTo } from './lead.ts'

/** What to change. */
export interface Remedy extends Lead {
  /** What the log says of it; reads well after "because". */
  readonly because: string
}

/** The change that a cause leads to, in a session in which all is answered; undefined where no question is at fault. */
export function remedyFor({ symptom: { set, step }, says }: Cause, session: Session): Remedy | undefined {
  const lead = leadTo(step, set, session)
  return lead && { ...lead, because: `the log says: ${says.replace(/\.$/, '')}` }
}

/** The change in a sentence; not yet safe to print. */
export const remedyText = ({ title, now, text, reason }: Remedy): string =>
  text === undefined
    ? `The question at fault: "${title}", answered with "${now}".`
    : `The question at fault: "${title}" "${now}" becomes "${text}"${reason === undefined ? '' : `, because ${reason}`}.`
