/** What writing the artifacts came to. */

/** What writing came to. */
export interface WriteReport {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  /** Files edited by hand that were left alone; their new text lies beside them. */
  readonly kept: readonly string[]
  /** Where the new text of each kept file lies. */
  readonly beside: Readonly<Record<string, string>>
  /** Files of an earlier run, no longer part of the set: removed, unless they had been edited. */
  readonly removed: readonly string[]
  readonly keptStale: readonly string[]
}
