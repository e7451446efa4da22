/** Runs every check over what is known. */
import type { Verdicts } from '../model/finding.ts'
import { type Material, needInWords } from '../model/material.ts'
import type { Check } from './check.ts'
import { checks } from './index.ts'

/**
 * Findings, what passed, and what could not be checked for want of what; errors first, then in the order of the checks.
 */
export function judge(material: Material, all: readonly Check[] = checks): Verdicts {
  const findings: Verdicts['findings'][number][] = []
  const passed: string[] = []
  const notChecked: { rule: string; missing: string[] }[] = []
  for (const check of all) {
    const missing = check.needs.filter((need) => material[need] === undefined)
    if (missing.length > 0) {
      notChecked.push({ rule: check.id, missing: [...new Set(missing.map(needInWords))] })
      continue
    }
    const found = check.run(material)
    if ('lacks' in found) {
      notChecked.push({ rule: check.id, missing: [found.lacks] })
      continue
    }
    if (found.length === 0) passed.push(check.id)
    for (const one of found) findings.push({ rule: check.id, ...one })
  }
  const weight = { error: 0, warning: 1, note: 2 }
  findings.sort((a, b) => weight[a.severity] - weight[b.severity])
  return { findings, passed, notChecked }
}
