import { describe, expect, test } from 'vitest'
import type { Finding, Verdicts } from '../../src/model/finding.ts'
import { checkText, findingsText } from '../../src/model/finding-text.ts'
import { hasErrors, verdictsJson } from '../../src/report/findings.ts'

const clash: Finding = {
  rule: 'overlap',
  severity: 'error',
  says: 'Xen (0x40600000 to 0x40800000) overlaps the dom0 kernel (0x40700000 to 0x42800000)',
  at: 'answer boot-media.xen-address',
  also: 'answer boot-media.kernel-address',
  fix: 'Move one of them, or let xenup plan the addresses (boot-media.addresses: planned).',
}
const note: Finding = { rule: 'xen-release', severity: 'note', says: 'The release is old', at: 'answer xen.version' }
const verdicts: Verdicts = {
  findings: [clash, note],
  passed: ['gic', 'timer'],
  notChecked: [
    {
      rule: 'psci-conduit',
      missing: ['a psci node in the device tree (firmware may add one at boot)', 'the Xen binary (xen.file)'],
    },
  ],
}
const none: Verdicts = { findings: [], passed: ['gic'], notChecked: [] }

describe('findings as text', () => {
  test('are told with place, fix and page, then what was not checked and why, then counted', () => {
    expect(checkText(verdicts, { columns: 80, all: false })).toMatchInlineSnapshot(`
      "error: Xen (0x40600000 to 0x40800000) overlaps the dom0 kernel (0x40700000 to
        0x42800000).
        at answer boot-media.xen-address, against answer boot-media.kernel-address
        Move one of them, or let xenup plan the addresses (boot-media.addresses:
        planned).
        xenup explain overlap
      note: The release is old.
        at answer xen.version
        xenup explain xen-release

      Not checked:
        psci-conduit: needs a psci node in the device tree (firmware may add one at
          boot); the Xen binary (xen.file)

      1 error, 0 warnings, 1 note; 2 passed, 1 not checked
      "
    `)
  })

  test('with everything that passed, when asked for', () => {
    expect(checkText(verdicts, { columns: 80, all: true })).toContain('Checked, and fine:\n  gic\n  timer\n')
    expect(checkText(verdicts, { columns: 80, all: false })).not.toContain('gic')
  })

  test('are empty when there are none, and the count says so', () => {
    expect(findingsText(none, 80)).toBe('')
    expect(checkText(none, { columns: 80, all: false })).toBe(
      '0 errors, 0 warnings, 0 notes; 1 passed, 0 not checked\n',
    )
  })

  test('show what steers a terminal', () => {
    const text = findingsText(
      { ...none, findings: [{ ...clash, says: 'a\x1b[31m', at: 'b\r', also: 'c\x9b', fix: 'd\x07' }] },
      80,
    )
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/)
  })

  test('of the plan itself have no page', () => {
    expect(findingsText({ ...none, findings: [{ ...clash, rule: 'plan' }] }, 80)).not.toContain('explain')
  })
})

test('only an error makes the exit status 1', () => {
  expect(hasErrors(verdicts)).toBe(true)
  expect(hasErrors({ ...verdicts, findings: [note, { ...note, severity: 'warning' }] })).toBe(false)
})

test('findings as JSON are one document of a known shape', () => {
  const answer = {
    key: 'guest.name',
    title: 'Its name?',
    text: 'web',
    origin: { from: 'set' },
    isSuggested: false,
  } as const
  const text = verdictsJson(verdicts, [answer])
  expect(text.endsWith('}\n')).toBe(true)
  expect(JSON.parse(text)).toEqual({ xenup: 1, answers: [answer], ...verdicts })
})
