/** The review: everything is answered, and nothing is written yet. */
import type { Library } from '../content/library.ts'
import { mapOf, type Words } from '../engine/build-screen.ts'
import type { Action, ReviewScreen, ShownFinding, Tried } from '../engine/screen.ts'
import type { Session } from '../engine/session.ts'
import { type AnswerWithOrigin, foundation, originText } from '../model/answer-origin.ts'
import { visible } from '../model/visible.ts'
import { type Feedback, refusalOf } from './feedback.ts'
import { willBeWritten } from './trial.ts'

/** What a screen after the questions is made with. */
export interface ShownWith {
  /** Where files are written to, as the user would name it. */
  readonly folder: string
  readonly library: Library
  readonly words: Words
  readonly columns: number
}

/** An error is mended before anything is written: one line each, for the first few. */
const mending = (findings: readonly ShownFinding[]): readonly Action[] =>
  findings
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ leads }) => leads ?? [])
    .slice(0, 3)
    .map((action, index) => ({ ...action, ...(index === 0 && { isNext: true as const }) }))

/** How many files are written: those that are as they should be already stay. */
function writeText(files: Tried['files'], folder: string): string {
  const count = files.filter(({ state }) => willBeWritten(state)).length
  const all = `${files.length} ${files.length === 1 ? 'file' : 'files'}`
  if (count === 0) return `go on to the board: all ${all} in ${folder} are as they should be`
  return `write ${count === files.length ? all : `${count} of ${all}`} to ${folder}`
}

export function reviewScreen(
  session: Session,
  { tried, answers }: { readonly tried: Tried; readonly answers: readonly AnswerWithOrigin[] },
  after: Feedback,
  { folder, library, words }: ShownWith,
): ReviewScreen {
  const page = library.page('steps/review')
  const canWrite = tried.files.length > 0
  return {
    kind: 'review',
    tried,
    answers: [...answers]
      .sort((a, b) => foundation(a.origin) - foundation(b.origin))
      .map(({ title, text, origin }) => ({
        title,
        text: visible(text),
        origin: originText(origin),
        isGuess: foundation(origin) === 0,
      })),
    folder,
    actions: [
      ...mending(tried.findings),
      ...(canWrite ? [{ text: writeText(tried.files, folder), does: { kind: 'write' } } as const] : []),
      { text: 'go back and change an answer', does: { kind: 'back' } },
      { text: 'leave; everything is saved', does: { kind: 'leave' } },
    ],
    ...(page && { page: page.intro }),
    isExplaining: session.explaining ?? false,
    map: mapOf(session, words),
    ...(!canWrite && tried.unplanned !== undefined && { refusal: tried.unplanned }),
    ...(after.followed && { followed: after.followed }),
    ...refusalOf(after),
  }
}
