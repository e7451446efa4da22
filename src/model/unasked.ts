/** Answers that were given and have no effect, because their question is not asked. */
import type { AnswerKey } from './answers.ts'

export interface UnaskedAnswer {
  readonly key: AnswerKey
  readonly text: string
  /** True when this run was told so (`--set`); an earlier answer in a file is kept as a suggestion. */
  readonly isSet: boolean
  /** The answer that rules the question out, and those with which it would be asked; missing where facts decide. */
  readonly because?: {
    readonly key: AnswerKey
    readonly text: string
    /** Answers in their order, or in words where they cannot be listed. */
    readonly instead: readonly string[]
  }
}
