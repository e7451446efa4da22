/** The whole screen: a header, one to three panes side by side, the keys at the bottom. */
import { Box } from 'ink'
import { Fragment, type ReactElement, useSyncExternalStore } from 'react'
import type { Screen } from '../../../engine/screen.ts'
import { fit } from '../fit.ts'
import { footerLines } from '../footer-lines.ts'
import { headerLine } from '../header-line.ts'
import { type Listener, useKeys, useSize } from '../hooks.ts'
import { type Layout, layoutOf } from '../layout.ts'
import { mapGlance } from '../map.ts'
import type { Size } from '../painter.ts'
import type { Place } from '../place.ts'
import type { Theme } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { Lines } from './lines.tsx'
import { Pane } from './pane.tsx'

/** What is shown. */
export interface Scene {
  readonly ui: Ui
  readonly screen: Screen
  /** Work that is going on, in place of the panes. */
  readonly working?: Work | undefined
}

export interface Work {
  readonly says: string
  readonly stages: readonly string[]
}

/** Where the scene is kept: it is another object when anything in it has changed. */
export interface SceneStore {
  subscribe(onChange: () => void): () => void
  current(): Scene
}

export interface AppProps {
  readonly store: SceneStore
  readonly listener: Listener
  readonly theme: Theme
  readonly page: Place['page']
}

export function App({ store, listener, theme, page }: AppProps): ReactElement {
  const scene = useSyncExternalStore(store.subscribe, store.current)
  const size = useSize()
  useKeys(listener)
  return <Frame scene={scene} size={size} theme={theme} page={page} />
}

/** One row less than the terminal has. */
export function Frame({
  scene: { ui, screen, working },
  size,
  theme,
  page,
}: Pick<AppProps, 'theme' | 'page'> & { readonly scene: Scene; readonly size: Size }): ReactElement {
  const { columns, rows } = size
  const layout = layoutOf(ui, screen, size)
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflowY="hidden">
      <Lines lines={[headerLine(screen, layout, size, theme)]} width={columns} />
      <Box height={layout.height} flexShrink={0}>
        {working ? (
          <Lines lines={workLines(working, columns, theme).slice(0, layout.height)} width={columns} />
        ) : (
          <Panes ui={ui} screen={screen} layout={layout} theme={theme} page={page} />
        )}
      </Box>
      <Lines lines={footerLines(ui, screen, columns, theme, layout.footer)} width={columns} />
    </Box>
  )
}

function Panes({
  ui,
  screen,
  layout: { panes, height },
  theme,
  page,
}: Omit<Scene, 'working'> & Pick<AppProps, 'theme' | 'page'> & { readonly layout: Layout }): ReactElement {
  const isAlone = panes.length === 1
  return (
    <>
      {panes.map(({ pane, width }, index) => (
        <Fragment key={index}>
          {index > 0 && <Divider height={height} sign={theme.quiet(theme.marks.down)} />}
          {pane === 'glance' ? (
            <Lines lines={mapGlance(screen, width, theme).slice(0, height)} width={width} />
          ) : (
            <Pane kind={pane} ui={ui} screen={screen} place={{ width, height, theme, isAlone, page }} />
          )}
        </Fragment>
      ))}
    </>
  )
}

const Divider = ({ height, sign }: { readonly height: number; readonly sign: string }): ReactElement => (
  <Lines lines={Array.from({ length: height }, () => sign)} width={2} />
)

const workLines = ({ says, stages }: Work, width: number, theme: Theme): readonly string[] => [
  theme.strong(fit(says, width, theme.marks.cut)),
  ...stages.map((stage) => `${theme.marks.states.done} ${fit(stage, width - 2, theme.marks.cut)}`),
  '',
  theme.quiet('Esc stops it'),
]
