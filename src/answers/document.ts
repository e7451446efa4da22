/** The answers file as text that people edit: a fresh one, and one that is written again with other answers. */
import { type AnswerKey, type Answers, answerKeys, showAnswer } from '../model/answers.ts'
import { withAnswer } from './edit.ts'
import { versionKey } from './keys.ts'
import { type AnswersDocument, readAnswersFile } from './read.ts'
import { parted } from './source.ts'
import { currentVersion } from './version.ts'

export type { AnswersDocument } from './read.ts'

/** The schema's file name; it stands beside the answers file, so that editors find it without a network. */
export const schemaFile = 'xenup.answers.schema.json'

const opening = `# yaml-language-server: $schema=./${schemaFile}
# $schema: ./${schemaFile}
# Your answers to xenup. Change them as you like: comments, blank lines and order are kept.
${versionKey}: ${currentVersion}
`

/**
 * The text of the file with these answers.
 *
 * Only what differs is touched: a value that reads back to the same answer keeps its spelling, a key that `answers`
 * does not have stays. To go on from the result, read it again.
 */
export function setAnswers(document: AnswersDocument, answers: Answers): string {
  const { answers: before } = readAnswersFile(document.text, document.file)
  const wanted = (key: AnswerKey): string | undefined => show(key, answers) ?? show(key, before)
  const changed = answerKeys.filter((key) => wanted(key) !== show(key, before))
  const [mark, body] = parted(document.text)
  const text = mark + changed.reduce((edited, key) => withAnswer(edited, key, wanted(key)!), body)
  const { answers: after } = readAnswersFile(text, document.file)
  // The user's file is not left to hope: what would not read back is never handed out to be saved.
  const wrong = answerKeys.find((key) => show(key, after) !== wanted(key))
  if (wrong) throw new Error(`${wrong} does not read back from the answers file as it was given`)
  return text
}

/** The text of a new file: modelines for editors, the version, and the answers, each below what it is about. */
export const newAnswersText = (answers: Answers): string => setAnswers({ file: 'new answers', text: opening }, answers)

function show(key: AnswerKey, answers: Answers): string | undefined {
  const value = answers[key]
  return value === undefined ? undefined : showAnswer(key, value)
}
