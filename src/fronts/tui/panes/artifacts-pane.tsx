/** One artifact, around the line that matters, with why that line is there. */
import type { ReactElement } from 'react'
import type { ShownFile, ShownLine, Tried } from '../../../engine/screen.ts'
import { fit, fitAround, fitEnd, widthOf, windowOf, wrapTo } from '../fit.ts'
import { bestHighlight, isHighlighted } from '../highlight.ts'
import type { Place } from '../place.ts'
import type { PaneProps } from './ask-pane.tsx'
import { Lines } from './lines.tsx'

export function ArtifactsPane(props: PaneProps): ReactElement {
  return <Lines lines={artifactLines(props)} width={props.place.width} />
}

export function artifactLines({ ui, screen, place }: PaneProps): readonly string[] {
  const { width, height, theme, page } = place
  const { tried } = screen
  const files = tried?.files ?? []
  if (files.length === 0) return wrapTo(nothingYet(tried), width)
  // Beside the question the pane follows the answer; the user moves in it when it was asked for.
  const isAsked = ui.pane === 'artifacts'
  const at = isAsked ? ui : bestHighlight(screen)
  const number = Math.min(at.file, files.length - 1)
  const file = files[number]!
  const line = Math.min(at.line, file.lines.length - 1)
  const why = file.lines[line]?.why
  const about = why === undefined ? [] : page(why, width).slice(0, Math.max(2, Math.floor(height / 3)))
  const room = height - 1 - (about.length > 0 ? about.length + 1 : 0)
  const view = windowOf(file.lines, line - Math.floor(room / 2), room)
  const { cut } = theme.marks
  const digits = String(file.lines.length).length
  return [
    theme.strong(fit(headOf(file, `${number + 1} of ${files.length}`, width, cut), width, cut)),
    ...view.lines.map((one, index) => {
      const start = `${String(view.top + index + 1).padStart(digits)} ${signOf(one)} `
      const room = width - start.length
      const shown =
        start + (one.isTouched ? fitAround(one.text, tried?.text ?? '', room, cut) : fit(one.text, room, cut))
      const isChosen = isAsked && view.top + index === line
      return isChosen
        ? theme.chosen(shown + ' '.repeat(Math.max(0, width - widthOf(shown))))
        : painted(one, shown, place)
    }),
    ...(about.length > 0 ? [theme.quiet(theme.marks.across.repeat(width)), ...about] : []),
  ]
}

/** Its path, which of the files it is, and how many of its lines the answer touches. */
function headOf({ path, state, lines }: ShownFile, number: string, width: number, cut: string): string {
  const marked = lines.filter(isHighlighted).length
  const touched = marked === 0 ? '' : `, ${marked} ${marked === 1 ? 'line' : 'lines'} touched (n)`
  return `${fitEnd(path, Math.max(12, width - 34), cut)}  ${number}${state === '' ? '' : `, ${state}`}${touched}`
}

/** Why there is nothing to show of artifacts and memory. */
export const nothingYet = (tried: Tried | undefined): string =>
  tried?.unplanned ?? tried?.refusal ?? 'Nothing was worked out yet.'

const signOf = ({ against, isTouched }: ShownLine): string => (against !== ' ' ? against : isTouched ? '*' : ' ')

const painted = ({ against, isTouched }: ShownLine, text: string, { theme }: Place): string =>
  against === '-' ? theme.alarm(text) : against === '+' ? theme.good(text) : isTouched ? theme.accent(text) : text
