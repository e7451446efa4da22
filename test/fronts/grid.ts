/** What a program sends, on the grid of a real terminal emulator: what a person would see. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { PassThrough, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'
import { commandNamed } from '../../src/commands/index.ts'
import type { Io } from '../../src/model/io.ts'
import { Interrupted } from '../../src/model/user-error.ts'
import { environment, program } from '../journeys/conversation.ts'
import { patience } from '../patience.ts'

// React and Ink, which load with the first screen, are several times as fast without their checks, as in the built
// program.
process.env['NODE_ENV'] = 'production'

/** The keys that matter, as xterm sends them. */
export const keys = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  pageDown: '\x1b[6~',
  ctrlC: '\x03',
  ctrlZ: '\x1a',
  f: (number: 1 | 2 | 3 | 4 | 7) => (number > 4 ? '\x1b[18~' : `\x1bO${'PQRS'[number - 1]}`),
  paste: (text: string) => `\x1b[200~${text}\x1b[201~`,
} as const

interface Place {
  readonly folder: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly rows?: number
  readonly columns?: number
}

/** A terminal with one program in it. */
abstract class Grid {
  protected readonly terminal: InstanceType<typeof xterm.Terminal>
  protected isOver = false
  #stream = ''
  #onChange: () => void = () => {}
  readonly folder: string

  constructor({ folder, rows = 24, columns = 80 }: Place, convertEol: boolean) {
    this.folder = folder
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000, convertEol })
  }

  abstract press(...keys: readonly string[]): void
  /** The exit status of the program, once it has ended. */
  abstract ends(): Promise<number | null>
  abstract close(): void

  protected take(bytes: Buffer): void {
    this.#stream += bytes.toString('latin1')
    this.terminal.write(bytes, () => this.#onChange())
  }

  /** What came last is on the grid, too. */
  protected over(done: () => void): void {
    this.isOver = true
    this.terminal.write('', () => {
      this.#onChange()
      done()
    })
  }

  protected inTime<T>(ended: Promise<T>): Promise<T> {
    const late = new Promise<never>((_, reject) =>
      setTimeout(
        () => reject(new Error(`the program does not end; this is on the screen:\n${this.text}`)),
        patience,
      ).unref(),
    )
    return Promise.race([ended, late])
  }

  /** The lines of the screen, as they stand. */
  get lines(): readonly string[] {
    const { active } = this.terminal.buffer
    return Array.from(
      { length: this.terminal.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    )
  }

  /** All lines with those that were scrolled away. */
  get history(): string {
    const { normal } = this.terminal.buffer
    return Array.from({ length: normal.length }, (_, row) => normal.getLine(row)?.translateToString(true) ?? '').join(
      '\n',
    )
  }

  get text(): string {
    return this.lines.join('\n')
  }

  /** Every byte that came, one character each. */
  get stream(): string {
    return this.#stream
  }

  /** What the modes of the terminal are: of ours, those that a program must put back. */
  get modes(): { readonly alternate: boolean; readonly paste: boolean; readonly cursorHidden: boolean } {
    const core = (
      this.terminal as unknown as { readonly _core: { readonly coreService: { readonly isCursorHidden: boolean } } }
    )._core
    return {
      alternate: this.terminal.buffer.active.type === 'alternate',
      paste: this.terminal.modes.bracketedPasteMode,
      cursorHidden: core.coreService.isCursorHidden,
    }
  }

  /** Presses one key, and waits until the screen shows all of these at once, lines taken together. */
  async type(key: string, ...texts: readonly (string | RegExp)[]): Promise<void> {
    this.press(key)
    await this.sees(...texts)
  }

  /** Waits until the screen shows all of these at once; a line break may stand for a space. */
  async sees(...texts: readonly (string | RegExp)[]): Promise<void> {
    await this.until(() => {
      const folded = this.text.replace(/\s+/g, ' ')
      return texts.every((text) => (typeof text === 'string' ? folded.includes(text) : text.test(this.text)))
    }, texts.join(' … '))
  }

  /** Waits for a condition of the screen; never for time. */
  async until(isSo: () => boolean, what: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () =>
          finish(
            new Error(
              `${what} did not come; this is on the screen:\n${this.text}\n${this.isOver ? 'and the program has ended' : ''}`,
            ),
          ),
        patience,
      )
      const finish = (error?: Error): void => {
        clearTimeout(late)
        this.#onChange = () => {}
        if (error) reject(error)
        else resolve()
      }
      this.#onChange = () => {
        if (isSo()) finish()
        else if (this.isOver)
          setTimeout(
            () =>
              finish(
                isSo()
                  ? undefined
                  : new Error(`the program ended without ${what}; this is on the screen:\n${this.text}`),
              ),
            50,
          )
      }
      this.#onChange()
    })
  }
}

export type { Grid }

/**
 * The wizard in the test's own process, on streams: quick enough for whole walks. What only a kernel does, it cannot.
 */
export class InnerGrid extends Grid {
  readonly #stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      this.isRaw = raw
      return this
    },
  })
  readonly #stdout: NodeJS.WriteStream
  readonly #ended: Promise<number>
  #stop = (): void => {}

  constructor(place: Place) {
    super(place, true)
    const { terminal } = this
    const stdout = new Writable({
      write: (chunk: Buffer, _, done) => {
        this.take(chunk)
        done()
      },
    })
    // The prompts end what they are piped to, but for the standard streams.
    Object.defineProperties(stdout, {
      columns: { get: () => terminal.cols },
      rows: { get: () => terminal.rows },
      isTTY: { value: true },
      _isStdio: { value: true },
    })
    this.#stdout = stdout as unknown as NodeJS.WriteStream
    const out = (text: string): void => void this.#stdout.write(text)
    this.#ended = this.#run(place, out).then((status) => new Promise((resolve) => this.over(() => resolve(status))))
    // A bug shows on the screen, and whoever waits for something else learns that the program has ended.
    this.#ended.catch((error: Error) => this.over(() => out(String(error.stack))))
  }

  async #run({ folder, args = [], env = {}, columns = 80 }: Place, out: (text: string) => void): Promise<number> {
    const io: Io = {
      out,
      err: out,
      columns,
      cwd: folder,
      stdinIsTTY: true,
      stdoutIsTTY: true,
      color: env['NO_COLOR'] === undefined,
      env: { LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env },
      stdin: this.#stdin as unknown as NodeJS.ReadStream,
      stdout: this.#stdout,
      whenStopped: (stop) => {
        this.#stop = stop
        return () => {
          this.#stop = () => {}
        }
      },
      terminal: { whenEnding: () => () => {}, suspend: () => {}, whenSuspended: () => () => {} },
    }
    const { command, args: rest } = await commandNamed([...args])
    try {
      return await command(rest, io)
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
      out(error.message)
      return 130
    }
  }

  get isRaw(): boolean {
    return this.#stdin.isRaw
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#stdin.write(key)
  }

  resize(rows: number, columns: number): void {
    this.terminal.resize(columns, rows)
    this.#stdout.emit('resize')
  }

  /** As SIGTERM and its like. */
  stop(): void {
    this.#stop()
  }

  ends(): Promise<number | null> {
    return this.inTime(this.#ended)
  }

  close(): void {
    if (!this.isOver) this.#stop()
  }
}

const helper = fileURLToPath(new URL('pseudo-terminal.py', import.meta.url))

/** True when there can be a terminal; else the tests say loudly that they are skipped. */
export const hasTerminal = ((): boolean => {
  const there = spawnSync('python3', ['-c', 'import pty']).status === 0
  if (!there) console.warn('SKIPPED: no python3 on this machine, so the full screen is not tested on a terminal')
  return there
})()

/** The built program, or another, on a pseudo-terminal of its own. */
export class PtyGrid extends Grid {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>

  constructor(place: Place & { readonly command?: readonly string[] }) {
    super(place, false)
    const {
      folder,
      args = [],
      env = {},
      rows = 24,
      columns = 80,
      command = [process.execPath, program, ...args],
    } = place
    this.#child = spawn('python3', [helper, String(rows), String(columns), ...command], {
      cwd: folder,
      env: environment({ CI: 'false', TERM: 'xterm-256color', ...env }),
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    })
    this.#child.stdin!.on('error', () => {})
    this.#child.stdout!.on('data', (bytes: Buffer) => this.take(bytes))
    this.#ended = new Promise((resolve) => this.#child.on('close', (status) => this.over(() => resolve(status))))
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#child.stdin!.write(key)
  }

  resize(rows: number, columns: number): void {
    this.terminal.resize(columns, rows)
    this.#order(`size ${rows} ${columns}`)
  }

  signal(number: number): void {
    this.#order(`signal ${number}`)
  }

  #order(line: string): void {
    ;(this.#child.stdio[3] as Writable).write(`${line}\n`)
  }

  ends(): Promise<number | null> {
    return this.inTime(this.#ended)
  }

  close(): void {
    if (!this.isOver) this.#order('signal 9')
    this.#child.stdin!.destroy()
  }
}
