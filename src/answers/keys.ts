/**
 * Keys as the file nests them, `guest.memory` as `memory` under `guest`, and what to say about a key that is none.
 */
import { type AnswerKey, answerKeys, isAnswerKey } from '../model/answers.ts'
import { nearest } from '../model/nearest.ts'

/** The key of the file's own version, beside the steps. */
export const versionKey = 'xenup'

/** The two halves of a key: what stands before its first dot is the step. */
export function split(key: string): { readonly step: string; readonly name: string } {
  const dot = key.indexOf('.')
  return { step: key.slice(0, dot), name: key.slice(dot + 1) }
}

/** The steps that have answers, in order. */
export const steps: readonly string[] = [...new Set(answerKeys.map((key) => split(key).step))]

/** The names under a step, in order; empty for a word that is no step. */
export const namesOf = (step: string): readonly string[] =>
  answerKeys.filter((key) => split(key).step === step).map((key) => split(key).name)

/** The key of a name under a step, if there is one. */
export function keyOf(step: string, name: string): AnswerKey | undefined {
  const key = `${step}.${name}`
  // The name may hold dots of its own, the step may not: `a.b` under `c` is not `a` of `c.b`.
  return isAnswerKey(key) && split(key).step === step ? key : undefined
}

/** What to do about a word at the top level that is no step. */
export function adviceOnStep(word: string): string {
  if (isAnswerKey(word)) return `write ${split(word).step}: and below it, indented, ${split(word).name}:`
  const owners = stepsWith(word)
  if (owners.length > 0) return `${word} belongs under ${either(owners)}, indented`
  const meant = nearest(word, [versionKey, ...steps])
  return meant ? `did you mean ${meant}?` : `the steps are ${steps.join(', ')}`
}

/** What to do about a word under a step that is no name of an answer there. */
export function adviceOnName(step: string, word: string): string {
  if (isAnswerKey(word) && split(word).step === step) return `write ${split(word).name}, without the ${step}.`
  const meant = nearest(word, namesOf(step))
  if (meant) return `did you mean ${meant}?`
  const owners = stepsWith(word)
  if (owners.length > 0) return `${word} belongs under ${either(owners)}`
  return `${step} has ${namesOf(step).join(', ')}`
}

/** What to do about a whole key, `step.name`, that is none. */
export function adviceOnKey(key: string): string {
  const { step, name } = split(key)
  const owners = stepsWith(key.includes('.') ? name : key)
  const meant = nearest(key, answerKeys)
  if (meant) return `did you mean ${meant}?`
  if (owners.length > 0)
    return `did you mean ${either(owners.map((owner) => `${owner}.${key.includes('.') ? name : key}`))}?`
  if (steps.includes(step)) return `${step} has ${namesOf(step).join(', ')}`
  return `a key is a step and a name, such as ${answerKeys[0]}; the steps are ${steps.join(', ')}`
}

const stepsWith = (name: string): readonly string[] => steps.filter((step) => namesOf(step).includes(name))

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
