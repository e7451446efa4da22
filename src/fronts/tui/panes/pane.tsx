/** A pane with its title: what fills a narrow screen, or stands beside the question on a wide one. */
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { fit } from '../fit.ts'
import { memoryLines } from '../memory-map.ts'
import type { Pane as Kind } from '../ui.ts'
import { ArtifactsPane } from './artifacts-pane.tsx'
import { AskPane, type PaneProps } from './ask-pane.tsx'
import { FindingsPane } from './findings-pane.tsx'
import { Lines, Scrolled } from './lines.tsx'
import { MapPane } from './map-pane.tsx'
import { hintLines, keyLines, taskLines, whyLines } from './reading-lines.ts'

/** What a pane is called, above it; the question needs no name. */
const titles: Readonly<Record<Kind, string>> = {
  ask: '',
  why: 'Why this question',
  map: 'The map',
  hints: 'Hints',
  artifacts: 'What comes out',
  memory: 'Memory',
  findings: 'Findings so far',
  tasks: 'Commands to copy',
  keys: 'Keys',
}

export function Pane({ kind, ...props }: PaneProps & { readonly kind: Kind }): ReactElement {
  const { width, height, theme } = props.place
  const title = titles[kind]
  const lines = title === '' ? [] : [theme.accent(theme.strong(fit(title, width, theme.marks.cut)))]
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0} overflowY="hidden">
      <Lines lines={lines} width={width} />
      <Content {...props} kind={kind} place={{ ...props.place, height: height - lines.length }} />
    </Box>
  )
}

function Content({ kind, ...props }: PaneProps & { readonly kind: Kind }): ReactElement {
  switch (kind) {
    case 'ask':
      return <AskPane {...props} />
    case 'map':
      return <MapPane {...props} />
    case 'artifacts':
      return <ArtifactsPane {...props} />
    case 'findings':
      return <FindingsPane {...props} />
    default:
      return <Scrolled lines={readingLines(kind, props)} top={props.ui.tops[kind] ?? 0} place={props.place} />
  }
}

/** The whole of a pane that is only read. */
function readingLines(
  kind: Exclude<Kind, 'ask' | 'map' | 'artifacts' | 'findings'>,
  { ui, screen, place }: PaneProps,
): readonly string[] {
  switch (kind) {
    case 'why':
      return whyLines(screen, place)
    case 'hints':
      return hintLines(ui, screen, place)
    case 'memory':
      return memoryLines(screen, place)
    case 'tasks':
      return taskLines(screen, place)
    case 'keys':
      return keyLines(place)
  }
}
