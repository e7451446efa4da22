/** A screen after the questions: a title, what there is to read, scrolled where it is long, and what can be done. */
import type { ReactElement } from 'react'
import type { BringUpScreen, ReviewScreen } from '../../../engine/screen.ts'
import { fit, windowOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'
import { bringUpLines } from './bring-up-lines.ts'
import { Control, controlHeight } from './control.tsx'
import { Lines } from './lines.tsx'
import { reviewLines } from './review-lines.ts'
import { urgentLines } from './urgent-lines.ts'

export interface ReportProps {
  readonly ui: Ui
  readonly screen: ReviewScreen | BringUpScreen
  readonly place: Place
}

export function ReportPane(props: ReportProps): ReactElement {
  const { above, most } = reportParts(props)
  return (
    <>
      <Lines lines={above} width={props.place.width} />
      <Control {...props} height={most} />
    </>
  )
}

/** The lines above the list or field, and how many lines that may take itself. */
export function reportParts({ ui, screen, place }: ReportProps): {
  readonly above: readonly string[]
  readonly most: number
} {
  const { width, height, theme } = place
  const isReview = screen.kind === 'review'
  const title = isReview ? 'Look it over, then write' : 'At the board: compare the console'
  const head = wrapTo(title, width).map((line) => theme.strong(line))
  const urgent = urgentLines(screen, ui, place)
  const most = Math.max(3, height - head.length - Math.min(urgent.length, 4))
  const room = height - head.length - controlHeight({ ui, screen, place, height: most })
  const shown = urgent.slice(0, Math.max(0, room))
  const lines = isReview ? reviewLines(screen, place) : bringUpLines(screen, place)
  return { above: [...head, ...shown, ...readLines(lines, ui.tops.ask ?? 0, place, room - shown.length)], most }
}

/** A window of the lines, on `room` lines with one that tells how to read on; all of them where there is room. */
function readLines(lines: readonly string[], top: number, { width, theme }: Place, room: number): readonly string[] {
  if (lines.length + 1 <= room) return [...lines, '']
  const view = windowOf(lines, top, room - 1)
  const { less, more, cut } = theme.marks
  const signs = `${view.top > 0 ? less : ' '}${view.isMore ? more : ' '}`
  return [...view.lines, theme.quiet(fit(`${signs} Page Down reads on`, width, cut))]
}
