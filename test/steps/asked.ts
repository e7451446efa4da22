/** One question of the real steps, asked in a situation made by hand. */
import type { Situation } from '../../src/engine/step.ts'
import { type AnswerKey, readAnswer, showAnswer } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { type Typed, valuesOf } from '../engine/walk.ts'
import { boards, teach } from './boards.ts'

/** A situation from texts: files that the answers name are read, the device tree stands in for the board's page. */
export function situation(typed: Typed = {}): Situation {
  const answers = valuesOf(typed)
  const files = Object.fromEntries(
    (['dtb.file', 'xen.file', 'dom0-kernel.file'] as const).flatMap((key) => {
      const name = typed[key]
      return name === undefined || name === 'none' ? [] : [[key, teach(name)]]
    }),
  ) as Situation['files']
  const board = boards.find(
    ({ id }) => id === (typed['board.id'] ?? (typed['dtb.file'] === undefined ? 'qemu-virt-arm64' : 'other')),
  )
  const facts = files['dtb.file']?.facts ?? board?.facts ?? {}
  return { answers, files, nearby: [], board, boards, facts, arch: facts.arch?.value ?? 'arm64' }
}

/** A board by its tree. */
export const onBoard = (file: string, typed: Typed = {}): Situation =>
  situation({ 'goal.target': 'hardware', 'board.id': 'other', 'dtb.source': 'file', 'dtb.file': file, ...typed })

function questionFor(key: AnswerKey) {
  const found = steps.flatMap(({ questions }) => questions).find((one) => one.key === key)
  if (!found) throw new Error(`no step asks ${key}`)
  return found
}

/** What is suggested, as text, and why; nothing when nothing is. */
export function suggested(key: AnswerKey, where: Situation): readonly [text: string, because: string] | undefined {
  const suggestion = questionFor(key).suggest(where)
  return suggestion && [showAnswer(key, suggestion.value), suggestion.because]
}

/** What is offered: the text, and the reason why it cannot be picked where there is one. */
export const offered = (key: AnswerKey, where: Situation): readonly (readonly [text: string, disabled?: string])[] =>
  (questionFor(key).offers?.(where) ?? []).map(({ value, disabled }) =>
    disabled === undefined ? [showAnswer(key, value)] : [showAnswer(key, value), disabled],
  )

/** What each offer is said to mean. */
export const labels = (key: AnswerKey, where: Situation): readonly string[] =>
  (questionFor(key).offers?.(where) ?? []).map(({ label }) => label)

/** What is said against a text; nothing when it is taken. */
export function refused(key: AnswerKey, text: string, where: Situation): string | undefined {
  const reading = readAnswer(key, text)
  if (!reading.ok) throw new Error(`${text} is no ${key} at all: ${reading.says}`)
  return questionFor(key).refuse?.(reading.value as never, where)
}

/** Whether it is asked at all. */
export const isAsked = (key: AnswerKey, where: Situation): boolean => {
  const step = steps.find(({ id }) => key.startsWith(`${id}.`))!
  return (step.when?.(where) ?? true) && (questionFor(key).when?.(where) ?? true)
}
