/**
 * A file of an older form in today's: each change is made where it stands, and every other character is left as it is.
 */
import { isAlias, isScalar, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { type AnswerForm, answerForms, type FormChange, formsAfter } from '../model/answer-forms.ts'
import { answerKeys, showAnswer } from '../model/answers.ts'
import { pairOf, withText } from './edit.ts'
import { split, versionKey } from './keys.ts'
import { type AnswersDocument, readAnswersFile } from './read.ts'
import { withoutAnswer } from './remove.ts'
import { serializeText } from './serialize.ts'
import { parted } from './source.ts'
import { parseSound } from './syntax.ts'
import { readersComment, readersOf } from './version.ts'

/** The text of a file that was read, in today's form; the same text where it is that already. */
export function migratedText({ file, text }: AnswersDocument, forms: readonly AnswerForm[] = answerForms): string {
  const before = readAnswersFile(text, file, forms)
  const [mark, body] = parted(text)
  const later = formsAfter(before.version, forms)
  if (later.length === 0) return text
  const changed = later.flatMap(({ changes }) => changes).reduce(withChange, body)
  const migrated = mark + withVersion(changed, later.at(-1)!)
  // The user's file is not left to hope.
  const after = readAnswersFile(migrated, file, forms).answers
  const wrong = answerKeys.find((key) => shown(before.answers[key], key) !== shown(after[key], key))
  if (wrong) throw new Error(`${wrong} does not read back from the answers file as it was before it was rewritten`)
  return migrated
}

const shown = (value: unknown, key: (typeof answerKeys)[number]): string | undefined =>
  value === undefined ? undefined : showAnswer(key, value as never)

function withChange(text: string, { renames = {}, values = {} }: FormChange): string {
  const renamed = Object.entries(renames).reduce((edited, [from, to]) => withKey(edited, from, to), text)
  return Object.entries(values).reduce((edited, [key, texts]) => {
    const now = textOf(edited, key)
    return now !== undefined && Object.hasOwn(texts, now)
      ? withText(edited, key, (surroundings) => serializeText(texts[now]!, surroundings))
      : edited
  }, renamed)
}

/** One key called otherwise; under another step it is moved there, with its comments where it comes to stand in lines. */
function withKey(text: string, from: string, to: string): string {
  const pair = answerAt(text, from)
  if (!pair) return text
  if (split(from).step === split(to).step) return respelt(text, pair.key as Scalar, split(to).name)
  const value = textOf(text, from)!
  const { rest, comments } = withoutAnswer(text, from, isInBrackets(text, split(to).step))
  return withText(rest, to, (surroundings) => serializeText(value, surroundings), comments)
}

/** True where a new answer of a step would stand in brackets, which have no place for comments. */
function isInBrackets(text: string, step: string): boolean {
  const root = parseSound(text).contents as YAMLMap
  const map = (pairOf(root, step)?.value ?? root) as YAMLMap
  return map.flow === true
}

/** The number, and behind it who reads that version, where no comment of the user's stands. */
function withVersion(text: string, form: AnswerForm): string {
  const root = parseSound(text).contents as YAMLMap
  const number = pairOf(root, versionKey)!.value as Scalar
  const edited = respelt(text, number, String(form.version))
  if (root.flow) return edited
  const end = number.range![1] + edited.length - text.length
  const after = /^[^\r\n]*/.exec(edited.slice(end))![0]
  const isFree = after.trim() === '' || readersComment.test(after)
  return isFree ? `${edited.slice(0, end)} ${readersOf(form)}${edited.slice(end + after.length)}` : edited
}

/** A scalar with another word, in the quotes that it has. */
function respelt(text: string, scalar: Scalar, word: string): string {
  const [start, end] = scalar.range!
  const quote = /["']/.exec(text[start]!)?.[0] ?? ''
  return text.slice(0, start) + quote + word + quote + text.slice(end)
}

function answerAt(text: string, key: string): Pair | undefined {
  const { step, name } = split(key)
  const map = pairOf(parseSound(text).contents as YAMLMap, step)?.value
  return map ? pairOf(map as YAMLMap, name) : undefined
}

/** The text of an answer, or of what its alias stands for. */
function textOf(text: string, key: string): string | undefined {
  const yaml = parseSound(text)
  const value = answerAt(text, key)?.value as Node | undefined
  const meant = isAlias(value) ? value.resolve(yaml) : value
  return isScalar(meant) ? (meant.source ?? '') : undefined
}
