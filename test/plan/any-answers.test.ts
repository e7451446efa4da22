/** From any settled answers, and from those with a hole in them: a plan or sentences, never an exception. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type AnswerKey, type Answers, answerKeys } from '../../src/model/answers.ts'
import type { Arch } from '../../src/model/arch.ts'
import type { Planned } from '../../src/model/plan.ts'
import { decide } from '../../src/plan/decide.ts'
import { plan } from '../../src/plan/index.ts'
import { conclude, valuesOf } from '../journeys/conclude.ts'
import type { Typed } from '../journeys/random-answers.ts'
import { houseInput } from './fixtures.ts'

const all = JSON.parse(
  readFileSync(new URL('../artifacts/answer-sets.json', import.meta.url), 'utf8'),
) as readonly Typed[]
/** Every fifth set, of all boards and ways. */
const settled: readonly Answers[] = all
  .filter((_, index) => index % 5 === 0)
  .flatMap((typed) => {
    const one = conclude(valuesOf(typed))
    return one.kind === 'settled' && one.planned.ok ? [one.answers] : []
  })

const { facts } = houseInput()
function planOf(answers: Answers, arch: Arch = answers['goal.arch'] ?? 'arm64'): Planned {
  const decided = decide(answers, arch)
  return decided.ok ? plan({ decided: decided.value, facts, files: {}, board: undefined }) : decided
}

const isSentence = (text: string): boolean =>
  /^[A-Z]\S* \S+ .{8,}[^.]$/.test(text) && !/undefined|NaN|\[object/.test(text)

describe('settled answers', () => {
  test('are many, of every loader and way', () => {
    expect(settled.length).toBeGreaterThan(20)
    const ways = new Set(settled.map((answers) => answers['boot-media.method'] ?? answers['firmware.loader']))
    expect([...ways].sort()).toEqual(['imagebuilder', 'overlay', 'script', 'uefi'])
  })

  test('are decided', () => {
    for (const answers of settled) {
      for (const arch of ['arm64', 'arm32'] as const) {
        const one = decide(answers, arch)
        const isRefused = arch === 'arm32' && answers['firmware.loader'] === 'uefi'
        expect(one.ok, JSON.stringify(!one.ok && one.refusals)).toBe(!isRefused)
      }
    }
  })

  test('of which any one is taken away end in a plan, or in a sentence with its place and a way out', () => {
    let refused = 0
    for (const answers of settled) {
      for (const key of Object.keys(answers) as AnswerKey[]) {
        const { [key]: _, ...rest } = answers
        const planned = planOf(rest)
        if (planned.ok) continue
        refused++
        for (const { says, at, fix } of planned.refusals) {
          expect(isSentence(says), says).toBe(true)
          expect(at).toMatch(/^(answer [a-z0-9-]+\.[a-z-]+|memory\.\w+)$/)
          expect(fix).toMatch(/\.$/)
        }
      }
    }
    expect(refused).toBeGreaterThan(settled.length * 20)
  })

  test('of one set with single answers of another end in a plan or in sentences', () => {
    for (const [index, answers] of settled.entries()) {
      const other = settled[(index * 7 + 3) % settled.length]!
      for (const key of answerKeys) {
        const { [key]: _, ...rest } = answers
        const mixed = { ...rest, ...(other[key] !== undefined && { [key]: other[key] }) } as Answers
        const planned = planOf(mixed)
        if (!planned.ok) expect(planned.refusals.filter(({ says }) => !isSentence(says))).toEqual([])
      }
    }
  })

  test('none at all end in a sentence', () => {
    expect(planOf({})).toMatchObject({ ok: false, refusals: [{ at: 'answer firmware.loader' }] })
  })
})
