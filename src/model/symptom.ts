/** What a page in content/symptoms/ says to the program: lines that tell why a boot went wrong, and what to do. */

export const symptomStages = ['firmware', 'u-boot', 'uefi', 'xen', 'dom0', 'toolstack', 'guest'] as const

/** Who is at work when it shows. */
export type SymptomStage = (typeof symptomStages)[number]

/**
 * What a symptom is worth: a `cause` stops the boot; a `consequence` is the echo of one, and a cause only where nothing
 * else tells; a `flaw` is wrong, and does not stop the boot: the cause where nothing else is; a `notice` is odd and stops nothing; `harmless` is noise that people ask about; a `silence` is what may
 * be at fault where no line tells.
 */
export const symptomKinds = ['cause', 'consequence', 'flaw', 'notice', 'harmless', 'silence'] as const
export type SymptomKind = (typeof symptomKinds)[number]

/** How often a silence has this cause, as far as the public tells. */
export const likelihoods = ['often', 'sometimes', 'rarely'] as const
export type Likelihood = (typeof likelihoods)[number]

/** One page. */
export interface Symptom {
  readonly id: string
  readonly title: string
  /** The one sentence; `{name}` is the group of that name in the pattern that matched. */
  readonly says: string
  readonly stage: SymptomStage
  readonly kind: SymptomKind
  /** Any of these lines; none where only what is missing tells. */
  readonly patterns: readonly string[]
  /** Each of these must be in the boot as well, and none of those. */
  readonly with: readonly string[]
  readonly without: readonly string[]
  /** Lines, in any boot of the capture, that prove that it is not this. */
  readonly disproof: readonly string[]
  /** Signposts that the boot reached, and such that it did not. */
  readonly reached: readonly string[]
  readonly missing: readonly string[]
  /** Only in a boot with Xen, or only without. */
  readonly under?: 'xen' | 'machine'
  /** Symptoms of which this one is the echo, where they came before; a stage stands for all causes of it. */
  readonly follows: readonly string[]
  /** Checks that find what this page is about in a set-up; passed, they rule a silence out. */
  readonly checks: readonly string[]
  /** What no check can see of it, so that passed checks alone do not rule it out. */
  readonly unchecked?: string
  readonly likely?: Likelihood
  /** What to do, in a sentence or two; `{name}` as in `says`. */
  readonly fix: string
  /** The change of an answer that mends it: `key=value`. */
  readonly set?: string
  /** The step or the question to go back to. */
  readonly step: string
  /** The releases of Xen for which it holds, in words. */
  readonly releases?: string
  /** How one makes sure, as Markdown. */
  readonly sure: string
}

/** Whether a symptom is the echo of another, as its page says. */
export const followsFrom = ({ follows }: Symptom, { id, stage, kind }: Symptom): boolean =>
  follows.includes(id) || (kind === 'cause' && follows.includes(stage))
