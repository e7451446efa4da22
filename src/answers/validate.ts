/** One answer's text, judged as the file and --set judge it: by its decision, and by what a file can hold. */
import type { Decision, Reading } from '../model/answer-kinds.ts'
import { type AnswerKey, type Answers, decisions, readAnswer } from '../model/answers.ts'
import { nearest } from '../model/nearest.ts'
import { invisible } from '../model/visible.ts'
import { quote } from './problem.ts'

/** Reads an answer's text; a refusal is a whole sentence with what to do, about the key as it was `written`. */
export function judge<K extends AnswerKey>(
  key: K,
  text: string,
  written: string = key,
): Reading<NonNullable<Answers[K]>> {
  // Half a character cannot be saved as UTF-8: it would come back as another one.
  if (/\p{Cs}/u.test(text))
    return { ok: false, says: `${written} ${quote(text)} has ${invisible(text)}, half of a character; write it again` }
  const reading = readAnswer(key, text)
  return reading.ok
    ? reading
    : { ok: false, says: `${written} ${quote(text)} ${reading.says}${advice(key, text, reading.says)}` }
}

function advice(key: AnswerKey, text: string, says: string): string {
  const decision: Decision<unknown> = decisions[key]
  const meant = nearest(text, [...(decision.values ?? []), ...(decision.others ?? [])])
  if (meant) return `; did you mean ${meant}?`
  return says.includes(';') ? '' : '; correct it, or leave it out and be asked'
}
