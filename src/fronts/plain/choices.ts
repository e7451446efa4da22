/** The lines of a question's list, as Inquirer takes them: all of them, or those that match what was typed. */
import type { QuestionScreen } from '../../engine/screen.ts'
import { asSearched } from '../../model/searched.ts'

/** Stands for "type another value" in a list of offers; no answer can be this. */
export const another = Symbol('another')

type Offered = QuestionScreen['offers'][number]

/** A line of a list, as Inquirer takes it; why it cannot be picked is told in full unless other words are given. */
const choiceOf = ({ text, label, disabled }: Offered, why = disabled) => ({
  value: text as string | symbol,
  name: label === '' ? text : `${text}  ${label}`,
  short: text,
  ...(disabled !== undefined && { disabled: `(${why})` }),
})

/** A list with more lines than this is searched. */
export const mostToLookThrough = 12

/**
 * The offers that have all of a text in them, in any case, spaces and dashes being one; and the text itself, where it
 * is none of them.
 */
export function matching(
  { offers, answerKind, suggestion }: QuestionScreen,
  term: string,
): ReturnType<typeof choiceOf>[] {
  const wanted = asSearched(term)
  const isNearest = ({ text }: Offered): boolean =>
    term === '' ? text === suggestion?.text : asSearched(text).startsWith(wanted)
  const found = offers
    .filter(({ text, label }) => asSearched(`${text} ${label}`).includes(wanted))
    .sort((a, b) => Number(isNearest(b)) - Number(isNearest(a)))
  const isOffered = offers.some(({ text, disabled }) => text === term && disabled === undefined)
  return [
    // Reasons are long: they are told when few lines are left.
    ...found.map((offer) =>
      choiceOf(offer, found.length > 3 ? 'cannot be picked; type its name to see why' : offer.disabled),
    ),
    ...(term === '' || isOffered || answerKind === 'choice' ? [] : [choiceOf({ text: term, label: 'as typed' })]),
  ]
}

/** What can be picked: an earlier answer that is none of the offers first, and a way to type another value last. */
export function choicesOf({ offers, suggestion, answerKind }: QuestionScreen): ReturnType<typeof choiceOf>[] {
  const isOffered =
    suggestion === undefined || offers.some(({ text, disabled }) => text === suggestion.text && disabled === undefined)
  return [
    ...(isOffered ? [] : [choiceOf({ text: suggestion.text, label: 'as suggested' })]),
    ...offers.filter(({ text }) => isOffered || text !== suggestion.text).map((offer) => choiceOf(offer)),
    ...(answerKind === 'choice' ? [] : [{ value: another, name: 'another: type it', short: 'another' }]),
  ]
}
