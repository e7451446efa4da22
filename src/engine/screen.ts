/**
 * Screen and Event: all that a front end ever sees of the wizard, and all that it can say.
 *
 * Pages are Markdown, which each front end draws at its own width; every other text is safe to print as it is.
 */
import type { Decision } from '../model/answer-kinds.ts'
import type { AnswerKey } from '../model/answers.ts'
import type { EditChoice } from '../model/edited-files.ts'
import type { Finding } from '../model/finding.ts'
import type { StepState } from '../model/mapped-step.ts'
import type { MappedMemory } from '../model/memory-map.ts'
import type { WriteReport } from '../model/write-report.ts'

/** What to show now. */
export type Screen = QuestionScreen | ReviewScreen | ClashScreen | BringUpScreen

/** One question. */
export interface QuestionScreen extends ScreenContext {
  readonly kind: 'question'
  readonly step: { readonly id: string; readonly title: string; readonly number: number; readonly of: number }
  readonly key: string
  readonly title: string
  /** What the question is for, one plain paragraph. */
  readonly purpose: string
  readonly answerKind: Decision<unknown>['kind']
  /** What an answer is, in words: units, bounds. */
  readonly form: string
  readonly offers: readonly { readonly text: string; readonly label: string; readonly disabled?: string }[]
  /** True when nothing at all is an answer. */
  readonly mayBeEmpty: boolean
  /** What Enter answers, and why; an earlier answer takes the place of the program's suggestion. */
  readonly suggestion?: { readonly text: string; readonly because: string }
  /** Why the last answer was not taken. */
  readonly refusal?: string
  /** What the last answer's file turned out to be. */
  readonly note?: string
  /** Findings that the last answer brought. */
  readonly found: readonly ShownFinding[]
  /** What the last answer changed of others, a sentence each. */
  readonly followed?: readonly string[]
  /** The question's section of its page, as Markdown. */
  readonly page?: string
  /** True when the page was asked for. */
  readonly isExplaining: boolean
  /** From a nudge to the answer itself, as Markdown. */
  readonly hints: readonly string[]
  /** Who uses the answer: artifacts and checks. */
  readonly usedBy: readonly string[]
  /** What to do away from the keyboard in this step. */
  readonly tasks: readonly ShownTask[]
  /** True when the answer says whether the tasks are done. */
  readonly isGate: boolean
  /** True when the file that is asked for is a log, which can be pasted. */
  readonly isLog: boolean
  /** A text that comes back from an editor, to begin with. */
  readonly draft?: string
}

/** Everything is answered: look it over and write. */
export interface ReviewScreen extends ScreenContext {
  readonly kind: 'review'
  /** Findings, memory map and files of everything that was answered. */
  readonly tried: Tried
  /** Every answer with where it comes from, the worst founded first; nothing speaks for a guess. */
  readonly answers: readonly {
    readonly title: string
    readonly text: string
    readonly origin: string
    readonly isGuess: boolean
  }[]
  /** Where the files go. */
  readonly folder: string
  readonly actions: readonly Action[]
  /** What the last answer changed of others, a sentence each. */
  readonly followed?: readonly string[]
  readonly refusal?: string
  readonly page?: string
  readonly isExplaining: boolean
}

/** Before writing: a file that was edited by hand where its new text differs too. What is to stay? */
export interface ClashScreen extends ScreenContext {
  readonly kind: 'clash'
  /** The file, as the user would name it. */
  readonly file: string
  /** Which of the files that clash it is. */
  readonly number: number
  readonly of: number
  /** What is to be known before one chooses, in a sentence. */
  readonly says: string
  /** The places that clash, with both versions of each; none where the two cannot be put beside each other. */
  readonly places: readonly ShownClash[]
  readonly actions: readonly Action[]
  readonly refusal?: string
  readonly page?: string
  readonly isExplaining: boolean
}

/** Both versions of some lines. */
export interface ShownClash {
  /** Where the user's stand in the file. */
  readonly where: string
  readonly mine: readonly string[]
  readonly new: readonly string[]
}

/** After writing: what to do at the board, and what its console must show. */
export interface BringUpScreen extends ScreenContext {
  readonly kind: 'bring-up'
  readonly written: WriteReport
  /** Where it was written to. */
  readonly folder: string
  readonly actions: readonly Action[]
  readonly tasks: readonly ShownTask[]
  /** The lines that the console must show, in order. */
  readonly expects: readonly {
    readonly stage: string
    readonly line: string
    readonly proves: string
    readonly seen?: boolean
  }[]
  readonly page?: string
  readonly isExplaining: boolean
  /** Why the log that was pasted or named went as it did, in lines. */
  readonly note?: string
  /** What was tried before, the last one last: a line each. */
  readonly tries: readonly string[]
  /** How far the last rehearsal came, in a sentence; the log is its. */
  readonly rehearsed?: string
  /** What the boot came to that was watched last, in a sentence; the log is its. */
  readonly watched?: string
  readonly refusal?: string
}

/** Something that can be done now: an event, or what has to be typed for one. */
export interface Action {
  readonly text: string
  /** True for what is to be done first, where that is not the first of them. */
  readonly isNext?: true
  readonly does: Event | TypedAction
}

/**
 * What has to be typed: an answer, the file of a console's log, the folder with the parts of a rehearsal, or the port of
 * the board's console.
 */
export interface TypedAction {
  readonly kind: 'type'
  readonly what: 'answer' | 'log' | 'parts' | 'port'
  /** The question for it, where front ends have none of their own. */
  readonly prompt: string
}

/** The event of what was typed. */
export const typedEvent = (what: TypedAction['what'], text: string): Event =>
  what === 'parts'
    ? { kind: 'rehearse', parts: text }
    : what === 'port'
      ? { kind: 'watch', source: text }
      : { kind: 'answer', text }

/** What surrounds every screen. */
export interface ScreenContext {
  readonly map: readonly ShownStep[]
  /** What an answer would lead to, once it was tried; of the suggestion, or of everything when all is answered. */
  readonly tried?: Tried
}

/** A step on the map. */
export interface ShownStep {
  readonly id: string
  readonly title: string
  readonly state: StepState
  /** Why it is not needed, or what it rests on that is still open. */
  readonly reason?: string
  /** How long it usually takes. */
  readonly minutes?: number
  /** True for a step without questions that can be gone to. */
  readonly canGo?: true
  /** Its questions that were answered on this walk or before; `isOpen` is the one that is asked now. */
  readonly questions: readonly {
    readonly key: string
    readonly title: string
    readonly answer?: string
    readonly isOpen: boolean
  }[]
}

/** A task, with everything to copy. */
export interface ShownTask {
  readonly id: string
  readonly title: string
  readonly where: string
  readonly commands: readonly string[]
  readonly expects: readonly { readonly line: string; readonly proves: string }[]
  /** Its section of the page, as Markdown. */
  readonly page?: string
}

/** A finding, and whether the tried answer brings it. */
export interface ShownFinding extends Finding {
  readonly isNew: boolean
  /** To the question at fault, with the answer that mends it where that is known. */
  readonly leads?: { readonly text: string; readonly does: Extract<Event, { readonly kind: 'jump' }> }
  /** The page of its check, as Markdown. */
  readonly page?: string
}

/** What would come out with an answer, all that is still open taken as suggested. */
export interface Tried {
  /** The answer that was tried; missing when it is the whole of the settled answers. */
  readonly text?: string
  /** Why it would not be taken. */
  readonly refusal?: string
  /** What the named file is. */
  readonly note?: string
  /** Names that the typed path may go on with. */
  readonly completions: readonly string[]
  readonly findings: readonly ShownFinding[]
  /** Ids of the checks that found nothing. */
  readonly passed: readonly string[]
  readonly notChecked: readonly { readonly rule: string; readonly missing: readonly string[] }[]
  /** Why there is nothing to show of artifacts and memory yet. */
  readonly unplanned?: string
  readonly files: readonly ShownFile[]
  readonly memory?: MappedMemory
}

/** An artifact as it would be written. */
export interface ShownFile {
  readonly path: string
  /** Against what lies on the disk. */
  readonly state: string
  readonly lines: readonly ShownLine[]
}

/** A line of an artifact. */
export interface ShownLine {
  readonly text: string
  /** True when the tried answer makes it what it is. */
  readonly isTouched: boolean
  /** `+` not on the disk yet; a line that is only there is a line of its own, with `-`. */
  readonly against: ' ' | '+' | '-'
  /** Why it is there: Markdown, the same for every line of a block. */
  readonly why?: string
}

/** What the user did. */
export type Event =
  | { readonly kind: 'answer'; readonly text: string }
  /** A log that was pasted instead of a file's name. */
  | { readonly kind: 'paste'; readonly text: string }
  /** What would this answer do? */
  | { readonly kind: 'try'; readonly text: string }
  | { readonly kind: 'back' }
  /** What is suggested, for the rest of the step or of the walk. */
  | { readonly kind: 'take'; readonly until: 'step' | 'end' }
  /**
   * To the question with this key, or the first of the step with this id; what was answered stays. `advised` is what is
   * suggested there.
   */
  | {
      readonly kind: 'jump'
      readonly to: string
      readonly advised?: { readonly key: AnswerKey; readonly text: string; readonly because: string }
    }
  | { readonly kind: 'explain' }
  /** The text in an editor; what is saved there comes back as a draft. */
  | { readonly kind: 'edit'; readonly text: string }
  /** A text in a pager. */
  | { readonly kind: 'page'; readonly text: string }
  /** Boot it in QEMU, with the parts in this folder. */
  | { readonly kind: 'rehearse'; readonly parts: string }
  /** Follow the board's console, on this port, for as long as the user wants. */
  | { readonly kind: 'watch'; readonly source: string }
  | { readonly kind: 'write' }
  /** What is done with a file that clashes, by its path below the output folder. */
  | { readonly kind: 'settle'; readonly path: string; readonly choice: EditChoice }
  | { readonly kind: 'leave' }
