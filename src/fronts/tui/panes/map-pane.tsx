import type { ReactElement } from 'react'
import { fit, windowOf } from '../fit.ts'
import { mapLines, progressWords } from '../map.ts'
import type { PaneProps } from './ask-pane.tsx'
import { Lines } from './lines.tsx'

/** The map of steps with its cursor, as much of it as there is room for. */
export function MapPane(props: PaneProps): ReactElement {
  return <Lines lines={mapPaneLines(props)} width={props.place.width} />
}

export function mapPaneLines({ ui, screen, place }: PaneProps): readonly string[] {
  const { width, height, theme } = place
  const search = ui.filter ? [`/${ui.filter.text}${theme.chosen(' ')}`] : []
  const { lines, cursor } = mapLines(screen, { filter: ui.filter?.text, at: ui.mapAt }, width, theme)
  const room = height - search.length - 2
  const view = windowOf(lines, cursor - Math.floor(room / 2), room)
  return [...search, ...view.lines, '', theme.quiet(fit(progressWords(screen), width, theme.marks.cut))]
}
