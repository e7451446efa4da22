import type { ReactElement } from 'react'
import type { Screen } from '../../../engine/screen.ts'
import type { Place } from '../place.ts'
import type { Ui } from '../ui.ts'
import { QuestionPane } from './question-pane.tsx'
import { ReportPane } from './report-pane.tsx'

/** What a pane is drawn from. */
export interface PaneProps {
  readonly ui: Ui
  readonly screen: Screen
  readonly place: Place
}

/** The screen itself: what is asked or has to be decided, and the list or field to do it with. */
export function AskPane({ ui, screen, place }: PaneProps): ReactElement {
  return screen.kind === 'question' ? (
    <QuestionPane ui={ui} screen={screen} place={place} />
  ) : (
    <ReportPane ui={ui} screen={screen} place={place} />
  )
}
