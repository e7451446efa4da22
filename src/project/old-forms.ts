/** Answers files of an older form: what is told of them, and how they are rewritten. */
import { migratedText } from '../answers/migrate.ts'
import type { AnswersFile, OldAnswer } from '../answers/read.ts'
import { currentVersion } from '../model/answer-forms.ts'
import type { Io } from '../model/io.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { type Layers, layerAt, type OldLayer } from './layers.ts'
import { answersName } from './paths.ts'

/** Tells of each, in a paragraph: what changed since, and how to rewrite it. */
export function tellOldForms({ old }: Pick<Layers, 'old'>, io: Pick<Io, 'err' | 'columns'>): void {
  for (const layer of old) io.err(`${wrap(`xenup: ${oldFormText(layer)}`, io.columns, '  ')}\n`)
}

function oldFormText({ path, file, version, old }: OldLayer): string {
  const changed = changesIn(old).map(
    ({ because, answers }) =>
      `${listed(answers.map(({ was, key, line }) => `${was} (line ${line}) is ${key} now`))}, because ${because}.`,
  )
  return [
    `${visible(file)} has version ${version} of the form, and today's is ${currentVersion}; it was read as it is, and is left so.`,
    ...(changed.length > 0 ? changed : ['None of its answers is written otherwise today.']),
    `${rewriteCommand(path)} rewrites it, and keeps comments, order and quotes.`,
  ].join(' ')
}

/** The command that rewrites a file. */
export const rewriteCommand = (path: string): string =>
  `xenup answers --migrate${path === answersName ? '' : ` -a ${visible(path)}`}`

/** The answers by the reason why they are written otherwise; the last reason of each counts. */
function changesIn(old: readonly OldAnswer[]) {
  const reasons = [...new Set(old.map(({ changes }) => changes.at(-1)!))]
  return reasons.map((change) => ({
    because: change.because,
    answers: old.filter(({ changes }) => changes.at(-1) === change),
  }))
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** A file rewritten in today's form: its text, and what changed, a line each. */
export interface Rewritten {
  readonly text: string
  readonly changes: readonly string[]
}

/** Rewrites a file that was read; undefined where it has today's form. */
export function rewritten({ document, version, old }: AnswersFile): Rewritten | undefined {
  if (version === currentVersion) return undefined
  const changes = old.map(({ was, key, line }) => `line ${line}: ${was} is ${key} now`)
  return { text: migratedText(document), changes }
}

/** Reads a layer, and rewrites it if it is old; nothing is written. */
export function rewrittenAt(path: string, { cwd }: Pick<Io, 'cwd'>) {
  const loaded = layerAt(path, cwd)
  if (!loaded) throw new UserError('there is no such answers file', { where: path, advice: 'Name one with -a.' })
  return { loaded, today: rewritten(loaded) }
}

/** An answer is to go into a file of an older form: that would mix two forms, or rewrite it unasked. */
export const notMixed = (file: string, version: number): UserError =>
  new UserError(
    `the file has version ${version} of the form, and an answer is to be saved in it, which today has version ${currentVersion}; it was left as it is`,
    { where: file, advice: `Rewrite it first, which keeps comments, order and quotes: ${rewriteCommand(file)}.` },
  )
