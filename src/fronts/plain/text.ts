/** What the plain front end prints above a prompt: where we are, what the question is for, what is suggested and why. */
import type { QuestionScreen, ReviewScreen } from '../../engine/screen.ts'
import { wrap } from '../../model/wrap.ts'

/** Colours, or none: meaning is never in the colour alone. */
export interface Paint {
  strong(text: string): string
  quiet(text: string): string
  alarm(text: string): string
}

export const noPaint: Paint = { strong: (text) => text, quiet: (text) => text, alarm: (text) => text }

/** The four-bit palette, which light and dark themes both adapt. */
export const ansiPaint: Paint = {
  strong: (text) => `\x1b[1m${text}\x1b[22m`,
  quiet: (text) => `\x1b[2m${text}\x1b[22m`,
  alarm: (text) => `\x1b[31m${text}\x1b[39m`,
}

interface Look {
  readonly isNewStep: boolean
  readonly columns: number
  readonly paint: Paint
}

/** The text above a question; ends with a newline. */
export function questionText(screen: QuestionScreen, { isNewStep, columns, paint }: Look): string {
  const width = Math.min(columns, 80) - 1
  const { step, suggestion, refusal, note, page, purpose } = screen
  const parts: string[] = []
  if (isNewStep) parts.push(paint.strong(`[${step.number}/${step.of}] ${step.title}`), paint.quiet('Type ? for an explanation, < to go back; Ctrl-C leaves, and all is saved.'))
  if (note) parts.push(folded(note, width))
  if (refusal) parts.push(paint.alarm(folded(`Not taken: ${refusal}`, width)))
  if (page) parts.push(page.trimEnd())
  else if (!refusal && purpose !== '') parts.push(folded(purpose, width))
  if (suggestion) parts.push(paint.quiet(folded(`Suggested: ${suggestion.text === '' ? 'nothing' : suggestion.text}, because ${suggestion.because}.${nothingHint(screen)}`, width)))
  return `\n${parts.join('\n')}\n`
}

/** The text of the review; ends with a newline. */
export function reviewText({ report, refusal, page }: ReviewScreen, { columns, paint }: { readonly columns: number; readonly paint: Paint }): string {
  const parts = [paint.strong('Look it over'), ...(refusal ? [paint.alarm(folded(refusal, Math.min(columns, 80) - 1))] : []), page?.trimEnd() ?? report.trimEnd()]
  return `\n${parts.join('\n')}\n\n`
}

const nothingHint = ({ mayBeEmpty, suggestion }: QuestionScreen): string => (mayBeEmpty && suggestion?.text !== '' ? ' Type "" for nothing.' : '')

/** One paragraph, however it was broken before. */
const folded = (text: string, width: number): string => wrap(text.trim().replace(/\s+/g, ' '), width)
