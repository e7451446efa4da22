/** After goal and board: how much is to be asked of what is left. */
import { mapOf, placeOf, type Words } from '../engine/build-screen.ts'
import { replay } from '../engine/replay.ts'
import type { QuestionScreen } from '../engine/screen.ts'
import { positionOf, type Session } from '../engine/session.ts'
import { isFounded } from '../engine/take.ts'
import type { WalkContext } from './walk-context.ts'

/** True where the board is the last that was answered, and the user has not said yet. */
export function isLaneDue(session: Session): boolean {
  const { answered, open } = positionOf(session)
  return session.lane === undefined && open !== undefined && answered.at(-1)?.step.id === 'board'
}

/** Who went back to goal or board is asked again. */
export function laneOf(session: Session): Session {
  const { open } = positionOf(session)
  if (open?.step.id !== 'board' && open?.step.id !== 'goal') return session
  const { lane: _, ...rest } = session
  return session.jumpedFrom ? session : rest
}

/** The question of it, which no answers file keeps. */
export function laneScreen(session: Session, words: Words, { teach, library }: WalkContext): QuestionScreen {
  const { every, express } = countOf(session, teach)
  const { open } = positionOf(session)
  const step = session.steps.find(({ id }) => id === 'board')!
  const page = library.section('board', 'board.lane')?.markdown
  const map = mapOf(session, words).map((shown) => ({
    ...shown,
    questions: shown.questions.filter(({ key }) => key !== open?.question.key),
  }))
  return {
    kind: 'question',
    step: { id: step.id, title: step.title, ...placeOf(step, map) },
    key: 'lane',
    title: 'How much do you want to be asked?',
    purpose: words.purpose('board', 'board.lane'),
    answerKind: 'choice',
    form: 'one of the list',
    offers: [
      { text: 'express', label: `only what nothing here answers: ${express}` },
      { text: 'every', label: `everything, one by one: ${every}` },
    ],
    suggestion: {
      text: 'express',
      because: 'every answer that is taken for you is listed with its reason before anything is written',
    },
    mayBeEmpty: false,
    found: [],
    ...(page !== undefined && { page }),
    isExplaining: session.explaining ?? false,
    hints: [],
    usedBy: [],
    tasks: [],
    isGate: false,
    isLog: false,
    map,
  }
}

/** The screen is made anew whenever the cursor rests; the walk to its end is worked out once. */
const counted = new WeakMap<Session, ReturnType<typeof counts>>()

function countOf(session: Session, teach: WalkContext['teach']): ReturnType<typeof counts> {
  const known = counted.get(session) ?? counts(session, teach)
  counted.set(session, known)
  return known
}

/** How many questions are left on either way, as far as it can be told before a device tree is read. */
function counts(session: Session, teach: WalkContext['teach']): { readonly every: string; readonly express: string } {
  const before = positionOf(session).answered.length
  const { session: end, stoppedAt } = replay(session, teach, { takeSuggestions: true })
  const { answered } = positionOf(end)
  const rest = answered.slice(before)
  const asked = rest.filter((one) => !isFounded(session, one))
  const isWhole = stoppedAt === undefined && !positionOf(end).open
  const count = (number: number): string =>
    number === 0 ? 'nothing' : `${number} ${number === 1 ? 'question' : 'questions'}`
  return isWhole
    ? { every: count(rest.length), express: count(asked.length) }
    : { every: 'some fifty questions', express: `${count(asked.length + 1)} or a few more` }
}
