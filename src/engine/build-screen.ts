/** `screen`: the session as a front end sees it. */
import { type AnswerKey, decisions, isLogKey, readAnswer, showAnswer } from '../model/answers.ts'
import { inOneLine } from '../model/file-kind-words.ts'
import { visible } from '../model/visible.ts'
import type { QuestionScreen, ShownStep, ShownTask } from './screen.ts'
import { type Asked, positionOf, type Session } from './session.ts'
import { stepStates } from './states.ts'
import type { Situation, Step } from './step.ts'
import { suggestionFor } from './suggestion.ts'

/** The pages' words; passed in, because the session knows no files. All but `purpose` is Markdown. */
export interface Words {
  /** What the question is for, one plain paragraph. */
  purpose(step: string, key: string): string
  /** Its whole section with sources. */
  page(step: string, key: string): string | undefined
  /** The part of it that tells how to find out. */
  howTo(step: string, key: string): string
  /** How long the step usually takes, on a board or on a model. */
  minutes(step: string, onModel: boolean): number | undefined
  /** Who uses the answer. */
  usedBy(key: AnswerKey): readonly string[]
}

/** The open question as a screen; nothing when all are answered. */
export function questionScreen(session: Session, words: Words): QuestionScreen | undefined {
  const { open, answered } = positionOf(session)
  if (!open) return undefined
  const { step, question, situation } = open
  const { key } = question
  const suggestion = suggestionFor(session, open)
  const last = answered.at(-1)?.question.key
  const read = last && session.learnt[last]
  const page = words.page(step.id, key)
  const isPath = decisions[key].kind === 'path'
  const map = mapOf(session, words)
  return {
    kind: 'question',
    step: { id: step.id, title: step.title, ...placeOf(step, map) },
    key,
    title: question.title,
    purpose: words.purpose(step.id, key),
    answerKind: decisions[key].kind,
    form: form(key, isPath && question.refuse?.('none' as never, situation) === undefined),
    offers: (question.offers?.(situation) ?? []).map(({ value, label, disabled }) => ({
      text: showAnswer(key, value),
      label: visible(label),
      ...(disabled && { disabled: visible(disabled) }),
    })),
    ...(suggestion && {
      suggestion: { text: showAnswer(key, suggestion.value), because: visible(suggestion.because) },
    }),
    ...(session.refusal && { refusal: visible(session.refusal) }),
    ...(read && { note: visible(`${inOneLine(read)}.`) }),
    mayBeEmpty: readAnswer(key, '').ok,
    found: [],
    ...(page !== undefined && { page }),
    isExplaining: session.explaining ?? false,
    hints: hints(open, session, words),
    usedBy: words.usedBy(key),
    tasks: tasksOf(step, situation, words),
    isGate: step.gate === key,
    isLog: isLogKey(key),
    map,
  }
}

/** Which of the steps that apply it is. */
export function placeOf(
  step: Pick<Step, 'id'>,
  map: readonly ShownStep[],
): Pick<QuestionScreen['step'], 'number' | 'of'> {
  const needed = map.filter(({ state }) => state !== 'not-needed')
  return { number: needed.findIndex(({ id }) => id === step.id) + 1, of: needed.length }
}

/** What an answer is, for those who type it. */
function form(key: AnswerKey, mayBeNone: boolean): string {
  switch (decisions[key].kind) {
    case 'size':
      return 'a size with its unit, in whole MiB: 768M, 2G'
    case 'address':
      return 'an address in hexadecimal: 0x42000000'
    case 'count':
      return visible(wantedOf(key))
    case 'path':
      return mayBeNone ? 'a file on this machine, or none' : 'a file on this machine'
    case 'text':
      return readAnswer(key, '').ok ? 'text; it may be empty' : 'text'
    case 'choice':
      return 'one of the list'
  }
}

/** The bounds of a count, in the words in which a wrong one is refused. */
function wantedOf(key: AnswerKey): string {
  const refused = readAnswer(key, '-')
  return refused.ok ? 'a number' : refused.says.replace(/^is not /, '')
}

/** A nudge, how to find out, the answer for this board. */
function hints(open: Asked, session: Session, words: Words): readonly string[] {
  const { step, question } = open
  const suggestion = suggestionFor(session, open)
  const howTo = words.howTo(step.id, question.key)
  return [
    words.purpose(step.id, question.key),
    howTo,
    suggestion
      ? `\`${showAnswer(question.key, suggestion.value) || '""'}\`, because ${visible(suggestion.because)}.`
      : 'Nothing that was read tells the answer; it has to be found out as the hint before says.',
  ].filter((text) => text !== '')
}

/** Tasks of a step that apply. */
export function tasksOf(step: Step, situation: Situation, words: Words): readonly ShownTask[] {
  return (step.tasks ?? [])
    .filter((task) => task.when?.(situation) ?? true)
    .map((task) => {
      const page = words.page(step.id, `${step.id}.${task.id}`)
      return {
        id: task.id,
        title: task.title,
        where: task.where,
        commands: task.commands(situation).map((line) => visible(line)),
        expects: (task.expects?.(situation) ?? []).map(({ line, proves }) => ({
          line: visible(line),
          proves: visible(proves),
        })),
        ...(page !== undefined && { page }),
      }
    })
}

/** The map: every step with its state, and the questions that can be jumped to. */
export function mapOf(
  session: Session,
  words: Pick<Words, 'minutes'>,
  proofs: Readonly<Record<string, string>> = {},
): readonly ShownStep[] {
  const { open } = positionOf(session)
  // Where the user jumped back nothing of what was answered is lost.
  const { answered } = positionOf(session.jumpedFrom ?? session)
  const target = session.saved['goal.target']
  const onModel = target !== undefined && target !== 'hardware'
  const asked = new Set(answered.map(({ question }) => question.key))
  return stepStates(session, proofs).map((mapped): ShownStep => {
    const step = session.steps.find(({ id }) => id === mapped.id)!
    const minutes = words.minutes(mapped.id, onModel)
    const restsOn = mapped.restsOn?.map((id) => session.steps.find((one) => one.id === id)?.title ?? id).join(', ')
    const reason = mapped.reason ?? (restsOn === undefined ? undefined : `rests on what is still open: ${restsOn}`)
    return {
      id: mapped.id,
      title: mapped.title,
      state: mapped.state,
      ...(reason !== undefined && { reason: visible(reason) }),
      ...(minutes !== undefined && { minutes }),
      questions:
        mapped.state === 'not-needed'
          ? []
          : step.questions.flatMap(({ key, title }) => {
              const isOpen = open?.question.key === key
              const earlier = session.saved[key]
              if (!isOpen && !asked.has(key) && !(mapped.state === 'ahead' || mapped.state === 'here')) return []
              if (!isOpen && !asked.has(key) && earlier === undefined) return []
              return [
                {
                  key,
                  title,
                  isOpen,
                  ...(earlier !== undefined && { answer: visible(showAnswer(key, earlier as never)) }),
                },
              ]
            }),
    }
  })
}
