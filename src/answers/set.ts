/** An answer given on the command line: `--set guest.memory=512M`. */
import { inTodaysForm, renamedKey } from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, isAnswerKey } from '../model/answers.ts'
import { UserError } from '../model/user-error.ts'
import { adviceOnKey } from './keys.ts'
import { quote, word } from './problem.ts'
import { judge } from './validate.ts'

/** One answer with its key. */
export type Setting = {
  readonly [K in AnswerKey]: {
    readonly key: K
    readonly value: NonNullable<Answers[K]>
    /** The key that was written, where it is called otherwise today. */
    readonly was?: string
  }
}[AnswerKey]

/** Reads `key=value`, split at the first equals sign; the value is refused like the file's, with UserError. */
export function parseSetting(text: string): Setting {
  const where = '--set'
  const sign = text.indexOf('=')
  if (sign < 0)
    throw new UserError(`${quote(text)} has no =`, {
      where,
      advice: 'Write a key and a value, such as --set guest.memory=512M.',
    })
  const written = text.slice(0, sign)
  const renamed = isAnswerKey(written) ? undefined : renamedKey(written)
  const today = renamed ? inTodaysForm(written, text.slice(sign + 1), renamed.version - 1) : undefined
  const key = today?.key ?? written
  if (!isAnswerKey(key)) throw new UserError(`there is no answer ${word(key) || '""'}; ${adviceOnKey(key)}`, { where })
  const reading = judge(key, today?.text ?? text.slice(sign + 1), written)
  if (!reading.ok) throw new UserError(reading.says, { where })
  return { key, value: reading.value, ...(today && { was: written }) } as Setting
}
