/** What leads to the question at fault, with the answer that mends it. */
import type { ShownFinding } from '../engine/screen.ts'
import type { Session } from '../engine/session.ts'
import type { Finding } from '../model/finding.ts'
import { visible } from '../model/visible.ts'
import { type Lead, leadOf } from '../project/lead.ts'

/** A line to choose; `because` is what speaks for the advice, and reads well after "because". */
export function leadAction(lead: Lead, because: string): NonNullable<ShownFinding['leads']> {
  const { key, title, now, text, reason } = lead
  if (text === undefined) return { text: `go to what it is about: ${title}`, does: { kind: 'jump', to: key } }
  const reasons = reason === undefined ? because : `${because}; and ${reason}`
  return {
    text: `mend it: ${title} ${visible(now)} becomes ${visible(text)}`,
    does: { kind: 'jump', to: key, advised: { key, text, because: reasons } },
  }
}

/** Where a finding leads, for those who are on the walk. */
export function leadsOf(finding: Finding, session: Session): Pick<ShownFinding, 'leads'> {
  const lead = leadOf(finding, session)
  return lead ? { leads: leadAction(lead, finding.says) } : {}
}
