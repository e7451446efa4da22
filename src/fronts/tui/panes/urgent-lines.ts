import type { Screen, ShownFinding } from '../../../engine/screen.ts'
import { findingLines } from '../finding-lines.ts'
import { wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Theme } from '../theme.ts'
import type { Ui } from '../ui.ts'

const leadHint = (found: readonly ShownFinding[], theme: Theme): readonly string[] =>
  found.some(({ leads }) => leads) ? [theme.quiet('  f, then Enter: to the question at fault')] : []

/** What the last answer and the last key came to: a file that was read, a refusal, a word to the user, findings. */
export function urgentLines(screen: Screen, ui: Ui, { width, theme }: Place): readonly string[] {
  const isQuestion = screen.kind === 'question'
  const note = isQuestion ? (screen.note?.split('\n') ?? []) : []
  const refusal = screen.refusal === undefined ? [] : [isQuestion ? `Not taken: ${screen.refusal}` : screen.refusal]
  const wrapped = (lines: readonly string[], paint: (line: string) => string): readonly string[] =>
    lines.flatMap((line) => wrapTo(line, width, '  ')).map(paint)
  return [
    ...wrapped(note, theme.good),
    ...wrapped(refusal, theme.alarm),
    ...wrapped(ui.says === undefined ? [] : [ui.says], theme.warn),
    ...wrapped('followed' in screen ? (screen.followed ?? []) : [], theme.accent),
    ...(isQuestion && screen.found.length > 0
      ? [...screen.found.flatMap((finding) => findingLines(finding, width, theme)), ...leadHint(screen.found, theme)]
      : []),
  ]
}
