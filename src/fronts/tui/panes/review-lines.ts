import type { ReviewScreen } from '../../../engine/screen.ts'
import type { Severity } from '../../../model/finding.ts'
import { findingLines } from '../finding-lines.ts'
import { fit, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'

const severities: readonly Severity[] = ['error', 'warning', 'note']

/** Before writing: how many findings there are, the errors in full, and the files with what becomes of each. */
export function reviewLines({ tried, folder, answers }: ReviewScreen, { width, theme }: Place): readonly string[] {
  const { findings, notChecked, files } = tried
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length
  const numbers = severities.map((severity) => `${count(severity)} ${severity}${count(severity) === 1 ? '' : 's'}`)
  const open = notChecked.length
  const unmade = open === 0 ? '' : `; ${open} ${open === 1 ? 'check' : 'checks'} could not be made`
  const paint = count('error') > 0 ? theme.alarm : count('warning') > 0 ? theme.warn : theme.good
  const errors = findings.filter(({ severity }) => severity === 'error')
  return [
    ...wrapTo(`${numbers.join(', ')}${unmade} (f shows them).`, width).map((line) => paint(line)),
    ...errors.flatMap((finding) => findingLines(finding, width, theme)),
    '',
    ...wrapTo(`Files for ${folder} (a shows them line by line):`, width),
    ...files.map(({ path, state }) => {
      const name = fit(path, width - 4 - state.length, theme.marks.cut)
      return `  ${name}${state === '' ? '' : `  ${theme.quiet(state)}`}`
    }),
    ...(answers.length > 0 ? ['', ...wrapTo('Your answers, the worst founded first:', width)] : []),
    ...answers.flatMap(({ title, text, origin }) => [
      ...wrapTo(`  ${title} ${text === '' ? '(nothing)' : text}`, width - 2, '    ').map(
        (line) => `  ${line.trimStart()}`,
      ),
      ...wrapTo(origin, width - 4).map((line) => theme.quiet(`    ${line}`)),
    ]),
  ]
}
