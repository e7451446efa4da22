import type { ShownFinding } from '../../engine/screen.ts'
import { wrapTo } from './fit.ts'
import type { Theme } from './theme.ts'

/** A finding in short: what is wrong, what to do. */
export function findingLines({ severity, says, fix }: ShownFinding, width: number, theme: Theme): readonly string[] {
  const paint = severity === 'error' ? theme.alarm : severity === 'warning' ? theme.warn : theme.accent
  return [
    ...wrapTo(`${severity}: ${says}.`, width, '  ').map((line) => paint(line)),
    ...(fix === undefined ? [] : wrapTo(`  ${fix}`, width - 2).map((line) => `  ${line.trimStart()}`)),
  ]
}
