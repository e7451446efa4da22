import { describe, expect, test } from 'vitest'
import { faultsOf, pagesWith } from './small-library.ts'

const page = `---
title: Xen stopped at a node
summary: Xen cannot use {node}.
stage: xen
kind: cause
patterns:
  - '^Unable to use (?<node>/\\S{1,80})'
checks: [gic]
missing: [xen-version]
fix: Remove {node}, and write 0x\${filesize}.
set: dtb.edits=yes
step: goal.target
---

What it means.

## How to be sure

Look.

## How to fix it

Remove it.

## Example

\`\`\`log
(XEN) Unable to use /soc
\`\`\`

## Sources

- \`xen/arch/arm/gic.c\` in xen.git
`

const faults = (edit: (text: string) => string): readonly string[] => {
  const text = edit(page)
  if (text === page) throw new Error('the edit changed nothing')
  return faultsOf(pagesWith({ 'symptoms/node': text }))
}

test('a symptom page as it should be has no fault', () => {
  expect(faultsOf(pagesWith({ 'symptoms/node': page }))).toEqual([])
})

describe('what is wrong with a symptom page is told with its line', () => {
  test.each<[string, [string, string], string]>([
    [
      'a pattern without a bound',
      ['{1,80}', '+'],
      '7: has the pattern ^Unable to use (?<node>/\\S+), which repeats without a bound: write {0,80} instead of * and +',
    ],
    [
      'a pattern of nothing fixed',
      ['^Unable to use (?<node>/\\S{1,80})', '^(?<node>\\S{1,80})'],
      '7: has the pattern ^(?<node>\\S{1,80}), of which no 4 characters are fixed',
    ],
    [
      'a pattern that is none',
      ['(?<node>/\\S{1,80})', '(?<node>'],
      '7: has the pattern ^Unable to use (?<node>, which is no regular expression: Unterminated group',
    ],
    [
      'a name that no group has',
      ['use {node}.', 'use {path}.'],
      '3: names {path} in its summary, which not every pattern has as a group',
    ],
    [
      'an unknown stage',
      ['stage: xen', 'stage: moon'],
      '4: has stage that is not one of firmware, u-boot, uefi, xen, dom0, toolstack, guest',
    ],
    [
      'an unknown kind',
      ['kind: cause', 'kind: bad'],
      '5: has kind that is not one of cause, consequence, flaw, notice, harmless, silence',
    ],
    ['a silence without how often', ['kind: cause', 'kind: silence'], '5: is a silence and lacks likely'],
    ['an unknown check', ['checks: [gic]', 'checks: [gci]'], '8: has checks gci, which is no check'],
    ['an unknown signpost', ['missing: [xen-version]', 'missing: [xen]'], '9: has missing xen, which is no signpost'],
    [
      'an answer that cannot be given',
      ['dtb.edits=yes', 'dtb.edits=maybe'],
      '11: has set that is not an answer that can be given: key=value',
    ],
    [
      'an unknown step',
      ['step: goal.target', 'step: gaol'],
      '12: has step gaol, which is no step, no question, and not none',
    ],
    [
      'another symptom that is not there',
      ['checks: [gic]', 'follows: [other]'],
      '8: has follows other, which is no symptom',
    ],
    ['a key that nobody reads', ['checks: [gic]', 'cheks: [gic]'], '8: has cheks, which nobody reads'],
    [
      'no way to tell',
      ["patterns:\n  - '^Unable to use (?<node>/\\S{1,80})'\n", ''],
      '5: tells by nothing: give it patterns, or what a boot reached',
    ],
  ])('%s', (_, [from, to], says) => {
    expect(faults((text) => text.replaceAll(from, () => to)).join('\n')).toContain(`content/symptoms/node.md:${says}`)
  })

  test('a section that is missing', () => {
    expect(faults((text) => text.replace('## How to be sure\n\nLook.\n\n', ''))[0]).toContain(
      'must have the sections ## How to be sure, ## How to fix it, ## Example, ## Sources',
    )
  })
})
