/** `xenup answers`: every answer with where it comes from; or an answers file, minimal or whole. */
import { newAnswersText } from '../answers/document.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { originText } from '../model/answer-origin.ts'
import { type AnswerKey, type Answers, showAnswer } from '../model/answers.ts'
import type { Command } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { openProject } from '../project/open.ts'
import { commonOptions } from '../project/paths.ts'
import { noMore, readOptions } from './options.ts'

export const answers: Command = async (args, io) => {
  const { values, positionals } = readOptions('answers', args, {
    ...commonOptions,
    minimal: { type: 'boolean' },
    all: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  noMore('answers', positionals)
  const forms = [values.minimal, values.all, values.json].filter(Boolean)
  if (forms.length > 1)
    throw new UserError('--minimal, --all and --json are different forms', {
      where: 'xenup answers',
      advice: 'Ask for one of them.',
    })
  const { session, layers } = openProject(values, io)
  if (values.minimal) io.out(newAnswersText(differing(session)))
  else if (values.all) io.out(newAnswersText(positionOf(session).situation.answers))
  else {
    const all = answerOrigins(session, layers)
    if (values.json) io.out(`${toJson({ xenup: 1, answers: all })}\n`)
    for (const { key, text, origin } of values.json ? [] : all) {
      const answer = visible(`${key}: ${text === '' ? '(nothing)' : text}`)
      io.out(`${wrap(answer, io.columns, '    ')}\n${wrap(`    ${originText(origin)}`, io.columns, '    ')}\n`)
    }
  }
  return 0
}

/** The answers that the questions themselves would not suggest, with nothing answered but these. */
function differing(session: Session): Answers {
  const {
    answered,
    situation: { answers },
  } = positionOf(session)
  const kept = answered.filter(({ question, situation }) => {
    const own = question.suggest(situation)
    const show = (value: unknown): string => showAnswer(question.key as AnswerKey, value as never)
    return !own || show(own.value) !== show(answers[question.key])
  })
  return Object.fromEntries(kept.map(({ question: { key } }) => [key, answers[key]]))
}
