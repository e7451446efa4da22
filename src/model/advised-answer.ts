/** The change of an answer that a page advises, and what it comes to for an answer that is there already. */
import { inTodaysForm, renamedKey } from './answer-forms.ts'
import { type AnswerKey, decisions, isAnswerKey, readAnswer } from './answers.ts'
import { parseSize, sizeWithUnit } from './quantity.ts'

/** `key=text`; of a size `key>=text` (at least, or twice what it is) and `key<=text` (at most, or half of it). */
export interface AdvisedAnswer {
  readonly key: AnswerKey
  readonly how: '=' | '>=' | '<='
  readonly text: string
  /** The key as the page has it, where it is called otherwise today. */
  readonly was?: string
}

/** Reads a page's `set`, also with a key that is called otherwise today; undefined for what is none. */
export function readAdvised(set: string): AdvisedAnswer | undefined {
  const [, written = '', how, given = ''] = /^([a-z0-9.-]{1,60}?)(<=|>=|=)(.*)$/.exec(set) ?? []
  const renamed = isAnswerKey(written) ? undefined : renamedKey(written)
  const { key, text } = renamed ? inTodaysForm(written, given, renamed.version - 1) : { key: written, text: given }
  if (!how || !isAnswerKey(key) || !readAnswer(key, text).ok) return undefined
  if (how !== '=' && decisions[key].kind !== 'size') return undefined
  return { key, how: how as AdvisedAnswer['how'], text, ...(renamed && { was: written }) }
}

/** The text of the answer; `now` is what is answered today. */
export function advisedText({ key, how, text }: AdvisedAnswer, now: string | undefined): string {
  if (now === undefined) return text
  if (decisions[key].kind === 'text') return withWords(now, text)
  const [wanted, present] = [parseSize(text), parseSize(now)]
  if (how === '=' || !wanted.ok || !present.ok) return text
  if (how === '>=') return present.bytes < wanted.bytes ? text : sizeWithUnit(present.bytes * 2n)
  return present.bytes > wanted.bytes ? text : sizeWithUnit(present.bytes / 2n)
}

/** A command line with these words, each in the place of what it said of the same name before. */
function withWords(line: string, words: string): string {
  const named = (word: string): string => word.split('=')[0]!
  const added = words.split(' ')
  const kept = line.split(' ').filter((word) => word !== '' && !added.some((one) => named(one) === named(word)))
  return [...kept, ...added].join(' ')
}
