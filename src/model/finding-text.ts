/** Verdicts as text, for people. */
import type { Finding, Verdicts } from './finding.ts'
import { visible } from './visible.ts'
import { wrap } from './wrap.ts'

/** Findings alone, each with its fix and the page to read; empty when there are none. */
export const findingsText = ({ findings }: Verdicts, columns: number): string =>
  findings.map((finding) => findingText(finding, columns)).join('')

/** Everything: findings, what passed when asked for, what could not be checked and why, and a line that counts. */
export function checkText(
  verdicts: Verdicts,
  { columns, all }: { readonly columns: number; readonly all: boolean },
): string {
  const { findings, passed, notChecked } = verdicts
  const lines = [findingsText(verdicts, columns)]
  if (all && passed.length > 0) lines.push(`Checked, and fine:\n${passed.map((rule) => `  ${rule}\n`).join('')}`)
  if (notChecked.length > 0) {
    lines.push(
      `Not checked:\n${notChecked.map(({ rule, missing }) => `${wrap(`  ${rule}: needs ${visible(missing.join('; '))}`, columns, '    ')}\n`).join('')}`,
    )
  }
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length
  lines.push(
    `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${plural(count('note'), 'note')}; ${passed.length} passed, ${notChecked.length} not checked\n`,
  )
  return lines.filter((part) => part !== '').join('\n')
}

/** What no check finds: a plan that cannot be made, and markers in a file, say all by themselves. */
const withoutPage: readonly string[] = ['plan', 'unmerged']

function findingText({ rule, severity, says, at, also, fix }: Finding, columns: number): string {
  const lines = [
    wrap(`${severity}: ${visible(says)}.`, columns, '  '),
    wrap(`  at ${visible(at)}${also ? `, against ${visible(also)}` : ''}`, columns, '    '),
    ...(fix ? [wrap(`  ${visible(fix)}`, columns, '  ')] : []),
    ...(withoutPage.includes(rule) ? [] : [`  xenup explain ${rule}`]),
  ]
  return `${lines.join('\n')}\n`
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
