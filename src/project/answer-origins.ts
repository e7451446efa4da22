/** Where each answer of a settled session comes from. */
import { type Asked, positionOf, type Session } from '../engine/session.ts'
import type { AnswerOrigin, AnswerWithOrigin } from '../model/answer-origin.ts'
import { showAnswer } from '../model/answers.ts'
import type { Layers } from './layers.ts'

/** Every answer that was asked for, in the order of the questions. */
export const answerOrigins = (
  session: Session,
  { places, answers }: Pick<Layers, 'places' | 'answers'>,
): readonly AnswerWithOrigin[] => {
  const { answered, situation } = positionOf(session)
  return answered.map((asked) => {
    const { key, title } = asked.question
    const text = showAnswer(key, situation.answers[key] as never)
    const isAsInFile = answers[key] !== undefined && showAnswer(key, answers[key] as never) === text
    const place = isAsInFile ? places.get(key) : undefined
    const own = suggestionOf(asked)
    const told: AnswerOrigin | undefined = session.setKeys.includes(key)
      ? { from: 'set' }
      : place && { from: 'file', ...place }
    const origin = told ?? (own?.text === text ? own.origin : { from: 'walk' as const })
    return { key, title, text, origin, isSuggested: origin.from === 'suggestion' }
  })
}

/** What the question itself suggests, and whether a file that was named speaks for it. */
function suggestionOf({
  question,
  situation,
}: Asked): { readonly text: string; readonly origin: AnswerOrigin } | undefined {
  const own = question.suggest(situation)
  if (!own) return undefined
  const { because, restsOn } = own
  const isRead = Object.values(situation.files).some((file) => file !== undefined && because.includes(file.path))
  return {
    text: showAnswer(question.key, own.value),
    origin: isRead ? { from: 'evidence', because } : { from: 'suggestion', because, ...(restsOn && { restsOn }) },
  }
}
