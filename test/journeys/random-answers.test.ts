/** Whatever somebody answers: xenup plans, or says what is wrong; it never crashes, never overlaps in silence, and what is planned comes back from the saved answers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswersFile } from '../../src/answers/read.ts'
import { render } from '../../src/artifacts/render.ts'
import { answersText, library, setUp, templates, type SetUp } from '../../src/commands/setup.ts'
import { boardPages } from '../../src/content/board-page.ts'
import { replay, type Teach } from '../../src/engine/replay.ts'
import { begin } from '../../src/engine/session.ts'
import { learnFile } from '../../src/learn/file.ts'
import { readAnswer, type AnswerKey, type Answers } from '../../src/model/answers.ts'
import type { Plan } from '../../src/model/plan.ts'
import { isInside } from '../../src/plan/layout.ts'
import { Trouble } from '../../src/model/trouble.ts'
import { steps } from '../../steps/index.ts'
import { boardTree, testVersion } from '../artifacts/house.ts'
import { dtb } from '../dtb.ts'
import { linuxImage, xenImage, zImage } from '../read/images.ts'
import { anyAnswers, fittingAnswers, seedOfThisRun, type Typed } from './random-answers.ts'

const pages = library()
const boards = boardPages(pages)
const sources = templates()

/** The files that answers may name, right ones and wrong ones. */
const files: Readonly<Record<string, Uint8Array>> = {
  'board.dtb': dtb(boardTree()),
  'bare.dtb': dtb({ '#address-cells': 1, '#size-cells': 1 }),
  xen: xenImage(), Image: linuxImage(), zImage: zImage(),
  'initrd.img': Buffer.from(`070701${'0'.repeat(4090)}`),
  'boot.log': Buffer.from('U-Boot 2023.01\n[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]\n[    0.000000] Linux version 6.1.0\n[    0.000000] CPU: All CPU(s) started at EL2\n'),
  'guest.cfg': Buffer.from('name = "a"\nkernel = "/k"\nmemory = 256\n'),
  config: Buffer.from('CONFIG_XEN=y\nCONFIG_XEN_DOM0=y\n# CONFIG_DEBUG_LL is not set\n'),
  empty: new Uint8Array(),
}
const learnt = new Map(Object.entries(files).map(([name, bytes]) => [name, learnFile(bytes, name)]))
const teach: Teach = (path) => {
  const known = learnt.get(path)
  if (!known) throw new Trouble('this file is not there', { where: path })
  return known
}

const seed = seedOfThisRun()
console.log(`random answers: XENUP_SEED=${seed} makes the same again`)

/** What xenup comes to. */
type Conclusion = { readonly kind: 'refused'; readonly says: readonly string[] } | ({ readonly kind: 'settled' } & SetUp)

function conclude(answers: Answers): Conclusion {
  const { session, refused, stoppedAt } = replay(begin(steps, boards, answers), teach, { takeSuggestions: true })
  if (refused.length > 0) return { kind: 'refused', says: refused.map(({ says }) => says) }
  if (stoppedAt) return { kind: 'refused', says: [`there is no answer to ${stoppedAt}, and nothing to suggest one from`] }
  return { kind: 'settled', ...setUp(session) }
}

const valuesOf = (typed: Typed): Answers => Object.fromEntries((Object.entries(typed) as [AnswerKey, string][]).map(([key, text]) => {
  const reading = readAnswer(key, text)
  if (!reading.ok) throw new Error(`${key} does not take ${JSON.stringify(text)}: ${reading.says}`)
  return [key, reading.value]
}))

/** Loads that share memory with something or leave RAM, which no finding may pass over in silence. */
function clashes({ regions, banks, loader }: Plan): number {
  if (loader === 'uefi') return 0
  const ours = regions.filter(({ kind }) => kind === 'load')
  const shared = ours.filter((one) => regions.some((other) => other !== one && one.base < other.base + other.size && other.base < one.base + one.size))
  const outside = ours.filter((one) => !isInside(one, banks))
  return shared.length + outside.length
}

const isSentence = (text: string): boolean => /^\S+ \S+/.test(text) && text.length > 15

describe('answers at random', () => {
  test('end in a plan or in sentences that say what is wrong', { timeout: 120_000 }, () => {
    const count = { planned: 0, refused: 0 }
    fc.assert(fc.property(anyAnswers(Object.keys(files)), (typed) => {
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
      if (clashes(plan) > 0) expect(one.verdicts.findings.filter(({ rule, severity }) => severity === 'error' && (rule === 'overlap' || rule === 'outside-memory'))).not.toEqual([])
    }), { seed, numRuns: 120 })
    // A generator of nothing but refusals would prove nothing.
    expect(count.planned).toBeGreaterThan(10)
    expect(count.refused).toBeGreaterThan(10)
  })

  test('that fit together are planned without an error, rendered whole, and the same when they come back from their file', { timeout: 120_000 }, () => {
    fc.assert(fc.property(fittingAnswers, (typed) => {
      const one = conclude(valuesOf(typed))
      if (one.kind === 'refused') throw new Error(one.says.join('\n'))
      expect(one.verdicts.findings.filter(({ severity }) => severity === 'error')).toEqual([])
      if (!one.planned.ok) throw new Error('there is no plan')
      const { plan } = one.planned
      expect(clashes(plan)).toBe(0)
      const again = conclude(readAnswersFile(answersText(one.answers, undefined), 'xenup.answers.yaml').answers)
      expect(again.kind === 'settled' && again.planned).toEqual(one.planned)
      const paths = render(plan, { version: testVersion, verdicts: one.verdicts, localFiles: {} }, sources).map(({ path }) => path)
      expect(paths).toEqual(expect.arrayContaining(['BRINGUP.md', 'boot/boot.scr', ...(plan.guest ? [`guests/${plan.guest.name}.cfg`] : [])]))
    }), { seed, numRuns: 25 })
  })
})
