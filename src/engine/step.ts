/**
 * Steps and questions: what steps/ declares and the session walks through.
 *
 * A step knows the situation (answers so far, facts) and nothing of terminals, files or plans.
 */
import type { AnswerKey, Answers } from '../model/answers.ts'
import type { Arch } from '../model/arch.ts'
import type { BoardPage } from '../model/board.ts'
import type { LogProof } from '../model/boot-evidence.ts'
import type { DeviceTreeFacts, ParsedFile } from '../model/facts.ts'

/** What is known when a question is asked. */
export interface Situation {
  /** Settled answers to the questions before this one. */
  readonly answers: Answers
  /** From the device tree, or from the board's page when there is none. */
  readonly facts: DeviceTreeFacts
  /** What the named files taught, by the answer that names them. */
  readonly files: Readonly<Partial<Record<AnswerKey, ParsedFile>>>
  /** Files that lie where users keep them, and that no answer names yet. */
  readonly nearby: readonly ParsedFile[]
  /** The page of the chosen board; for `other`, of the board that the device tree is of. */
  readonly board: BoardPage | undefined
  /** Every board that has a page. */
  readonly boards: readonly BoardPage[]
  /** By the device tree's CPUs, else by the board, else by goal.arch. */
  readonly arch: Arch
}

/** A proposed answer and the reason for it, with its evidence. */
export interface Suggestion<K extends AnswerKey = AnswerKey> {
  readonly value: NonNullable<Answers[K]>
  /** Why, naming the fact and where it was read; reads well after "because". */
  readonly because: string
  /**
   * What it rests on, where that is neither a fact nor another answer: `custom` is what most take and what harms nobody;
   * a `guess` is about something that only the user can know.
   */
  readonly restsOn?: 'custom' | 'guess'
}

/** A value to pick from a list. */
export interface Offer<K extends AnswerKey = AnswerKey> {
  readonly value: NonNullable<Answers[K]>
  /** What it means, a few words. */
  readonly label: string
  /** Why it cannot be picked, and which answer to change. */
  readonly disabled?: string
}

/** One decision for the user. Its explanation is the `## <key>` section of the step's page. */
export interface Question<K extends AnswerKey = AnswerKey> {
  readonly key: K
  /** The question, one line. */
  readonly title: string
  when?(situation: Situation): boolean
  /**
   * True where an earlier answer, or one that was `saved`, has decided that it is not asked: what was answered before
   * stands, or what is suggested.
   */
  isDecided?(situation: Situation, saved: Answers): boolean
  suggest(situation: Situation): Suggestion<K> | undefined
  offers?(situation: Situation): readonly Offer<K>[]
  /** The sentence that says why this value cannot be, in this situation; nothing when it can. */
  refuse?(value: NonNullable<Answers[K]>, situation: Situation): string | undefined
}

/** Work away from this keyboard. Its explanation is the `## <step>.<id>` section of the step's page. */
export interface Task {
  readonly id: string
  /** What is done, in the imperative. */
  readonly title: string
  /** Where the commands are typed. */
  readonly where: 'host' | 'u-boot' | 'linux' | 'dom0'
  when?(situation: Situation): boolean
  /** Commands to copy, one a line; no prompt characters. */
  commands(situation: Situation): readonly string[]
  /** What the console should then show, and what each line proves. */
  expects?(situation: Situation): readonly { readonly line: string; readonly proves: string }[]
}

/** A stretch of the way; its page is `content/steps/<id>.md`. */
export interface Step {
  readonly id: string
  readonly title: string
  /** The steps that must come before. */
  readonly after: readonly string[]
  readonly when?: (situation: Situation) => boolean
  /** Why the step does not apply, in the situation in which `when` says no; shown on the map. */
  readonly notNeeded?: (situation: Situation) => string
  readonly questions: readonly Question[]
  /** Further sections of its page: what is asked about the walk and not about the board. */
  readonly topics?: readonly string[]
  /** What to do away from the keyboard, before the gate is passed. */
  readonly tasks?: readonly Task[]
  /** The question whose answer `done` says that the step is behind us; `not-yet` leaves it open and stops nothing. */
  readonly gate?: AnswerKey
  /** What a console's log proves of the gate, whichever question it was given at. */
  readonly proof?: LogProof
}

/** Declares a question with the types of its key, for a step's list. */
export const question = <const K extends AnswerKey>(declared: Question<K>): Question => declared as unknown as Question
