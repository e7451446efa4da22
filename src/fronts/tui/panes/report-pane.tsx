/** A screen after the questions: a title, what there is to read, scrolled where it is long, and what can be done. */
import type { ReactElement } from 'react'
import type { QuestionScreen, Screen } from '../../../engine/screen.ts'
import { fit, windowOf, wrapTo } from '../fit.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'
import { bringUpLines } from './bring-up-lines.ts'
import { clashLines } from './clash-lines.ts'
import { Control, controlHeight } from './control.tsx'
import { Lines } from './lines.tsx'
import { reviewLines } from './review-lines.ts'
import { urgentLines } from './urgent-lines.ts'

export interface ReportProps {
  readonly ui: Ui
  readonly screen: Exclude<Screen, QuestionScreen>
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
  const head = wrapTo(titleOf(screen), width).map((line) => theme.strong(line))
  const urgent = urgentLines(screen, ui, place)
  const most = Math.max(3, height - head.length - Math.min(urgent.length, 4))
  const room = height - head.length - controlHeight({ ui, screen, place, height: most })
  const shown = urgent.slice(0, Math.max(0, room))
  const lines = linesOf(screen, place)
  return { above: [...head, ...shown, ...readLines(lines, ui.tops.ask ?? 0, place, room - shown.length)], most }
}

function titleOf(screen: ReportProps['screen']): string {
  switch (screen.kind) {
    case 'review':
      return 'Look it over, then write'
    case 'clash':
      return `${screen.file} was edited by hand`
    case 'bring-up':
      return 'At the board: compare the console'
  }
}

function linesOf(screen: ReportProps['screen'], place: Place): readonly string[] {
  switch (screen.kind) {
    case 'review':
      return reviewLines(screen, place)
    case 'clash':
      return clashLines(screen, place)
    case 'bring-up':
      return bringUpLines(screen, place)
  }
}

/** A window of the lines, on `room` lines with one that tells how to read on; all of them where there is room. */
function readLines(lines: readonly string[], top: number, { width, theme }: Place, room: number): readonly string[] {
  if (lines.length + 1 <= room) return [...lines, '']
  const view = windowOf(lines, top, room - 1)
  const { less, more, cut } = theme.marks
  const signs = `${view.top > 0 ? less : ' '}${view.isMore ? more : ' '}`
  return [...view.lines, theme.quiet(fit(`${signs} Page Down reads on`, width, cut))]
}
