/** The map of steps: how it is drawn, and where it leads. */
import type { Screen, ShownStep } from '../../engine/screen.ts'
import { matches } from './choice.ts'
import { fit } from './fit.ts'
import type { Theme } from './theme.ts'

/** A place to jump to. */
export interface Jump {
  readonly key: string
  readonly isOpen: boolean
}

/** A line of the map. */
interface MapLine {
  readonly step: ShownStep
  /** Missing for the step's own line. */
  readonly question?: ShownStep['questions'][number]
  readonly jump?: Jump
}

/** Steps with their questions as far as they were answered; a search leaves what fits. */
function linesOf(screen: Screen, filter = ''): readonly MapLine[] {
  return screen.map.flatMap((step): MapLine[] => {
    const questions = step.questions
      .filter(({ key, title, answer }) => matches(`${step.title} ${key} ${title} ${answer ?? ''}`, filter))
      .map(
        (question): MapLine => ({
          step,
          question,
          jump: { key: question.key, isOpen: question.isOpen && screen.kind === 'question' },
        }),
      )
    const own = matches(`${step.id} ${step.title}`, filter)
    if (!own && questions.length === 0) return []
    const end =
      step.id === 'review' && (screen.kind !== 'question' || step.state !== 'not-needed')
        ? { jump: { key: 'review', isOpen: screen.kind === 'review' } }
        : step.canGo
          ? { jump: { key: step.id, isOpen: screen.kind === 'bring-up' } }
          : {}
    return [{ step, ...end }, ...questions]
  })
}

/** Where the map leads, in its order. */
export const jumps = (screen: Screen, filter?: string): readonly Jump[] =>
  linesOf(screen, filter).flatMap(({ jump }) => jump ?? [])

/** Which of the targets the cursor is on: where it was moved to, or the open question. */
export const jumpAt = (targets: readonly Jump[], at: number | undefined): number =>
  Math.max(0, Math.min(at ?? targets.findIndex(({ isOpen }) => isOpen), targets.length - 1))

const words = {
  here: 'here',
  done: 'done',
  open: 'still open',
  'rests-on': 'done',
  ahead: '',
  'not-needed': 'not needed',
} as const

/** The map with a cursor: each step with its state in a sign and in a word. */
export function mapLines(
  screen: Screen,
  { filter, at }: { readonly filter: string | undefined; readonly at: number | undefined },
  width: number,
  theme: Theme,
): { readonly lines: readonly string[]; readonly cursor: number } {
  const all = linesOf(screen, filter)
  const targets = jumps(screen, filter)
  const chosen = targets[jumpAt(targets, at)]?.key
  let cursor = 0
  const lines = all.flatMap(({ step, question, jump }, index) => {
    const isChosen = jump !== undefined && jump.key === chosen
    if (isChosen) cursor = index
    const mark = (text: string) => (isChosen ? theme.chosen(text) : text)
    if (question) {
      const text = fit(
        `${isChosen ? theme.marks.pointer : ' '}   ${question.answer === undefined || question.isOpen ? question.title : `${nameOf(question.key)}: ${question.answer === '' ? '""' : question.answer}`}`,
        width,
        theme.marks.cut,
      )
      return [mark(question.isOpen ? theme.accent(text) : text)]
    }
    return [mark(stepLine(step, width, theme, isChosen))]
  })
  return { lines, cursor }
}

/** The map at a glance, for the side: steps only. */
export const mapGlance = (screen: Screen, width: number, theme: Theme): readonly string[] => [
  ...screen.map.map((step) => stepLine(step, width, theme, false)),
  '',
  theme.quiet(fit(progressWords(screen), width, theme.marks.cut)),
]

function stepLine(step: ShownStep, width: number, theme: Theme, isChosen: boolean): string {
  const time =
    step.minutes !== undefined && (step.state === 'here' || step.state === 'ahead') ? ` ${step.minutes} min` : ''
  const state = step.reason !== undefined && step.state === 'rests-on' ? 'unproven' : words[step.state]
  const tail = state === '' ? time : ` ${state}${step.state === 'here' ? time : ''}`
  const head = fit(
    `${isChosen ? theme.marks.pointer : ' '}${theme.marks.states[step.state]} ${step.title}`,
    width - tail.length,
    theme.marks.cut,
  )
  const line = head + ' '.repeat(Math.max(0, width - tail.length - head.length)) + tail
  switch (step.state) {
    case 'here':
      return theme.strong(line)
    case 'done':
      return theme.good(line)
    case 'open':
    case 'rests-on':
      return theme.warn(line)
    default:
      return theme.quiet(line)
  }
}

/** `3 of 12 steps, about 20 min left`, in half hours where it is long. */
export function progressWords(screen: Screen): string {
  const needed = screen.map.filter(({ state }) => state !== 'not-needed')
  const done = needed.filter(({ state }) => state === 'done' || state === 'rests-on' || state === 'open').length
  const left = needed
    .filter(({ state }) => state === 'here' || state === 'ahead')
    .reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  return `${done} of ${needed.length} steps${left > 0 ? `, about ${left >= 90 ? `${Math.round(left / 30) / 2} h` : `${left} min`} left` : ''}`
}

/** The name within its step. */
const nameOf = (key: string): string => key.split('.')[1] ?? key
