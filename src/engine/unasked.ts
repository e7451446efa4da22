/** Which of the given answers are not asked on a walk, and which answer rules each of them out. */
import { type AnswerKey, type Answers, answerKeys, decisions, readAnswer, showAnswer } from '../model/answers.ts'
import type { UnaskedAnswer } from '../model/unasked.ts'
import { positionOf, type Session } from './session.ts'
import type { Question, Situation, Step } from './step.ts'

/** Answers of a walk that is settled to questions that it did not come to; none before the last question. */
export function unaskedAnswers(session: Session): readonly UnaskedAnswer[] {
  const { answered, open, situation } = positionOf(session)
  if (open) return []
  const asked = answered.map(({ question }) => question.key)
  return answerKeys
    .filter((key) => session.saved[key] !== undefined && !asked.includes(key))
    .map((key) => {
      const because = reason(key, asked, session.steps, situation)
      return {
        key,
        text: showAnswer(key, session.saved[key] as never),
        isSet: session.setKeys.includes(key),
        ...(because && { because }),
      }
    })
}

/** The first answer whose change alone would make the question one that is asked. */
function reason(
  key: AnswerKey,
  asked: readonly AnswerKey[],
  steps: readonly Step[],
  situation: Situation,
): UnaskedAnswer['because'] | undefined {
  const step = steps.find(({ questions }) => questions.some((question) => question.key === key))
  const question = step?.questions.find((one) => one.key === key)
  if (!step || !question) return undefined
  for (const other of asked) {
    const text = showAnswer(other, situation.answers[other] as never)
    const instead = alternatives(other, text).filter(([value]) =>
      isAskedWith({ [other]: value }, step, question, situation),
    )
    if (instead.length > 0) return { key: other, text, instead: instead.map(([, words]) => words) }
  }
  return undefined
}

const isAskedWith = (change: Answers, step: Step, question: Question, situation: Situation): boolean => {
  const changed = { ...situation, answers: { ...situation.answers, ...change } }
  return (step.when?.(changed) ?? true) && (question.when?.(changed) ?? true)
}

/** Other values of a decision, with words for them: those of a list; of a file whether there is one. */
function alternatives(key: AnswerKey, text: string): readonly (readonly [value: never, words: string])[] {
  const { values } = decisions[key] as { readonly values?: readonly string[] }
  const others: readonly (readonly [string, string])[] = values
    ? values.filter((value) => value !== text).map((value) => [value, value])
    : text === 'none'
      ? [['/a-file', 'a file']]
      : [['none', 'none']]
  return others.flatMap(([value, words]) => {
    const read = readAnswer(key, value)
    return read.ok ? [[read.value as never, words] as const] : []
  })
}
