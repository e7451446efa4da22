/**
 * Replay: saved answers through the same state machine that the keyboard drives, so there is one validator.
 */
import { type AnswerKey, decisions, isLogKey, readAnswer, showAnswer } from '../model/answers.ts'
import type { ParsedFile } from '../model/facts.ts'
import { UserError } from '../model/user-error.ts'
import { advance, positionOf, type Session, type SessionEvent } from './session.ts'
import { suggestionFor } from './suggestion.ts'

/** Reads the file that an answer names, taking it for a log if it can where one is asked for; throws UserError. */
export type FileReader = (path: string, asked?: 'log') => ParsedFile

/** Which questions replay may answer by itself. */
export interface Policy {
  /** Take suggestions where there is no saved answer; without it, replay stops at the first such question. */
  readonly takeSuggestions: boolean
}

/** What replay came to. */
export interface Replayed {
  readonly session: Session
  /** Questions without a saved answer that were answered by their suggestion. */
  readonly taken: readonly { readonly key: AnswerKey; readonly text: string; readonly because: string }[]
  /** Saved answers that were not accepted, each with the reason. */
  readonly refused: readonly { readonly key: AnswerKey; readonly text: string; readonly says: string }[]
  /**
   * The question at which it had to stop for want of an answer; missing, too, when that follows from a refused file.
   */
  readonly stoppedAt?: AnswerKey
}

/** Turns an answer's text into an event, reading the file that it names; unreadable files become refusals. */
export function answered(session: Session, text: string, teach: FileReader): SessionEvent {
  const open = positionOf(session).open
  if (!open || decisions[open.question.key].kind !== 'path' || text === 'none') return { kind: 'answer', text }
  // What is no path at all is the session's to refuse.
  if (!readAnswer(open.question.key, text).ok) return { kind: 'answer', text }
  try {
    return { kind: 'answer', text, learnt: isLogKey(open.question.key) ? teach(text, 'log') : teach(text) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { kind: 'refuse', says: `${text}: ${error.message}.${error.advice ? ` ${error.advice}` : ''}` }
  }
}

/** Answers question after question from the saved answers. */
export function replay(start: Session, teach: FileReader, { takeSuggestions }: Policy): Replayed {
  const taken: { key: AnswerKey; text: string; because: string }[] = []
  const refused: { key: AnswerKey; text: string; says: string }[] = []
  let session = start
  for (;;) {
    const { open } = positionOf(session)
    if (!open) return { session, taken, refused }
    const { key } = open.question
    const saved = session.saved[key]
    const suggestion = takeSuggestions && saved === undefined ? suggestionFor(session, open) : undefined
    if (saved === undefined && !suggestion) {
      // After a file that was refused nothing is known of the board, so nothing can be said to be missing.
      const isBlind = refused.some((one) => decisions[one.key].kind === 'path')
      return { session, taken, refused, ...(!isBlind && { stoppedAt: key }) }
    }
    const text = showAnswer(key, (saved ?? suggestion!.value) as never)
    const next = advance(session, answered(session, text, teach))
    if (next.refusal !== undefined) {
      refused.push({ key, text, says: next.refusal })
      if (!takeSuggestions) return { session: next, taken, refused, stoppedAt: key }
      // Go on as if it had been taken, so that one run names all that is wrong.
      session = {
        ...session,
        saved: { ...session.saved, [key]: saved ?? suggestion!.value },
        settled: [...session.settled, key],
      }
      continue
    }
    if (saved === undefined) taken.push({ key, text, because: suggestion!.because })
    session = next
  }
}
