/** A way of six steps, small enough to be seen at once: a gate, a step that may not apply, a review. */
import { advance, begin, type Session } from '../../src/engine/session.ts'
import { type Question, question, type Step } from '../../src/engine/step.ts'
import type { AnswerKey } from '../../src/model/answers.ts'

/** A question that suggests nothing, unless `more` says so. */
export const ask = (key: AnswerKey, more: Partial<Question> = {}): Question => ({
  ...question({ key, title: `${key}?`, suggest: () => undefined }),
  ...more,
})

/** Each comes after the one before it. */
export const smallSteps: readonly Step[] = [
  { id: 'goal', title: 'The goal', after: [], questions: [ask('goal.reach')] },
  {
    id: 'firmware',
    title: 'The firmware',
    after: ['goal'],
    questions: [ask('firmware.log'), ask('firmware.done')],
    gate: 'firmware.done',
    tasks: [
      { id: 'flash', title: 'Flash it', where: 'host', commands: () => ['dd if=fw\x1b'] },
      { id: 'guest-only', title: 'For guests', where: 'dom0', when: isForGuest, commands: () => [] },
      {
        id: 'look',
        title: 'Look at it',
        where: 'u-boot',
        when: () => true,
        commands: () => ['version'],
        expects: () => [{ line: 'U-Boot 2026', proves: 'it runs' }],
      },
    ],
  },
  { id: 'xen', title: 'Xen', after: ['firmware'], questions: [ask('xen.source'), ask('xen.version')] },
  {
    id: 'guest',
    title: 'The guest',
    after: ['xen'],
    when: isForGuest,
    notNeeded: () => 'dom0 is all that is wanted',
    questions: [ask('guest.name'), ask('guest.cmdline', { suggest: () => ({ value: '', because: 'it is short' }) })],
  },
  { id: 'review', title: 'The review', after: ['guest'], questions: [] },
  { id: 'bring-up', title: 'At the board', after: ['review'], questions: [] },
]

function isForGuest({ answers }: Parameters<NonNullable<Step['when']>>[0]): boolean {
  return answers['goal.reach'] !== 'dom0'
}

/** The session after some answers, one for each question in turn; all must be taken. */
export function after(texts: readonly string[], steps: readonly Step[] = smallSteps): Session {
  const session = texts.reduce((now, text) => advance(now, { kind: 'answer', text }), begin(steps, []))
  if (session.refusal !== undefined) throw new Error(session.refusal)
  return session
}
