/** What stands around the list or the field of a question: why, what would come of it, what to do first, the page. */
import type { QuestionScreen } from '../../../engine/screen.ts'
import { formatPlace } from '../../format.ts'
import { findingLines } from '../finding-lines.ts'
import { fit, fitAround, windowOf, wrapTo } from '../fit.ts'
import { bestHighlight, isHighlighted } from '../highlight.ts'
import type { Place } from '../place.ts'
import type { Theme } from '../theme.ts'
import { intended, type Ui } from '../ui.ts'

/** What the question is for; what stands between backticks in its colour, without colours the backticks stay. */
export function purposeLines({ purpose }: QuestionScreen, { width, theme }: Place): readonly string[] {
  const lines = wrapTo(purpose, width)
  if (!theme.color) return lines
  let isCode = false
  return lines.map((line) =>
    line
      .split('`')
      .map((piece, index) => {
        if (index > 0) isCode = !isCode
        return isCode ? theme.accent(piece) : piece
      })
      .join(''),
  )
}

/** The suggestion with its reason, until something else is typed. */
export function becauseLines({ suggestion }: QuestionScreen, ui: Ui, { width, theme }: Place): readonly string[] {
  if (!suggestion || (ui.field && ui.isTouched)) return []
  const text = suggestion.text === '' ? 'nothing' : suggestion.text
  const head = ui.field ? `Enter takes ${text}` : `Suggested: ${text}`
  return wrapTo(`${head}, because ${suggestion.because}.`, width).map((line) => theme.quiet(line))
}

/**
 * What the intended answer would do, as far as it is known by now: refusal, file, new findings, the first lines that it
 * makes.
 */
export function effectLines(screen: QuestionScreen, ui: Ui, { width, theme, isAlone }: Place): readonly string[] {
  const { tried, refusal } = screen
  if (tried === undefined || tried.text !== intended(ui, screen)) return []
  if (tried.refusal !== undefined) {
    // What was refused says so already, and what is not typed to its end yet is not wrong yet.
    if (refusal === tried.refusal || (ui.field && !ui.isTouched)) return []
    return wrapTo(`Would not be taken: ${tried.refusal}`, width, '  ').map((line) => theme.warn(line))
  }
  const note = tried.note === undefined ? [] : wrapTo(tried.note, width, '  ').map((line) => theme.good(line))
  const findings = tried.findings.filter(({ isNew }) => isNew).flatMap((finding) => findingLines(finding, width, theme))
  return [...note, ...findings, ...(ui.field && isAlone ? previewLines(screen, width, theme) : [])]
}

/** Two lines that the answer makes, where the artifacts do not stand beside it anyway. */
function previewLines(screen: QuestionScreen, width: number, theme: Theme): readonly string[] {
  const { file, line } = bestHighlight(screen)
  const shown = screen.tried?.files[file]
  if (!shown?.lines[line] || !isHighlighted(shown.lines[line])) return []
  const lines = shown.lines.slice(line).filter(isHighlighted).slice(0, 2)
  const answer = screen.tried?.text ?? ''
  return [
    theme.quiet(fit(`In ${shown.path}:`, width, theme.marks.cut)),
    ...lines.map(({ text }) => theme.accent(`  ${fitAround(text.trim(), answer, width - 2, theme.marks.cut)}`)),
  ]
}

/** At a gate: what has to be done before it is passed, with the commands, as far as there is room. */
export function toDoLines(screen: QuestionScreen, { width, theme, isAlone }: Place, room: number): readonly string[] {
  if (!screen.isGate || !isAlone || room < 4) return []
  const lines = screen.tasks
    .filter(({ commands }) => commands.length > 0)
    .flatMap(({ title, where, commands }) => [
      ...wrapTo(`${title} (${formatPlace(where)}):`, width).map((line) => theme.strong(line)),
      ...commands.flatMap((command) => command.split('\n')).map((line) => theme.accent(line)),
    ])
  if (lines.length === 0) return []
  const { across, more, cut } = theme.marks
  const keys =
    lines.length > room - 2
      ? `${more} c shows all, and what the console should show; y copies`
      : 'c shows what the console should show; y copies'
  return [theme.quiet(across.repeat(width)), ...lines.slice(0, room - 2), theme.quiet(fit(keys, width, cut))]
}

/** The page as far as there is room, without what stands above it already: what the question is for. */
export function pageLines(
  { page: markdown }: QuestionScreen,
  ui: Ui,
  { width, theme, page }: Place,
  room: number,
): readonly string[] {
  if (markdown === undefined || room < 5) return []
  const lines = page(markdown.replace(/^\*\*What it is\.\*\*[^]*?\n\n(?=\*\*)/, ''), width)
  if (lines.length === 0) return []
  const view = windowOf(lines, ui.tops.ask ?? 0, room - 2)
  const { across, more, cut } = theme.marks
  return [
    theme.quiet(across.repeat(width)),
    ...view.lines,
    view.isMore ? theme.quiet(fit(`${more} Page Down reads on, ? shows it whole`, width, cut)) : '',
  ]
}
