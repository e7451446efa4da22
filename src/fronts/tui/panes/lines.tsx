/** Lines as Ink's text: cut to their width before, so that Ink breaks none and needs not look for what to clip. */
import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import { fit, fitStyled, windowOf } from '../fit.ts'
import type { Place } from '../place.ts'

/** A block of lines, one below the other. */
export function Lines({
  lines,
  width,
}: {
  readonly lines: readonly string[]
  readonly width: number
}): ReactElement | null {
  if (lines.length === 0) return null
  return (
    <Box width={width} flexShrink={0}>
      <Text>{lines.map((line) => fitStyled(line, width) || ' ').join('\n')}</Text>
    </Box>
  )
}

/** As many lines as there is room for, from `top` on. */
export function Scrolled({
  lines,
  top,
  place,
}: {
  readonly lines: readonly string[]
  readonly top: number
  readonly place: Place
}): ReactElement {
  return <Lines lines={scrolledLines(lines, top, place)} width={place.width} />
}

/** A window with a sign of what is above and below; all lines, where there is room. */
export function scrolledLines(
  lines: readonly string[],
  top: number,
  { height, width, theme }: Pick<Place, 'height' | 'width' | 'theme'>,
): readonly string[] {
  if (lines.length <= height) return lines
  const view = windowOf(lines, top, height - 1)
  const { less, more, cut } = theme.marks
  const signs = `${view.top > 0 ? less : ' '}${view.isMore ? more : ' '}`
  const where = `lines ${view.top + 1} to ${view.top + view.lines.length} of ${lines.length}`
  return [...view.lines, theme.quiet(fit(`${signs} ${where}`, width, cut))]
}
