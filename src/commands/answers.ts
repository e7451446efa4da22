/** `xenup answers`: every answer with where it comes from; an answers file, minimal or whole; or one rewritten in today's form. */
import { resolve } from 'node:path'
import { newAnswersText } from '../answers/document.ts'
import { saveAnswers, saveSchema } from '../answers/save.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { currentVersion } from '../model/answer-forms.ts'
import { originText } from '../model/answer-origin.ts'
import { type AnswerKey, type Answers, showAnswer } from '../model/answers.ts'
import type { Command, Io } from '../model/io.ts'
import { toJson } from '../model/json.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { answerOrigins } from '../project/answer-origins.ts'
import { standardInput } from '../project/layers.ts'
import { rewrittenAt } from '../project/old-forms.ts'
import { openProject } from '../project/open.ts'
import { commonOptions, type PathOptions, projectPaths } from '../project/paths.ts'
import { noMore, readOptions } from './options.ts'

export const answers: Command = async (args, io) => {
  const { values, positionals } = readOptions('answers', args, {
    ...commonOptions,
    minimal: { type: 'boolean' },
    all: { type: 'boolean' },
    migrate: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  noMore('answers', positionals)
  const forms = [values.minimal, values.all, values.migrate, values.json].filter(Boolean)
  if (forms.length > 1)
    throw new UserError('--minimal, --all, --migrate and --json are different forms', {
      where: 'xenup answers',
      advice: 'Ask for one of them.',
    })
  if (values.migrate) return migrate(values, io)
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

/**
 * Rewrites each file that -a names in today's form; standard input goes to standard output. None is written before all
 * are read.
 */
function migrate(values: PathOptions & { readonly set?: string[] | undefined }, io: Io): number {
  if (values.set)
    throw new UserError('--set is for one run, and --migrate only rewrites what a file says', {
      where: 'xenup answers',
      advice: 'Leave --set out.',
    })
  const files = projectPaths(values, io).layers.map((path) => ({ path, ...rewrittenAt(path, io) }))
  for (const { path, loaded, today } of files) {
    if (path === standardInput) io.out(today?.text ?? loaded.document.text)
    else if (today) {
      saveAnswers(resolve(io.cwd, path), today.text, loaded.seen)
      saveSchema(resolve(io.cwd, path))
    }
    const { file } = loaded.document
    const says = today
      ? [
          `${file} has version ${currentVersion} now, and had ${loaded.version}`,
          ...today.changes.map((one) => `  ${one}`),
        ]
      : [`${file} has version ${currentVersion} already; there is nothing to rewrite`]
    const tell = path === standardInput ? io.err : io.out
    tell(says.map((line) => `${visible(line)}\n`).join(''))
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
