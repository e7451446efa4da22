import { describe, expect, test } from 'vitest'
import { questionScreen } from '../../src/engine/build-screen.ts'
import { type Asked, positionOf, type Session } from '../../src/engine/session.ts'
import type { Decision } from '../../src/model/answer-kinds.ts'
import { type AnswerKey, answerKeys, decisions, readAnswer, showAnswer } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { conversations, enter, openKey, settledTexts, start, type Typed, type, words } from './walk.ts'

const ids = steps.map(({ id }) => id)
const asked = steps.flatMap((step) => step.questions.map((question) => ({ step, question })))

describe('the graph of the steps', () => {
  test('has each id once', () => {
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(steps.map((step) => [step.id, step] as const))(
    '%s comes after steps that stand before it, so there is no cycle',
    (id, { after }) => {
      for (const earlier of after) {
        expect(
          ids.slice(0, ids.indexOf(id)),
          `steps/${id}.ts names ${earlier} in after: list it before ${id} in steps/index.ts, or take it out`,
        ).toContain(earlier)
      }
    },
  )

  test('has one beginning, from which every step is reached, and one end, to which every step leads', () => {
    expect(steps.filter(({ after }) => after.length === 0).map(({ id }) => id)).toEqual([ids[0]])
    const leadsOn = new Set(steps.flatMap(({ after }) => after))
    expect(ids.filter((id) => !leadsOn.has(id))).toEqual([ids.at(-1)])
  })

  test.each(asked.map((one) => [one.question.key, one] as const))(
    'asks %s in the step that its key names',
    (key, { step, question }) => {
      expect(key.startsWith(`${step.id}.`), `steps/${step.id}.ts asks ${key}`).toBe(true)
      expect(question.title).toMatch(/^[A-Z].*\?( \([^)]+\))?$/)
      expect(question.title.length).toBeLessThanOrEqual(76)
    },
  )

  test.each(answerKeys)('asks for the decision %s in exactly one question', (key) => {
    expect(
      asked.filter(({ question }) => question.key === key).length,
      `a step must ask for ${key}, or src/model/answers.ts must not list it`,
    ).toBe(1)
  })

  test('lists its questions in the order of the answers file', () => {
    expect(new Set(asked.map(({ question }) => question.key.split('.')[0]))).toEqual(
      new Set(steps.filter(({ questions }) => questions.length > 0).map(({ id }) => id)),
    )
  })
})

/** Every question of a conversation, as it was met. */
function met(typed: Typed): readonly { readonly session: Session; readonly open: Asked }[] {
  const all: { session: Session; open: Asked }[] = []
  for (let session = start(); ; ) {
    const { open } = positionOf(session)
    if (!open) return all
    all.push({ session, open })
    const text = typed[open.question.key]
    const next = text === undefined ? enter(session) : type(session, text)
    if (next.refusal !== undefined) throw new Error(`${open.question.key}: ${next.refusal}`)
    session = next
  }
}

describe('the conversations', () => {
  test('ask every question there is, between them', () => {
    const keys = new Set(
      Object.values(conversations).flatMap((typed) => met(typed).map(({ open }) => open.question.key)),
    )
    expect(answerKeys.filter((key) => !keys.has(key))).toEqual([])
  })

  test('come to their end with Enter alone, where no board has to be named', () => {
    let session = start()
    while (openKey(session) !== undefined) session = enter(session)
    expect(session.refusal).toBeUndefined()
    expect(settledTexts(session)).toMatchObject({
      'board.id': 'qemu-virt-arm64',
      'guest.name': 'guest1',
      'dom0-kernel.memory': '768M',
    })
  })
})

describe.each(Object.entries(conversations))('in the conversation about %s', (_, typed) => {
  const questions = met(typed)

  test('every offer can be answered, is offered once and says what it means', () => {
    for (const {
      open: { question, situation },
    } of questions) {
      const offers = question.offers?.(situation) ?? []
      const texts = offers.map(({ value }) => showAnswer(question.key, value))
      expect(new Set(texts).size, question.key).toBe(texts.length)
      for (const [i, text] of texts.entries()) {
        expect(readAnswer(question.key, text), `${question.key}: ${text}`).toEqual({
          ok: true,
          value: offers[i]!.value,
        })
        expect(offers[i]!.label, `${question.key}: ${text}`).toMatch(/\S/)
      }
    }
  })

  test('a choice offers each of its values', () => {
    for (const {
      open: {
        question: { key, offers },
        situation,
      },
    } of questions) {
      if (decisionOf(key).kind !== 'choice') continue
      expect([...(offers?.(situation) ?? [])].map(({ value }) => value as unknown).sort(), key).toEqual(
        [...decisionOf(key).values!].sort(),
      )
    }
  })

  test('a suggestion can be answered, gives its reason, and is no offer that cannot be picked', () => {
    for (const {
      session,
      open: { question, situation },
    } of questions) {
      const suggestion = question.suggest(situation)
      if (!suggestion) continue
      const text = showAnswer(question.key, suggestion.value)
      expect(suggestion.because, question.key).toMatch(/^[^.\s].*[^.\s]$/)
      expect(suggestion.because).not.toMatch(/undefined|NaN|\[object/)
      expect(type(session, text).refusal, `${question.key}: ${text}`).toBeUndefined()
      const offers = (question.offers?.(situation) ?? []).map(({ value, disabled }) => ({
        text: showAnswer(question.key, value),
        disabled,
      }))
      const offer = offers.find((one) => one.text === text)
      expect(offer?.disabled, `${question.key} suggests ${text}, which cannot be picked`).toBeUndefined()
      if (decisionOf(question.key).kind === 'choice')
        expect(offer, `${question.key} suggests ${text}, which is not offered`).toBeDefined()
    }
  })

  test('nothing on a screen steers the terminal, and the number of the step is right', () => {
    for (const { session, open } of questions) {
      const screen = questionScreen(session, words())!
      const needed = screen.map.filter(({ state }) => state !== 'not-needed').map(({ id }) => id)
      expect(JSON.stringify(screen)).not.toMatch(/\\u00[01]|\\u007f|[\x7f-\x9f]|undefined/)
      expect(screen.step).toEqual({
        id: open.step.id,
        title: open.step.title,
        number: needed.indexOf(open.step.id) + 1,
        of: needed.length,
      })
    }
  })
})

const decisionOf = (key: AnswerKey): Decision<unknown> => decisions[key]
