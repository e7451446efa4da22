/**
 * A check: the material it needs, and a function from that material to findings.
 *
 * It sees what it names under `needs` and `uses` and nothing else (another key does not compile), so that a missing
 * fact is reported as "not checked" and never taken for "fine". Where a file that it needs is there and does not say
 * what it is about, it answers with what it lacks. Its id is its file's name and its page's.
 */
import type { Finding } from '../model/finding.ts'
import type { KnownMaterial, Material, Need } from '../model/material.ts'

/** A finding without its rule, which the runner adds. */
export type Found = Omit<Finding, 'rule'>

/** What a check lacks that cannot judge what it was given, in words for "not checked: needs …". */
export interface Lacks {
  readonly lacks: string
}

/** A check as its file exports it. */
export interface Check {
  readonly id: string
  readonly needs: readonly Need[]
  /** Finds fault with material that has every needed key. */
  run(have: Material): readonly Found[] | Lacks
}

/** Declares a check; `run` sees the needed keys, none of them optional, and the used ones, which may be missing. */
export function defineCheck<const N extends Need, const U extends Need = never>(check: {
  readonly id: string
  readonly needs: readonly N[]
  /** Keys whose absence means something, or nothing much; the check runs all the same. */
  readonly uses?: readonly U[]
  run(have: Readonly<Pick<KnownMaterial, N>> & Readonly<Partial<Pick<KnownMaterial, U>>>): readonly Found[] | Lacks
}): Check {
  return { id: check.id, needs: check.needs, run: (have) => check.run(have as never) }
}

/** The place of an answer in a finding. */
export const atAnswer = (key: string): string => `answer ${key}`

/** The place of a fact in a finding. */
export const atFact = ({ evidence }: { readonly evidence: { readonly file: string; readonly at: string } }): string =>
  `${evidence.file} ${evidence.at}`
