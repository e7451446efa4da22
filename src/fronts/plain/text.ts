/**
 * What the plain front end prints above a prompt: where we are, what the question is for, what is suggested and why.
 */
import type { BringUpScreen, ClashScreen, QuestionScreen, ReviewScreen } from '../../engine/screen.ts'
import { wrap } from '../../model/wrap.ts'
import {
  formatChecklist,
  formatClash,
  formatFinding,
  formatReview,
  formatTasks,
  formatTries,
  formatWritten,
} from '../format.ts'

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

export interface TextStyle {
  readonly isNewStep: boolean
  readonly columns: number
  readonly paint: Paint
  /** The page, drawn, when it was asked for. */
  readonly page: string | undefined
}

/** The text above a question; ends with a newline. */
export function questionText(screen: QuestionScreen, { isNewStep, columns, paint, page }: TextStyle): string {
  const width = Math.min(columns, 80) - 1
  const { step, suggestion, refusal, note, purpose, found } = screen
  const parts: string[] = []
  if (isNewStep)
    parts.push(
      paint.strong(`[${step.number}/${step.of}] ${step.title}`),
      paint.quiet('Type ? for an explanation, < to go back; Ctrl-C leaves, and all is saved.'),
    )
  if (isNewStep && step.number === 1)
    parts.push(
      paint.quiet(
        folded(
          'In a list h hints, m shows the map, c the commands to copy, f what would follow, t takes what is suggested for the rest of the step, T for all; where text is typed, ?h ?m ?c ?f ?t ?T do.',
          width,
        ),
      ),
    )
  if (note) parts.push(folded(note, width))
  for (const text of screen.followed ?? []) parts.push(folded(text, width))
  for (const finding of found) parts.push(paint.alarm(folded(formatFinding(finding), width)))
  if (refusal) parts.push(paint.alarm(folded(`Not taken: ${refusal}`, width)))
  if (page) parts.push(page.trimEnd())
  else if (!refusal && purpose !== '') parts.push(folded(purpose, width))
  // The gate asks whether they are done.
  if (screen.isGate && screen.tasks.length > 0 && !page && !refusal)
    parts.push('', ...formatTasks(screen).map((line) => wrap(line, width, '  ')), '')
  if (suggestion)
    parts.push(
      paint.quiet(
        folded(
          `Suggested: ${suggestion.text === '' ? 'nothing' : suggestion.text}, because ${suggestion.because}.${nothingHint(screen)}`,
          width,
        ),
      ),
    )
  return `\n${parts.join('\n')}\n`
}

/** The text of the review; ends with a newline. */
export function reviewText(screen: ReviewScreen, { columns, paint, page }: TextStyle): string {
  const { refusal } = screen
  const parts = [
    paint.strong('Look it over'),
    ...(screen.followed ?? []).map((text) => folded(text, Math.min(columns, 80) - 1)),
    ...(refusal ? [paint.alarm(folded(refusal, Math.min(columns, 80) - 1))] : []),
    page?.trimEnd() ?? formatReview(screen, columns).trimEnd(),
  ]
  return `\n${parts.join('\n')}\n\n`
}

/** A file that clashes; ends with a newline. */
export function clashText(screen: ClashScreen, { columns, paint, page }: TextStyle): string {
  const width = Math.min(columns, 80) - 1
  const [head = '', ...rest] = formatClash(screen)
  const parts = [
    paint.strong(folded(head, width)),
    ...(screen.refusal ? [paint.alarm(folded(screen.refusal, width))] : []),
    ...(page === undefined ? rest.map((line) => wrap(line, width, '    ')) : [page.trimEnd()]),
  ]
  return `\n${parts.join('\n')}\n\n`
}

/** What was written, and the checklist of the console; ends with a newline. */
export function bringUpText(screen: BringUpScreen, { columns, paint, page }: TextStyle): string {
  const width = Math.min(columns, 80) - 1
  const { refusal, note } = screen
  const parts = [
    ...formatWritten(screen),
    ...(refusal ? [paint.alarm(folded(refusal, width))] : []),
    ...(note ? [note] : []),
    ...(page === undefined ? [] : [page.trimEnd()]),
    ...(screen.rehearsed === undefined ? [] : [folded(`In QEMU: ${screen.rehearsed}`, width)]),
    ...(screen.watched === undefined ? [] : [folded(`On the console: ${screen.watched}`, width)]),
    ...(screen.expects.length > 0
      ? [
          '',
          paint.strong('The console must show, in this order:'),
          ...formatChecklist(screen).map((line) => wrap(line, width, '   ')),
        ]
      : []),
    ...formatTries(screen).map((line) => wrap(line, width, '   ')),
  ]
  return `\n${parts.join('\n')}\n\n`
}

/** Hints, from a nudge to the answer. */
export async function hintsText(
  { hints }: QuestionScreen,
  columns: number,
  page: (markdown: string, width: number) => Promise<string>,
): Promise<string> {
  const drawn = await Promise.all(hints.map((hint) => page(hint, Math.min(columns, 80) - 1)))
  return `\n${drawn.map((text, index) => `Hint ${index + 1} of ${hints.length}. ${text.trimEnd()}`).join('\n\n')}\n\n`
}

/** Lines that were told, wrapped; ends with a newline. */
export const formattedText = (lines: readonly string[], columns: number): string =>
  `\n${lines.map((line) => wrap(line, Math.min(columns, 80) - 1, '  ')).join('\n')}\n\n`

const nothingHint = ({ mayBeEmpty, suggestion }: QuestionScreen): string =>
  mayBeEmpty && suggestion?.text !== '' ? ' Type "" for nothing.' : ''

/** One paragraph, however it was broken before. */
const folded = (text: string, width: number): string => wrap(text.trim().replace(/\s+/g, ' '), width)
