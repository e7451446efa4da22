/** The answers file as text that people edit: a fresh one, and one that is written again with other answers. */
import { answerForms, currentVersion } from '../model/answer-forms.ts'
import { type AnswerKey, type Answers, answerKeys, decisions, showAnswer } from '../model/answers.ts'
import { withAnswer } from './edit.ts'
import { split, steps, versionKey } from './keys.ts'
import { migratedText } from './migrate.ts'
import { type AnswersDocument, type AnswersFile, readAnswersFile } from './read.ts'
import { serialize } from './serialize.ts'
import { parted } from './source.ts'
import { readersOf } from './version.ts'

export type { AnswersDocument } from './read.ts'

/** The schema's file name; it stands beside the answers file, so that editors find it without a network. */
export const schemaFile = 'xenup.answers.schema.json'

const opening = `# yaml-language-server: $schema=./${schemaFile}
# $schema: ./${schemaFile}
# Your answers to xenup. Change them as you like: comments, blank lines and order are kept.
${versionKey}: ${currentVersion} ${readersOf(answerForms.at(-1)!)}
`

/**
 * The text of the file with these answers.
 *
 * Only what differs is touched: a value that reads back to the same answer keeps its spelling, a key that `answers`
 * does not have stays. One of an older form comes out in today's, for versions are not mixed. To go on from the result,
 * read it again. `before` is what the text says, where it is known.
 */
export function setAnswers(
  document: AnswersDocument,
  answers: Answers,
  read: Pick<AnswersFile, 'version' | 'answers'> = readAnswersFile(document.text, document.file),
): string {
  const { answers: before } = read
  const wanted = (key: AnswerKey): string | undefined => show(key, answers) ?? show(key, before)
  const changed = answerKeys.filter((key) => wanted(key) !== show(key, before))
  const isOld = read.version < currentVersion
  if (changed.length === 0 && !isOld) return document.text
  const [mark, body] = parted(isOld ? migratedText(document) : document.text)
  const text = mark + changed.reduce((edited, key) => withAnswer(edited, key, wanted(key)!), body)
  return readBack({ file: document.file, text }, wanted)
}

/**
 * The text of a new file: modelines for editors, the version, and the answers, each below what it is about. The same as
 * {@link setAnswers} would make of an empty file, without reading it once for each answer.
 */
export function newAnswersText(answers: Answers): string {
  const blocks = steps.map((step) => {
    const lines = answerKeys
      .filter((key) => split(key).step === step && answers[key] !== undefined)
      .flatMap((key) => [
        `  # ${decisions[key].about}`,
        `  ${split(key).name}: ${serialize(key, show(key, answers)!, 'lines')}`,
      ])
    return lines.length === 0 ? '' : `\n${step}:\n${lines.join('\n')}\n`
  })
  return readBack({ file: 'new answers', text: opening + blocks.join('') }, (key) => show(key, answers))
}

/** A text whose answers are the wanted ones. The user's file is not left to hope: another is never given out. */
function readBack({ file, text }: AnswersDocument, wanted: (key: AnswerKey) => string | undefined): string {
  const { answers } = readAnswersFile(text, file)
  const wrong = answerKeys.find((key) => show(key, answers) !== wanted(key))
  if (wrong) throw new Error(`${wrong} does not read back from the answers file as it was given`)
  return text
}

function show(key: AnswerKey, answers: Answers): string | undefined {
  const value = answers[key]
  return value === undefined ? undefined : showAnswer(key, value)
}
