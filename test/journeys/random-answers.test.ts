/**
 * Whatever somebody answers: xenup plans, or says what is wrong; it never crashes, never overlaps in silence, and what
 * is planned comes back from the saved answers.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswersFile } from '../../src/answers/read.ts'
import { render } from '../../src/artifacts/render.ts'
import type { Plan } from '../../src/model/plan.ts'
import { isInside } from '../../src/model/range.ts'
import { answersText } from '../../src/project/artifacts.ts'
import { templates } from '../../src/project/templates.ts'
import { testVersion } from '../artifacts/fixtures.ts'
import { conclude, files, valuesOf } from './conclude.ts'
import { anyAnswers, fittingAnswers, seedOfThisRun } from './random-answers.ts'

const sources = templates

const seed = seedOfThisRun()
console.log(`random answers: XENUP_SEED=${seed} makes the same again`)

/** Loads that share memory with something or leave RAM, which no finding may pass over in silence. */
function clashes(plan: Plan): number {
  if (plan.placedBy === 'firmware') return 0
  const { regions, banks } = plan
  const ours = regions.filter(({ kind }) => kind === 'load')
  const shared = ours.filter((one) =>
    regions.some((other) => other !== one && one.base < other.base + other.size && other.base < one.base + one.size),
  )
  const outside = ours.filter((one) => !isInside(one, banks))
  return shared.length + outside.length
}

const isSentence = (text: string): boolean => /^\S+ \S+/.test(text) && text.length > 15

describe('answers at random', () => {
  test('end in a plan or in sentences that say what is wrong', { timeout: 120_000 }, () => {
    const count = { planned: 0, refused: 0 }
    fc.assert(
      fc.property(anyAnswers(Object.keys(files)), (typed) => {
        const one = conclude(valuesOf(typed))
        if (one.kind === 'refused') {
          count.refused += 1
          expect(one.says.filter((says) => !isSentence(says))).toEqual([])
          return
        }
        for (const { says, rule } of one.verdicts.findings) expect(isSentence(says), `${rule}: ${says}`).toBe(true)
        if (!one.planned.ok) {
          count.refused += 1
          expect(one.verdicts.findings.some(({ severity }) => severity === 'error')).toBe(true)
          return
        }
        count.planned += 1
        const { plan } = one.planned
        if (clashes(plan) > 0)
          expect(
            one.verdicts.findings.filter(
              ({ rule, severity }) => severity === 'error' && (rule === 'overlap' || rule === 'outside-memory'),
            ),
          ).not.toEqual([])
      }),
      { seed, numRuns: 120 },
    )
    // A generator of nothing but refusals would prove nothing.
    expect(count.planned).toBeGreaterThan(10)
    expect(count.refused).toBeGreaterThan(10)
  })

  test('that fit together are planned without an error, rendered whole, and the same when they come back from their file', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(fittingAnswers, (typed) => {
        const one = conclude(valuesOf(typed))
        if (one.kind === 'refused') throw new Error(one.says.join('\n'))
        expect(one.verdicts.findings.filter(({ severity }) => severity === 'error')).toEqual([])
        if (!one.planned.ok) throw new Error('there is no plan')
        const { plan } = one.planned
        expect(clashes(plan)).toBe(0)
        const again = conclude(readAnswersFile(answersText(one.answers, undefined), 'xenup.answers.yaml').answers)
        expect(again.kind === 'settled' && again.planned).toEqual(one.planned)
        const paths = render(plan, { version: testVersion, verdicts: one.verdicts, localFiles: {} }, sources).map(
          ({ path }) => path,
        )
        expect(paths).toEqual(
          expect.arrayContaining([
            'BRINGUP.md',
            'boot/boot.scr',
            ...(plan.guest ? [`guests/${plan.guest.name}.cfg`] : []),
          ]),
        )
      }),
      { seed, numRuns: 25 },
    )
  })
})
