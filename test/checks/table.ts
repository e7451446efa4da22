/**
 * One form for the test of every check: what it lets pass, what it finds, the finding in full, what it cannot do
 * without.
 */
import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/checks/check.ts'
import { judge } from '../../src/checks/judge.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Need } from '../../src/model/material.ts'
import { type Changes, material } from './material.ts'

interface Table {
  /** Set-ups in which there is nothing to find. */
  readonly passes: Readonly<Record<string, Changes>>
  /** Set-ups with one finding each, and the pieces of its sentence that a technician looks for. */
  readonly fails: Readonly<Record<string, readonly [Changes, ...(string | RegExp)[]]>>
  /** One finding in full. */
  readonly whole: readonly [Changes, Finding]
  /** Every key that it needs, and the words for its absence. */
  readonly missing: Readonly<Partial<Record<Need, string>>>
  /** Set-ups with what it needs that do not say what it is about, and the words for what it lacks. */
  readonly lacks?: Readonly<Record<string, readonly [Changes, string]>>
}

/** The tests of a check, as its file's name says. */
export function describeCheck(
  check: Check,
  { passes, fails, whole: [changes, finding], missing, lacks = {} }: Table,
): void {
  describe(`the check ${check.id}`, () => {
    test.each(Object.entries(passes))('lets pass %s', (_, set) => {
      expect(judge(material(set), [check])).toEqual({ findings: [], passed: [check.id], notChecked: [] })
    })

    test.each(Object.entries(fails))('finds %s', (_, [set, ...pieces]) => {
      const [found, ...more] = findings(check, set)
      expect(more).toEqual([])
      for (const piece of pieces) {
        if (typeof piece === 'string') expect(found?.says).toContain(piece)
        else expect(found?.says).toMatch(piece)
      }
    })

    test('says what, where, and what to do', () => {
      expect(findings(check, changes)).toEqual([finding])
    })

    test('needs no more and no less than its table says', () => {
      expect(Object.keys(missing).sort()).toEqual([...check.needs].sort())
    })

    test('goes on without any of what it does not need', () => {
      const sets = [...Object.values(passes), ...Object.values(fails).map(([set]) => set), changes]
      const without = sets.flatMap((set) =>
        (Object.keys(material(set)) as Need[])
          .filter((key) => !check.needs.includes(key))
          .map((key): Changes => ({ ...set, [key]: undefined })),
      )
      expect(() => {
        for (const set of without) judge(material(set), [check])
      }).not.toThrow()
    })

    test.each(Object.entries(lacks))('does not judge %s', (_, [set, words]) => {
      expect(judge(material(set), [check])).toEqual({
        findings: [],
        passed: [],
        notChecked: [{ rule: check.id, missing: [words] }],
      })
    })

    test.each(Object.entries(missing))('is not checked without %s, and says so', (need, words) => {
      expect(judge(material({ [need]: undefined }), [check])).toEqual({
        findings: [],
        passed: [],
        notChecked: [{ rule: check.id, missing: [words] }],
      })
    })
  })
}

/**
 * The findings of one check, all of them well-formed; a test that thinks it checks something while it does not fails.
 */
export function findings(check: Check, changes: Changes = {}): readonly Finding[] {
  const verdicts = judge(material(changes), [check])
  expect(verdicts.notChecked).toEqual([])
  verdicts.findings.forEach(expectSound)
  return verdicts.findings
}

/** What holds for every finding: `says` gets its full stop from the report, `fix` brings its own. */
export function expectSound({ rule, severity, says, at, also, fix }: Finding): void {
  const texts = [says, at, ...(also === undefined ? [] : [also]), ...(fix === undefined ? [] : [fix])]
  for (const text of texts) {
    expect(text).not.toMatch(/undefined|NaN|\[object|  |\.\.$|\$\{|^\s|\s$|: *$|\(\)/)
    expect(text.length).toBeGreaterThan(2)
  }
  expect(says, `${rule} says`).not.toMatch(/[.!?;:]$/)
  expect(fix, `${rule} tells what to do`).toMatch(/^[A-Zx].*[^.]\.$/)
  expect(['error', 'warning', 'note']).toContain(severity)
}
