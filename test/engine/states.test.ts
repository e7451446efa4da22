import { describe, expect, test } from 'vitest'
import { openGates, stepStates } from '../../src/engine/states.ts'
import type { Step } from '../../src/engine/step.ts'
import { after, smallSteps } from './small-steps.ts'

/** The state of each step by its id, with what it rests on. */
const states = (texts: readonly string[], steps?: readonly Step[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    stepStates(after(texts, steps)).map(({ id, state, restsOn = [] }) => [id, [state, ...restsOn].join(' ')]),
  )

const ahead = { firmware: 'ahead', xen: 'ahead', guest: 'ahead', review: 'ahead', 'bring-up': 'ahead' }
const flashed = ['guest', 'none', 'done']
const notFlashed = ['guest', 'none', 'not-yet']

describe('the map', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['nothing', [], { goal: 'here', ...ahead }],
    ['the goal', ['guest'], { goal: 'done', ...ahead, firmware: 'here' }],
    ['half of a step', ['guest', 'none'], { goal: 'done', ...ahead, firmware: 'here' }],
    ['a gate that is passed', flashed, { goal: 'done', ...ahead, firmware: 'done', xen: 'here' }],
    ['a gate that is not passed yet', notFlashed, { goal: 'done', ...ahead, firmware: 'open', xen: 'here' }],
    [
      'a step behind an open gate',
      [...notFlashed, 'build', '4.20'],
      { goal: 'done', ...ahead, firmware: 'open', xen: 'rests-on firmware', guest: 'here' },
    ],
    [
      'everything, behind an open gate',
      [...notFlashed, 'build', '4.20', 'web', ''],
      {
        goal: 'done',
        firmware: 'open',
        xen: 'rests-on firmware',
        guest: 'rests-on firmware',
        review: 'here',
        'bring-up': 'ahead',
      },
    ],
    [
      'everything',
      [...flashed, 'build', '4.20', 'web', ''],
      { goal: 'done', firmware: 'done', xen: 'done', guest: 'done', review: 'here', 'bring-up': 'ahead' },
    ],
    [
      'all but a step that does not apply',
      ['dom0', 'none', 'done', 'build', '4.20'],
      { goal: 'done', firmware: 'done', xen: 'done', guest: 'not-needed', review: 'here', 'bring-up': 'ahead' },
    ],
  ])('after %s', (_, texts, expected) => {
    expect(states(texts)).toEqual(expected)
  })

  test('says why a step does not apply, if the step does', () => {
    const texts = ['dom0', 'none', 'done', 'build', '4.20']
    const guestOf = (steps?: readonly Step[]) => stepStates(after(texts, steps)).find(({ id }) => id === 'guest')
    expect(guestOf()?.reason).toBe('dom0 is all that is wanted')
    const silent = smallSteps.map(({ notNeeded: _, ...step }) => step)
    expect(guestOf(silent)).toEqual({ id: 'guest', title: 'The guest', after: ['xen'], state: 'not-needed' })
  })

  test('judges a step as it was come to, not by its own answers', () => {
    const steps = smallSteps.map(
      (step): Step => (step.id === 'xen' ? { ...step, when: ({ answers }) => !('xen.source' in answers) } : step),
    )
    expect(states([...flashed, 'build', '4.20'], steps)).toMatchObject({ xen: 'done', guest: 'here' })
  })

  test('without a review has nothing ahead at the end', () => {
    const steps = smallSteps.filter(({ id }) => !['review', 'bring-up'].includes(id))
    expect(states([...flashed, 'build', '4.20', 'web', ''], steps)).toEqual({
      goal: 'done',
      firmware: 'done',
      xen: 'done',
      guest: 'done',
    })
  })

  test('has two ways to one open step, and names it once', () => {
    const steps = smallSteps.map((step): Step => (step.id === 'guest' ? { ...step, after: ['xen', 'firmware'] } : step))
    expect(states([...notFlashed, 'build', '4.20', 'web', ''], steps)['guest']).toBe('rests-on firmware')
  })
})

test('the open gates are those whose answer is not yet', () => {
  expect(openGates(after(notFlashed)).map(({ id }) => id)).toEqual(['firmware'])
  expect(openGates(after(flashed))).toEqual([])
})
