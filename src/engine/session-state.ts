/** A walk as it stands. */
import type { AnswerKey, Answers } from '../model/answers.ts'
import type { BoardPage } from '../model/board.ts'
import type { ParsedFile } from '../model/facts.ts'
import type { Question, Situation, Step } from './step.ts'

/** A walk through the steps. */
export interface Session {
  readonly steps: readonly Step[]
  readonly boards: readonly BoardPage[]
  /** Everything ever answered, asked still or not: the suggestions of the next time. */
  readonly saved: Answers
  /** Of these, the answers that this run was told besides those of the file. */
  readonly setKeys: readonly AnswerKey[]
  /** Questions answered on this walk. */
  readonly settled: readonly AnswerKey[]
  /** What files taught, by the answer that names them. */
  readonly learnt: Readonly<Partial<Record<AnswerKey, ParsedFile>>>
  /** Of the settled questions, those that were answered by their suggestion and not asked. */
  readonly taken: readonly AnswerKey[]
  /** Files that questions may suggest. */
  readonly nearby: readonly ParsedFile[]
  /** What is advised for a question, until that is answered. */
  readonly advised?: Advice
  /** The walk as it stood where the user jumped back from; going back leads there again. */
  readonly jumpedFrom?: Session
  /** The same after the answer for which the user jumped back: what `carryOn` leads to. */
  readonly carryTo?: Session
  /** Whether only what nothing answers is asked, or everything; undefined until the user has said. */
  readonly lane?: Lane
  readonly refusal?: string
  readonly explaining?: true
}

/** How much is asked. */
export type Lane = 'express' | 'every'

/** An answer that something else than the question's own step suggests. */
export interface Advice {
  readonly key: AnswerKey
  readonly text: string
  /** Reads well after "because". */
  readonly because: string
}

/** A question of the walk, in its situation. */
export interface Asked {
  readonly step: Step
  readonly question: Question
  readonly situation: Situation
  /** True where an earlier answer has decided that it is not asked. */
  readonly isDecided?: true
}
