import { describe, expect, test } from 'vitest'
import { mapOf, questionScreen, type Words } from '../../src/engine/build-screen.ts'
import { advance, type Session } from '../../src/engine/session.ts'
import type { Step } from '../../src/engine/step.ts'
import type { AnswerKey } from '../../src/model/answers.ts'
import { after, ask, smallSteps } from './small-steps.ts'

const words: Words = {
  purpose: (_, key) => `what ${key} is for`,
  page: (_, key) => (key === 'firmware.flash' ? 'how to flash' : undefined),
  howTo: () => '',
  minutes: (step) => (step === 'xen' ? 30 : undefined),
  usedBy: (key) => [`the user of ${key}`],
}
const screenOf = (session: Session, some: Partial<Words> = {}) => questionScreen(session, { ...words, ...some })!
const flashed = ['guest', 'none', 'done']
const toGuest = [...flashed, 'build', '4.20']

describe('the screen of a question', () => {
  test('says where it stands, what it is for and who uses the answer', () => {
    expect(screenOf(after(['guest']))).toMatchObject({
      step: { id: 'firmware', title: 'The firmware', number: 2, of: 6 },
      key: 'firmware.log',
      purpose: 'what firmware.log is for',
      usedBy: ['the user of firmware.log'],
    })
  })

  test('shows its page only when it was asked for', () => {
    const session = after(['guest'])
    expect(screenOf(session).isExplaining).toBe(false)
    expect(screenOf(advance(session, { kind: 'explain' })).isExplaining).toBe(true)
  })

  test.each([
    ['goal.reach', [], { isLog: false, isGate: false, mayBeEmpty: false }],
    ['firmware.log', ['guest'], { isLog: true, isGate: false, mayBeEmpty: false }],
    ['firmware.done', ['guest', 'none'], { isLog: false, isGate: true, mayBeEmpty: false }],
    ['guest.name', toGuest, { isLog: false, isGate: false, mayBeEmpty: false }],
    ['guest.cmdline', [...toGuest, 'web'], { isLog: false, isGate: false, mayBeEmpty: true }],
  ])('knows of %s whether it takes a log, passes a gate, may be left empty', (key, texts, expected) => {
    expect(screenOf(after(texts))).toMatchObject({ key, ...expected })
  })

  test.each<[AnswerKey, string]>([
    ['goal.reach', 'one of the list'],
    ['firmware.log', 'a file on this machine, or none'],
    ['dtb.file', 'a file on this machine'],
    ['guest.memory', 'a size with its unit, in whole MiB: 768M, 2G'],
    ['boot-media.xen-address', 'an address in hexadecimal: 0x42000000'],
    ['guest.vcpus', 'a whole number from 1 to 128'],
    ['guest.name', 'text'],
    ['guest.cmdline', 'text; it may be empty'],
  ])('says of %s what an answer is: %s', (key, form) => {
    const refuse = key === 'dtb.file' ? { refuse: () => 'one is needed' } : {}
    const steps = [{ id: 'one', title: 'One', after: [], questions: [ask(key, refuse)] }]
    expect(screenOf(after([], steps)).form).toBe(form)
  })

  test('hints at the purpose, then at the way to find out, then at the answer', () => {
    const session = after([...toGuest, 'web'])
    const answer = '`""`, because it is short.'
    expect(screenOf(session, { howTo: () => 'look at the board' }).hints).toEqual([
      'what guest.cmdline is for',
      'look at the board',
      answer,
    ])
    expect(screenOf(session).hints).toEqual(['what guest.cmdline is for', answer])
    expect(screenOf(after(toGuest)).hints.at(-1)).toMatch(/^Nothing that was read tells the answer/)
  })

  test('has the tasks of its step that apply, and nothing in them steers a terminal', () => {
    const flash = {
      id: 'flash',
      title: 'Flash it',
      where: 'host',
      commands: ['dd if=fw\\x1b'],
      expects: [],
      page: 'how to flash',
    }
    const look = {
      id: 'look',
      title: 'Look at it',
      where: 'u-boot',
      commands: ['version'],
      expects: [{ line: 'U-Boot 2026', proves: 'it runs' }],
    }
    expect(screenOf(after(['dom0'])).tasks).toEqual([flash, look])
    expect(screenOf(after(['guest'])).tasks.map(({ id }) => id)).toEqual(['flash', 'guest-only', 'look'])
  })

  test('there is none when all is answered', () => {
    expect(questionScreen(after([...toGuest, 'web', '']), words)).toBeUndefined()
  })
})

describe('the map on a screen', () => {
  const stepOf = (session: Session, id: string) => mapOf(session, words).find((step) => step.id === id)!
  const questionsOf = (session: Session, id: string) =>
    stepOf(session, id).questions.map(({ key, answer = '-', isOpen }) => `${key} ${answer}${isOpen ? ' <' : ''}`)

  test('shows the open question, and those that were answered with their answers', () => {
    const session = after([...flashed, 'build'])
    expect(questionsOf(session, 'firmware')).toEqual(['firmware.log none', 'firmware.done done'])
    expect(questionsOf(session, 'xen')).toEqual(['xen.source build', 'xen.version - <'])
    expect(questionsOf(session, 'guest')).toEqual([])
  })

  test('shows what was answered before and lies ahead, to jump to', () => {
    const back = advance(after([...toGuest, 'web', '']), { kind: 'jump', to: 'xen' })
    expect(questionsOf(back, 'xen')).toEqual(['xen.source build <', 'xen.version 4.20'])
    expect(questionsOf(back, 'guest')).toEqual(['guest.name web', 'guest.cmdline '])
  })

  test('shows no question of a step that does not apply, and why it does not', () => {
    const back = advance(after([...toGuest, 'web', '']), { kind: 'jump', to: 'goal' })
    const session = [...['dom0'], 'none', 'done', 'build', '4.20'].reduce(
      (now, text) => advance(now, { kind: 'answer', text }),
      back,
    )
    expect(stepOf(session, 'guest')).toEqual({
      id: 'guest',
      title: 'The guest',
      state: 'not-needed',
      reason: 'dom0 is all that is wanted',
      questions: [],
    })
  })

  test('shows no earlier answer to what is no longer asked in a step that is behind', () => {
    const steps = smallSteps.map(
      (step): Step =>
        step.id === 'xen'
          ? {
              ...step,
              questions: step.questions.map((one) =>
                one.key === 'xen.version' ? { ...one, when: ({ answers }) => answers['xen.source'] === 'build' } : one,
              ),
            }
          : step,
    )
    const back = advance(after(toGuest, steps), { kind: 'jump', to: 'xen.source' })
    expect(questionsOf(advance(back, { kind: 'answer', text: 'distribution' }), 'xen')).toEqual([
      'xen.source distribution',
    ])
  })

  test('names what a step rests on by the title, and how long a step takes', () => {
    const session = after(['guest', 'none', 'not-yet', 'build', '4.20'])
    expect(stepOf(session, 'xen')).toMatchObject({
      state: 'rests-on',
      reason: 'rests on what is still open: The firmware',
      minutes: 30,
    })
    expect(stepOf(session, 'goal')).not.toHaveProperty('reason')
    expect(stepOf(session, 'goal')).not.toHaveProperty('minutes')
    const twoGates = smallSteps.map((step): Step => (step.id === 'goal' ? { ...step, gate: 'firmware.done' } : step))
    expect(stepOf(after(['guest', 'none', 'not-yet', 'build', '4.20'], twoGates), 'xen').reason).toBe(
      'rests on what is still open: The goal, The firmware',
    )
  })
})
