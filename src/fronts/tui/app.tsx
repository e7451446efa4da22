/** The whole screen, in Ink: a header, one to three panes side by side, the keys at the bottom. */
import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import type { Screen } from '../../engine/screen.ts'
import type { PaneContext } from './ask-pane.ts'
import { fit, fitStyled, widthOf } from './fit.ts'
import { footer } from './footer.ts'
import { isHighlighted } from './highlight.ts'
import { mapGlance, progressWords } from './map.ts'
import type { Size } from './painter.ts'
import { paneLines, paneTitles } from './panes.ts'
import type { Theme } from './theme.ts'
import type { Pane, Ui } from './ui.ts'

export interface Scene {
  readonly ui: Ui
  readonly screen: Screen
  readonly size: Size
  readonly theme: Theme
  /** Work that is going on, in place of the panes. */
  readonly working?: { readonly says: string; readonly stages: readonly string[] } | undefined
  page(markdown: string, width: number): readonly string[]
}

/** Which panes stand beside each other, and how wide each is. */
export interface Layout {
  readonly panes: readonly { readonly pane: Pane | 'glance'; readonly width: number }[]
  readonly height: number
}

/**
 * From 100 columns there are two panes, from 140 three; one below. A pane that was asked for takes the right side,
 * where there is one.
 */
export function layoutOf(ui: Ui, screen: Screen, { columns, rows }: Size): Layout {
  const footerHeight = rows < 16 ? 1 : 2
  const height = Math.max(1, rows - 1 - 1 - footerHeight)
  const side = columns >= 170 ? 38 : columns >= 140 ? 32 : 0
  if (columns < 100) return { panes: [{ pane: ui.pane, width: columns }], height }
  const isToDo = screen.kind === 'bring-up' || (screen.kind === 'question' && screen.isGate && screen.tasks.length > 0)
  const beside: Pane =
    ui.pane === 'ask' || ui.pane === 'map'
      ? isToDo
        ? 'tasks'
        : screen.tried?.files.some(({ lines }) => lines.some(isHighlighted))
          ? 'artifacts'
          : 'memory'
      : ui.pane
  const left = Math.floor((columns - side - (side > 0 ? 4 : 3)) * (side > 0 ? 0.5 : 0.55))
  const right = columns - side - left - (side > 0 ? 4 : 2)
  return {
    panes: [
      ...(side > 0 && ui.pane !== 'map' ? [{ pane: 'glance' as const, width: side }] : []),
      { pane: ui.pane === 'map' ? 'map' : 'ask', width: ui.pane === 'map' && side > 0 ? left + side + 2 : left },
      { pane: beside, width: right },
    ],
    height,
  }
}

/** How many lines Page Down goes on. */
export const pageHeight = (layout: Layout): number => Math.max(1, layout.height - 3)

export function App(scene: Scene): ReactElement {
  const { ui, screen, size, theme, working } = scene
  const layout = layoutOf(ui, screen, size)
  const keys = footer(ui, screen, size, theme)
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows - 1}>
      <Line text={header(screen, layout, size, theme)} />
      {working ? (
        <Column lines={workingLines(working, size.columns, theme)} width={size.columns} height={layout.height} />
      ) : (
        <Box height={layout.height}>
          {layout.panes.flatMap(({ pane, width }, index) => [
            ...(index > 0
              ? [<Divider key={`rule-${index}`} height={layout.height} sign={theme.quiet(theme.marks.down)} />]
              : []),
            <Column key={pane} lines={linesOf(pane, scene, width, layout)} width={width} height={layout.height} />,
          ])}
        </Box>
      )}
      {keys.slice(0, size.rows < 16 ? 1 : 2).map((line, index) => (
        <Line key={index} text={line} />
      ))}
    </Box>
  )
}

function linesOf(
  pane: Pane | 'glance',
  { ui, screen, theme, page }: Scene,
  width: number,
  { panes, height }: Layout,
): readonly string[] {
  if (pane === 'glance') return mapGlance(screen, width, theme)
  const title = paneTitles[pane]
  const place: PaneContext = {
    width,
    height: height - (title === '' ? 0 : 1),
    theme,
    page,
    isAlone: panes.length === 1,
  }
  return [
    ...(title === '' ? [] : [theme.accent(theme.strong(fit(title, width, theme.marks.cut)))]),
    ...paneLines(pane, ui, screen, place),
  ]
}

function Line({ text }: { readonly text: string }): ReactElement {
  return (
    <Box height={1} flexShrink={0}>
      <Text>{text === '' ? ' ' : text}</Text>
    </Box>
  )
}

/**
 * Lines that are no wider and no more than the column has room for, in one piece: Ink must break nothing, and not look
 * for what to clip.
 */
function Column({
  lines,
  width,
  height,
}: {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}): ReactElement {
  return (
    <Box width={width} height={height} flexShrink={0}>
      <Text>
        {lines
          .slice(0, height)
          .map((line) => fitStyled(line, width) || ' ')
          .join('\n')}
      </Text>
    </Box>
  )
}

function Divider({ height, sign }: { readonly height: number; readonly sign: string }): ReactElement {
  return (
    <Box width={2} height={height} flexShrink={0}>
      <Text>{Array.from({ length: height }, () => sign).join('\n')}</Text>
    </Box>
  )
}

function header(screen: Screen, { panes }: Layout, { columns }: Size, theme: Theme): string {
  const where =
    screen.kind === 'question'
      ? `${screen.step.number}/${screen.step.of} ${screen.step.title}`
      : screen.kind === 'review'
        ? 'Look it over and write'
        : 'At the board'
  const progress = panes.some(({ pane }) => pane === 'glance') || columns < 80 ? '' : progressWords(screen)
  const userError = (screen.tried?.findings ?? []).filter(({ severity }) => severity === 'error').length
  const tail = [userError > 0 ? `${userError} ${userError === 1 ? 'error' : 'errors'}` : '', progress]
    .filter((one) => one !== '')
    .join(' · ')
  const head = fit(`xenup  ${where}`, columns - widthOf(tail) - 2, theme.marks.cut)
  return theme.chosen(`${head}${' '.repeat(Math.max(1, columns - widthOf(head) - widthOf(tail)))}${tail}`)
}

const workingLines = (
  { says, stages }: NonNullable<Scene['working']>,
  width: number,
  theme: Theme,
): readonly string[] => [
  theme.strong(fit(says, width, theme.marks.cut)),
  ...stages.map((stage) => `${theme.marks.states.done} ${fit(stage, width - 2, theme.marks.cut)}`),
  '',
  theme.quiet('Esc stops it'),
]
