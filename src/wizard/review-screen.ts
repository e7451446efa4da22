/** The review: everything is answered, and nothing is written yet. */
import type { Library } from '../content/library.ts'
import { mapOf, type Words } from '../engine/build-screen.ts'
import type { ReviewScreen, Tried } from '../engine/screen.ts'
import type { Session } from '../engine/session.ts'
import { type AnswerWithOrigin, originText } from '../model/answer-origin.ts'
import { visible } from '../model/visible.ts'
import { type Feedback, refusalOf } from './feedback.ts'

/** What a screen after the questions is made with. */
export interface ShownWith {
  /** Where files are written to, as the user would name it. */
  readonly folder: string
  readonly library: Library
  readonly words: Words
  readonly columns: number
}

export function reviewScreen(
  session: Session,
  { tried, answers }: { readonly tried: Tried; readonly answers: readonly AnswerWithOrigin[] },
  after: Feedback,
  { folder, library, words }: ShownWith,
): ReviewScreen {
  const page = library.page('steps/review')
  // The manifest comes to the artifacts.
  const count = tried.files.length + 1
  const canWrite = tried.files.length > 0
  return {
    kind: 'review',
    tried,
    answers: [...answers]
      .sort((a, b) => Number(b.isSuggested) - Number(a.isSuggested))
      .map(({ title, text, origin }) => ({ title, text: visible(text), origin: originText(origin) })),
    folder,
    actions: [
      ...(canWrite ? [{ text: `write ${count} files to ${folder}`, does: { kind: 'write' } } as const] : []),
      { text: 'go back and change an answer', does: { kind: 'back' } },
      { text: 'leave; everything is saved', does: { kind: 'leave' } },
    ],
    ...(page && { page: page.intro }),
    isExplaining: session.explaining ?? false,
    map: mapOf(session, words),
    ...(!canWrite && tried.unplanned !== undefined && { refusal: tried.unplanned }),
    ...refusalOf(after),
  }
}
