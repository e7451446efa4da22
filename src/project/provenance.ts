/** What the artifacts of a settled session are made from, for the manifest. */
import { sha256 } from '../artifacts/manifest.ts'
import type { MadeFromFile, Provenance } from '../artifacts/provenance.ts'
import type { Library } from '../content/library.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { currentVersion } from '../model/answer-forms.ts'
import { type AnswerKey, showAnswer } from '../model/answers.ts'
import { pointReleases } from '../model/xen-release.ts'

/** Files are those whose hash was taken when they were read. */
export function provenanceOf(session: Session, library: Library): Provenance {
  const { answered, situation } = positionOf(session)
  const { board, files } = situation
  return {
    form: currentVersion,
    answers: answersOf(session),
    files: Object.fromEntries(
      answered.flatMap(({ question: { key } }): readonly [AnswerKey, MadeFromFile][] => {
        const file = files[key]
        if (file?.sha256 === undefined) return []
        return [[key, { path: file.path, size: Number(file.size), sha256: file.sha256 }]]
      }),
    ),
    ...(board && { board: { id: board.id, sha256: pageHash(board.id, library) } }),
    xenReleases: pointReleases,
  }
}

/** Every answer that was asked for, as text. */
export function answersOf(session: Session): Readonly<Record<string, string>> {
  const { answered, situation } = positionOf(session)
  return Object.fromEntries(
    answered.map(({ question: { key } }) => [key, showAnswer(key, situation.answers[key] as never)]),
  )
}

/** The hash of a board's page; of one that is gone, that of nothing. */
export const pageHash = (id: string, library: Library): string =>
  sha256(Buffer.from(library.text(`boards/${id}`) ?? ''))
