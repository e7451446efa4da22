/**
 * The wizard as a state machine: `advance` is the only place that changes a session, and it changes a copy.
 *
 * An earlier answer is a suggestion: going back unsettles a question and deletes nothing. Which questions are asked
 * follows from the settled answers each time, so there is nothing to invalidate.
 */
import {
  type AnswerKey,
  type Answers,
  answerKeys,
  decisions,
  isAnswerKey,
  readAnswer,
  showAnswer,
} from '../model/answers.ts'
import type { Arch } from '../model/arch.ts'
import { type BoardPage, boardFor, treeFacts } from '../model/board.ts'
import type { ParsedFile } from '../model/facts.ts'
import { visible } from '../model/visible.ts'
import type { Advice, Asked, Session } from './session-state.ts'
import type { Situation, Step } from './step.ts'
import { suggestionFor } from './suggestion.ts'

export type { Asked, Lane, Session } from './session-state.ts'

/** An event with what the reading of a file came to, which the session cannot do by itself. */
export type SessionEvent =
  | { readonly kind: 'answer'; readonly text: string; readonly learnt?: ParsedFile }
  | { readonly kind: 'refuse'; readonly says: string }
  | { readonly kind: 'back' }
  /** To the question with this key, or to the first question of the step with this id. */
  | { readonly kind: 'jump'; readonly to: string; readonly advised?: Advice }
  | { readonly kind: 'explain' }

/** Where a session stands: what was asked and answered, and what is open. */
export interface Position {
  readonly answered: readonly Asked[]
  /** The open question; missing when all are answered. */
  readonly open?: Asked
  /** After the last answer. */
  readonly situation: Situation
}

/** A new walk; `saved` are earlier answers, and `set` those that this run was told, which count before them. */
export const begin = (
  steps: readonly Step[],
  boards: readonly BoardPage[],
  saved: Answers = {},
  set: Answers = {},
): Session => ({
  steps,
  boards,
  saved: { ...saved, ...set },
  setKeys: answerKeys.filter((key) => set[key] !== undefined),
  settled: [],
  learnt: {},
  taken: [],
  nearby: [],
})

const positions = new WeakMap<Session, Position>()

/**
 * Walks the steps from the start with the settled answers, to the first question that has none. A session never changes,
 * so this is done once for each.
 */
export function positionOf(session: Session): Position {
  const known = positions.get(session)
  if (known) return known
  const position = walked(session)
  positions.set(session, position)
  return position
}

/** The situation after the last question with everything as suggested; where nothing is suggested it ends there. */
export function expectedSituation(session: Session): Situation {
  const known = expected.get(session)
  const { situation } =
    known ?? walked(session, { from: positionOf(session), fill: (asked) => suggestionFor(session, asked)?.value })
  expected.set(session, known ?? { situation })
  return situation
}

const expected = new WeakMap<Session, { readonly situation: Situation }>()

/** How a walk goes on. */
interface Going {
  /** On from the open question of a session that differs in the answer to it alone, or in what `fill` answers. */
  readonly from?: Position
  /** Answers what is not settled; nothing does without it. */
  readonly fill?: (asked: Asked) => unknown
}

/** From the start, or on from somewhere. */
function walked(session: Session, { from, fill }: Going = {}): Position {
  const answered: Asked[] = from ? [...from.answered] : []
  let situation = from?.situation ?? situationOf(session, {})
  let { answers } = situation
  if (from && !from.open) return from
  let ahead = from?.open
  for (const step of ahead ? session.steps.slice(session.steps.indexOf(ahead.step)) : session.steps) {
    if (ahead ? step !== ahead.step : step.when && !step.when(situation)) continue
    for (const question of step.questions) {
      if (ahead ? question !== ahead.question : question.when && !question.when(situation)) continue
      ahead = undefined
      const { key } = question
      const asked = { step, question, situation }
      const decided = question.isDecided?.(situation, session.saved)
        ? (session.saved[key] ?? question.suggest(situation)?.value)
        : undefined
      const value = decided ?? (session.settled.includes(key) ? session.saved[key] : fill?.(asked))
      if (value === undefined) return { answered, open: asked, situation }
      answered.push(decided === undefined ? asked : { ...asked, isDecided: true })
      answers = { ...answers, [key]: value }
      situation = situationOf(session, answers)
    }
  }
  return { answered, situation }
}

/** The session after an event; a refused answer leaves it where it was, with the reason. */
export function advance(session: Session, event: SessionEvent): Session {
  const { refusal: _, explaining: __, ...calm } = session
  const position = positionOf(session)
  const { open, answered } = position
  // The same answers, the same place.
  positions.set(calm, position)
  switch (event.kind) {
    case 'back': {
      if (session.jumpedFrom) return session.jumpedFrom
      // What was not asked on the way here is not asked on the way back either.
      const at = answered.findLastIndex((asked) => !asked.isDecided && !session.taken.includes(asked.question.key))
      if (answered.length === 0)
        return { ...calm, refusal: 'This is the first question; Ctrl-C leaves, and everything is saved.' }
      return unsettled(calm, Math.max(0, at))
    }
    case 'jump':
      return jump(event.advised ? { ...calm, advised: event.advised } : calm, event.to)
    case 'explain':
      return { ...calm, explaining: true }
    case 'refuse':
      return { ...calm, refusal: event.says }
    case 'answer':
      return open ? answer(calm, open, event.text, event.learnt) : calm
  }
}

/** The walk back at the question with that place among the answered ones. */
function unsettled(session: Session, at: number): Session {
  const settled = positionOf(session)
    .answered.slice(0, at)
    .map(({ question }) => question.key)
  return { ...session, settled, taken: session.taken.filter((key) => settled.includes(key)) }
}

/** Back to a question that was answered, or on to one that was: the answers in between are taken as they were. */
function jump(session: Session, to: string): Session {
  const { answered } = positionOf(session)
  const isMeant = ({ step, question }: Asked): boolean => question.key === to || step.id === to
  // To what is decided already leads the question that decided it.
  const meant = answered.findIndex(isMeant)
  const at = answered.findLastIndex((asked, index) => index <= meant && !asked.isDecided)
  if (at >= 0) return { ...unsettled(session, at), jumpedFrom: session.jumpedFrom ?? session }
  for (let now = session; ; ) {
    const { open } = positionOf(now)
    // Past the last question lies the review.
    if (!open) return to === 'review' ? withoutJump(now) : { ...session, refusal: `${to} is not asked on this way.` }
    if (isMeant(open)) return withoutJump(now)
    const { key } = open.question
    const earlier = now.saved[key]
    const says = `"${open.question.title}" comes before that, and has no answer yet.`
    const learnt = now.learnt[key]
    if (earlier === undefined || (decisions[key].kind === 'path' && earlier !== 'none' && !learnt))
      return { ...now, refusal: says }
    const next = answer(now, open, showAnswer(key, earlier as never), learnt)
    if (next.refusal !== undefined) return next
    now = next
  }
}

function withoutJump({ jumpedFrom: _, carryTo: __, ...session }: Session): Session {
  return session
}

function answer(
  session: Session,
  { question, situation }: Asked,
  text: string,
  learnt: ParsedFile | undefined,
): Session {
  const { key } = question
  const read = readAnswer(key, text)
  if (!read.ok) return { ...session, refusal: `"${visible(text)}" ${read.says}` }
  const taught = { ...session.learnt, [key]: learnt }
  if (!learnt) delete taught[key]
  const says = question.refuse?.(read.value as never, {
    ...situation,
    files: { ...situation.files, ...(learnt && { [key]: learnt }) },
  })
  if (says) return { ...session, refusal: says }
  const { advised, jumpedFrom, ...rest } = session
  const next = {
    ...rest,
    ...(jumpedFrom && { carryTo: jumpedFrom }),
    ...(advised && advised.key !== key && { advised }),
    saved: { ...session.saved, [key]: read.value },
    settled: [...session.settled, key],
    learnt: taught,
  }
  positions.set(next, walked(next, { from: positionOf(session) }))
  return next
}

/** The answers that belong into the answers file: all but those that were given for this run alone. */
export const answersToKeep = ({ saved, setKeys }: Session): Answers =>
  Object.fromEntries(Object.entries(saved).filter(([key]) => !setKeys.includes(key as AnswerKey)))

/** What becomes of the answers that were given for this run alone, in a sentence; undefined where there are none. */
export function notKept({ setKeys }: Session): string | undefined {
  if (setKeys.length === 0) return undefined
  const [verb, object] = setKeys.length === 1 ? ['was', 'it'] : ['were', 'them']
  return `--set is for this run, so ${setKeys.join(', ')} ${verb} not saved; --save keeps ${object}`
}

/** The settled answers: those to questions that are still asked. */
export const settledAnswers = (session: Session): Answers => positionOf(session).situation.answers

function situationOf(session: Session, answers: Answers): Situation {
  const files = Object.fromEntries(
    Object.entries(session.learnt).filter(([key]) => isAnswerKey(key) && answers[key] !== undefined),
  )
  const tree = answers['dtb.file'] === undefined ? undefined : session.learnt['dtb.file']?.facts
  const chosen = session.boards.find(({ id }) => id === answers['board.id'])
  const board = chosen ?? (tree && boardFor(tree, session.boards))
  const facts = treeFacts(tree ?? board?.facts ?? {}, board)
  const arch: Arch = facts.arch?.value ?? board?.arch ?? answers['goal.arch'] ?? 'arm64'
  return { answers, files, nearby: session.nearby, board, boards: session.boards, facts, arch }
}
