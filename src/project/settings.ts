/** What `--set` says, as answers; a key that is called otherwise today is understood, and told. */
import { parseSetting } from '../answers/set.ts'
import type { Answers } from '../model/answers.ts'
import type { Io } from '../model/io.ts'
import { wrap } from '../model/wrap.ts'

/** The answers of `--set`, the last of each key. Throws UserError for one that cannot be taken. */
export function settingsOf(texts: readonly string[] | undefined, io: Pick<Io, 'err' | 'columns'>): Answers {
  const settings = (texts ?? []).map(parseSetting)
  for (const { key, was } of settings)
    if (was !== undefined) io.err(`${wrap(`xenup: --set ${was}: it is called ${key} now`, io.columns, '  ')}\n`)
  return Object.fromEntries(settings.map(({ key, value }) => [key, value]))
}
