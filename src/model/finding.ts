/** How bad a finding is: an `error` will not boot, a `warning` may not, a `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

/** Something wrong or doubtful about the user's set-up, said in one sentence, with a fix. */
export interface Finding {
  /** The check that found it; `content/checks/<rule>.md` is its page. */
  readonly rule: string
  readonly severity: Severity
  /** One sentence that a technician can act on: what, where, against what. */
  readonly says: string
  /** The place: an answer's key, or a file and where in it. */
  readonly at: string
  /** The other place, when two things clash. */
  readonly also?: string
  /** What to do. */
  readonly fix?: string
  /** The change of an answer that does it, where there is one: `key=text`, as in src/model/advised-answer.ts. */
  readonly set?: string
}

/** What a run of all checks came to. */
export interface Verdicts {
  readonly findings: readonly Finding[]
  /** Ids of the checks that ran and found nothing. */
  readonly passed: readonly string[]
  /** Checks that could not run, and the facts or answers that they lack, in words. */
  readonly notChecked: readonly { readonly rule: string; readonly missing: readonly string[] }[]
}
