/** The full-screen front end: Ink lays the screen out, the painter sends what changed, keys become events. */
import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import type { Event, Screen } from '../../engine/screen.ts'
import type { Front, Progress } from '../front.ts'
import { App, layoutOf, pageHeight, type Scene } from './app.tsx'
import { handleKey } from './handle-key.ts'
import type { Key } from './keys.ts'
import { FullScreen, type Surface } from './terminal.ts'
import { inAscii, isUtf8Locale, themeOf } from './theme.ts'
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

export function tuiFront(look: TuiOptions): Front {
  return new Tui(look)
}

class Tui implements Front {
  readonly isGoneAfterwards = true
  readonly #terminal: FullScreen
  readonly #look: TuiOptions
  readonly #pages = new Map<string, readonly string[]>()
  readonly #scene: Omit<Scene, 'ui' | 'screen' | 'size'>
  readonly #isUtf8: boolean
  #ink: ReturnType<typeof render> | undefined
  #ui: Ui | undefined
  #screen: Screen | undefined
  #working: { says: string; stages: string[]; stop: AbortController } | undefined
  #waiting: { resolve(event: Event): void; reject(error: unknown): void } | undefined
  /** Keys that were pressed while nobody asked; they are for the next screen. */
  #ahead: Key[] = []
  /** The Tab for which names of files were asked; it waits once. */
  #awaited: Key | undefined
  #isStopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(look: TuiOptions) {
    this.#look = look
    this.#isUtf8 = isUtf8Locale(look.env)
    this.#terminal = new FullScreen(look)
    this.#scene = {
      theme: themeOf({ color: look.color, isUtf8: this.#isUtf8 }),
      page: (markdown, width) => this.#page(markdown, width),
    }
    this.#terminal.listen(
      (keys) => this.#guarded(() => this.#press(keys)),
      () => this.#guarded(() => this.#draw()),
      () => this.stop(),
    )
  }

  ask(screen: Screen): Promise<Event> {
    this.#working = undefined
    this.#ui = this.#ui && this.#screen ? goOn(this.#ui, this.#screen, screen) : begin(screen)
    this.#screen = screen
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      if (!this.#terminal.open()) this.#guarded(() => this.#draw())
      if (this.#isStopped) this.#emit({ kind: 'leave' })
      this.#guarded(() => this.#press(this.#ahead.splice(0)))
      this.#tryLater()
    })
  }

  working(says: string): Progress {
    const stop = new AbortController()
    this.#working = { says, stages: [], stop }
    this.#draw()
    return {
      stage: (text) => {
        this.#working?.stages.push(text)
        this.#draw()
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
    this.#working?.stop.abort()
    this.#isStopped = true
    this.#emit({ kind: 'leave' })
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#terminal.close()
    this.#ink?.unmount()
    this.#ink = undefined
  }

  /** Keys that came at once cost one frame. */
  #press(keys: readonly Key[]): void {
    if (keys.length === 0) return
    for (const key of keys) this.#pressOne(key)
    this.#draw()
    this.#tryLater()
  }

  #pressOne(key: Key): void {
    if (this.#working) {
      if (key.name === 'escape' || (key.ctrl && key.text === 'c')) this.#working.stop.abort()
      return
    }
    if (!this.#ui || !this.#screen || !this.#waiting) {
      this.#ahead.push(key)
      return
    }
    if (key.name === 'tab' && key !== this.#awaited && isUntried(this.#ui, this.#screen)) {
      // Which files there are is not known yet for what is typed: the key waits for that.
      this.#awaited = key
      this.#ahead.push(key)
      return this.#emit({ kind: 'try', text: intended(this.#ui, this.#screen)! })
    }
    const layout = layoutOf(this.#ui, this.#screen, this.#terminal.size)
    const { ui, event, effect } = handleKey(this.#ui, this.#screen, key, pageHeight(layout))
    this.#ui = ui
    if (effect === 'suspend') this.#terminal.suspend()
    else if (effect === 'redraw') this.#terminal.repaint()
    else if (effect) this.#look.stdout.write(`\x1b]52;c;${Buffer.from(effect.copy).toString('base64')}\x07`)
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
    const [ui, screen] = [this.#ui, this.#screen]
    if (!ui || !this.#waiting || screen?.kind !== 'question') return
    const text = intended(ui, screen)
    if (text === undefined || text === screen.tried?.text) return
    this.#timer = setTimeout(() => this.#emit({ kind: 'try', text }), rest)
  }

  #draw(): void {
    if (!this.#ui || !this.#screen) return
    const size = this.#terminal.size
    const scene: Scene = { ...this.#scene, ui: this.#ui, screen: this.#screen, size, working: this.#working }
    const element = createElement(App, scene)
    if (this.#ink) this.#ink.rerender(element)
    else
      this.#ink = render(element, {
        stdout: this.#sink(),
        stdin: silentInput(),
        debug: true,
        exitOnCtrlC: false,
        patchConsole: false,
        isScreenReaderEnabled: false,
      })
  }

  /** A stream that Ink takes for a terminal; with `debug` it gets each frame whole, and nothing else. */
  #sink(): NodeJS.WriteStream {
    const terminal = this.#terminal
    const isUtf8 = this.#isUtf8
    const sink = {
      get columns() {
        return terminal.size.columns
      },
      get rows() {
        return terminal.size.rows
      },
      isTTY: true,
      write(frame: string) {
        terminal.show(isUtf8 ? frame : inAscii(frame))
        return true
      },
      on() {
        return sink
      },
      off() {
        return sink
      },
      once() {
        return sink
      },
      removeListener() {
        return sink
      },
      addListener() {
        return sink
      },
    }
    return sink as unknown as NodeJS.WriteStream
  }

  /** A page at a width: at once when it was drawn before, else soon. */
  #page(markdown: string, width: number): readonly string[] {
    const key = `${width} ${markdown}`
    const known = this.#pages.get(key)
    if (known) return known
    this.#pages.set(key, [])
    void this.#look.page(markdown, width).then(
      (text) => {
        this.#pages.set(key, text.replace(/\n$/, '').split('\n'))
        this.#guarded(() => this.#draw())
      },
      (error: unknown) => this.#fail(error),
    )
    return []
  }

  /** A bug in a key or a frame ends the wizard as any other: through the one who asked. */
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

/** Keys come to us by another way. */
function silentInput(): NodeJS.ReadStream {
  return Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => {},
    ref: () => {},
    unref: () => {},
  }) as unknown as NodeJS.ReadStream
}
