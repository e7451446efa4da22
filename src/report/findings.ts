/** Verdicts as JSON and as an exit status. */
import type { AnswerWithOrigin } from '../model/answer-origin.ts'
import type { Verdicts } from '../model/finding.ts'
import { toJson } from '../model/json.ts'

/** True when a finding of severity error is among them: exit status 1. */
export const hasErrors = ({ findings }: Verdicts): boolean => findings.some(({ severity }) => severity === 'error')

/** `{"xenup":1,"answers":[{key,title,text,origin,isSuggested}],"findings":[…],"passed":[…],"notChecked":[{rule,missing}]}` */
export const verdictsJson = (
  { findings, passed, notChecked }: Verdicts,
  answers: readonly AnswerWithOrigin[],
): string => `${toJson({ xenup: 1, answers, findings, passed, notChecked })}\n`
