/** The full-screen front end: Ink draws the scene, keys become the next scene or an event for the wizard. */
import './no-fetch.ts'
import { render } from 'ink'
import { createElement } from 'react'
import type { Event, Screen } from '../../engine/screen.ts'
import type { Front, Progress } from '../front.ts'
import { Canvas } from './canvas.ts'
import { handleKey } from './handle-key.ts'
import type { Key } from './keys.ts'
import { layoutOf, pageHeight } from './layout.ts'
import { Pages } from './pages.ts'
import { App, type Scene, type SceneStore, type Work } from './panes/app.tsx'
import { BugBoundary } from './panes/bug-boundary.tsx'
import { FullScreen, type Surface } from './terminal.ts'
import { inAscii, isUtf8Locale, type Theme, themeOf } from './theme.ts'
import { begin, goOn, intended, type Ui } from './ui.ts'

/** The terminal, and what the screen is drawn with. */
export interface TuiOptions extends Surface {
  readonly color: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Markdown as text of a width; loaded when first used. */
  page(markdown: string, width: number): Promise<string>
}

/** How long the cursor rests before what it is on is tried: not for each line on the way down a list. */
const rest = 90

/** Frames a second at most: keys that are held down come at 30. */
const maxFps = 60

export function tuiFront(options: TuiOptions): Front {
  return new Tui(options)
}

class Tui implements Front, SceneStore {
  readonly isGoneAfterwards = true
  readonly #terminal: FullScreen
  readonly #options: TuiOptions
  readonly #canvas: Canvas
  readonly #pages: Pages
  readonly #theme: Theme
  #ink: ReturnType<typeof render> | undefined
  #scene: Scene | undefined
  #onChange: () => void = () => {}
  /** What stops the work that is going on. */
  #stopWork: AbortController | undefined
  #waiting: { resolve(event: Event): void; reject(error: unknown): void } | undefined
  /** Keys that were pressed while nobody asked; they are for the next screen. */
  #ahead: Key[] = []
  /** The Tab for which names of files were asked; it waits once. */
  #awaited: Key | undefined
  #isStopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: TuiOptions) {
    const isUtf8 = isUtf8Locale(options.env)
    this.#options = options
    this.#theme = themeOf({ color: options.color, isUtf8 })
    const terminal = new FullScreen(options, () => void this.#canvas.emit('resize'))
    this.#terminal = terminal
    this.#canvas = new Canvas({
      get size() {
        return terminal.size
      },
      show: (frame) => terminal.show(isUtf8 ? frame : inAscii(frame)),
    })
    this.#pages = new Pages(
      options.page,
      () => this.#show({ ...this.current() }),
      (error) => this.#fail(error),
    )
  }

  ask(screen: Screen): Promise<Event> {
    const before = this.#scene
    this.#stopWork = undefined
    this.#show({ screen, ui: before ? goOn(before.ui, before.screen, screen) : begin(screen) })
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#guarded(() => this.#open())
      if (this.#isStopped) this.#emit({ kind: 'leave' })
      this.#guarded(() => this.#press(this.#ahead.splice(0)))
      this.#tryLater()
    })
  }

  working(says: string): Progress {
    const stop = new AbortController()
    let work: Work = { says, stages: [] }
    const show = (): void => this.#show({ ...this.current(), working: work })
    this.#stopWork = stop
    show()
    return {
      stage: (text) => {
        work = { says, stages: [...work.stages, text] }
        show()
      },
      signal: stop.signal,
    }
  }

  async aside<T>(run: () => Promise<T>): Promise<T> {
    this.#terminal.pause()
    try {
      return await run()
    } finally {
      this.#terminal.resume()
    }
  }

  stop(): void {
    this.#stopWork?.abort()
    this.#isStopped = true
    this.#emit({ kind: 'leave' })
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#terminal.close()
    this.#ink?.unmount()
    this.#ink = undefined
  }

  subscribe = (onChange: () => void): (() => void) => {
    this.#onChange = onChange
    return () => {
      this.#onChange = () => {}
    }
  }

  current = (): Scene => this.#scene!

  #show(scene: Scene): void {
    this.#scene = scene
    this.#onChange()
  }

  /** With the first screen: takes the terminal, and has Ink draw on it for as long as there are screens. */
  #open(): void {
    if (this.#ink) return
    this.#terminal.open()
    const app = createElement(App, {
      store: this,
      listener: { onKeys: (keys) => this.#guarded(() => this.#press(keys)), onEnd: () => this.stop() },
      theme: this.#theme,
      page: (markdown, width) => this.#pages.lines(markdown, width),
    })
    const root = createElement(BugBoundary, { onBug: (error) => this.#fail(error) }, app)
    this.#ink = render(root, {
      // Of a terminal Ink uses no more than size, resize and write.
      stdout: this.#canvas as unknown as NodeJS.WriteStream,
      stdin: this.#options.stdin,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
      maxFps,
    })
  }

  /** Keys that came at once cost one frame. */
  #press(keys: readonly Key[]): void {
    if (keys.length === 0) return
    for (const key of keys) this.#pressOne(key)
    this.#tryLater()
  }

  #pressOne(key: Key): void {
    if (this.#stopWork) {
      if (key.name === 'escape' || (key.ctrl && key.text === 'c')) this.#stopWork.abort()
      return
    }
    if (!this.#waiting) {
      this.#ahead.push(key)
      return
    }
    const { ui, screen } = this.current()
    if (key.name === 'tab' && key !== this.#awaited && isUntried(ui, screen)) {
      // Which files there are is not known yet for what is typed: the key waits for that.
      this.#awaited = key
      this.#ahead.push(key)
      return this.#emit({ kind: 'try', text: intended(ui, screen)! })
    }
    const page = pageHeight(layoutOf(ui, screen, this.#terminal.size))
    const { ui: next, event, effect } = handleKey(ui, screen, key, page)
    this.#show({ ui: next, screen })
    if (effect === 'suspend') this.#terminal.suspend()
    else if (effect === 'redraw') this.#terminal.repaint()
    else if (effect) this.#options.stdout.write(`\x1b]52;c;${Buffer.from(effect.copy).toString('base64')}\x07`)
    if (event) this.#emit(event)
  }

  #emit(event: Event): void {
    clearTimeout(this.#timer)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve(event)
  }

  /** Asks what the intended answer would do, once the cursor rests on it. */
  #tryLater(): void {
    clearTimeout(this.#timer)
    const { ui, screen } = this.current()
    if (!this.#waiting || screen.kind !== 'question') return
    const text = intended(ui, screen)
    if (text === undefined || text === screen.tried?.text) return
    this.#timer = setTimeout(() => this.#emit({ kind: 'try', text }), rest)
  }

  /** A bug in a key or a component ends the wizard as any other: through the one who asked. */
  #guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (!this.#waiting) throw error
    this.#waiting.reject(error)
  }
}

/** True where a path is typed and nothing is known of it yet. */
const isUntried = (ui: Ui, screen: Screen): boolean =>
  screen.kind === 'question' &&
  screen.answerKind === 'path' &&
  ui.pane === 'ask' &&
  ui.field !== undefined &&
  ui.isTouched &&
  screen.tried?.text !== intended(ui, screen)
