/** Screen and Event: all that a front end ever sees of the wizard, and all that it can say. */
import type { Decision } from '../model/answers.ts'

/** What to show now. Every text is safe to print. */
export type Screen = QuestionScreen | ReviewScreen

/** One question. */
export interface QuestionScreen {
  readonly kind: 'question'
  readonly step: { readonly id: string; readonly title: string; readonly number: number; readonly of: number }
  readonly key: string
  readonly title: string
  /** What the question is for, from its page. */
  readonly purpose: string
  readonly answerKind: Decision<unknown>['kind']
  readonly offers: readonly { readonly text: string; readonly label: string; readonly disabled?: string }[]
  /** True when nothing at all is an answer. */
  readonly mayBeEmpty: boolean
  /** What Enter answers, and why; an earlier answer takes the place of the program's suggestion. */
  readonly suggestion?: { readonly text: string; readonly because: string }
  /** Why the last answer was not taken. */
  readonly refusal?: string
  /** What the last answer's file turned out to be. */
  readonly note?: string
  /** The page's section, when it was asked for. */
  readonly page?: string
}

/** Everything is answered: look it over and write. */
export interface ReviewScreen {
  readonly kind: 'review'
  /** Findings, memory map, files to be written: text in lines. */
  readonly report: string
  readonly files: number
  readonly folder: string
  readonly refusal?: string
  readonly page?: string
}

/** What the user did. */
export type Event =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'explain' }
  | { readonly kind: 'write' }
  | { readonly kind: 'leave' }
