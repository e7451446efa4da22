import { describe, expect, test } from 'vitest'
import { type Check, defineCheck, type Found } from '../../src/checks/check.ts'
import { checks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/judge.ts'
import type { Severity } from '../../src/model/finding.ts'
import { material } from './material.ts'
import { expectSound } from './table.ts'

const found = (severity: Severity, says: string): Found => ({
  severity,
  says,
  at: 'answer guest.name',
  fix: 'Nothing.',
})
const finds = (id: string, ...all: readonly Found[]): Check =>
  defineCheck({ id, needs: ['guest.name'], run: () => all })

describe('the judgement over all checks', () => {
  test('has nothing to say about the house set-up, and has looked at everything', () => {
    expect(judge(material())).toEqual({ findings: [], passed: checks.map(({ id }) => id), notChecked: [] })
  })

  test('says of every check what it lacks when nothing is known, and lets none pass', () => {
    const { findings, passed, notChecked } = judge({})
    expect(findings).toEqual([])
    expect(passed).toEqual([])
    expect(notChecked.map(({ rule }) => rule)).toEqual(checks.map(({ id }) => id))
    for (const { missing } of notChecked) {
      expect(missing.length).toBeGreaterThan(0)
      for (const words of missing) expect(words).toMatch(/^(an? |the |UARTs |memory |reserved |\/chosen)/)
    }
  })

  test('puts errors first, then warnings, then notes, each in the order of the checks', () => {
    const { findings } = judge(material(), [
      finds('a', found('note', 'a1'), found('error', 'a2')),
      finds('b', found('warning', 'b1')),
      finds('c', found('error', 'c1'), found('note', 'c2')),
    ])
    expect(findings.map(({ rule, says }) => `${rule} ${says}`)).toEqual(['a a2', 'c c1', 'b b1', 'a a1', 'c c2'])
  })

  test('names one missing thing once, however many facts are read from it', () => {
    const both = defineCheck({ id: 'both', needs: ['cpu.count', 'arch'], run: () => [] })
    expect(judge({}, [both]).notChecked).toEqual([{ rule: 'both', missing: ['the CPUs in the device tree'] }])
  })

  test('does not count a check with findings as passed', () => {
    expect(judge(material(), [finds('a', found('note', 'a1')), finds('b')]).passed).toEqual(['b'])
  })

  test('names each finding after its check', () => {
    for (const finding of judge(material({ 'dom0-kernel.cmdline': 'quiet', 'xen.options': 'sched=null' })).findings) {
      expectSound(finding)
      expect(checks.map(({ id }) => id)).toContain(finding.rule)
    }
  })
})
