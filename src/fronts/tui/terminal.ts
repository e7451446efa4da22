/**
 * The terminal for as long as it is ours: its modes are set on the way in and restored on every way out.
 *
 * Ways out: `close`, Ctrl-Z and back, another program in between (editor, pager), a signal, a crash. What cannot be
 * caught (SIGKILL) leaves the modes to the shell, and the answers on the disk.
 */
import { type Key, Keys } from './keys.ts'
import { Painter, type Size } from './painter.ts'

/** What the full screen needs of the world; main has the process, tests have streams. */
export interface Surface {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Calls back when the program ends in a way that nobody catches, until the returned function is called. */
  whenEnding(restore: () => void): () => void
  /** Stops the program and everything in its job, as Ctrl-Z does. */
  suspend(): void
  /** Calls `before` when the program is about to be stopped by job control, `after` when it goes on. */
  whenSuspended(before: () => void, after: () => void): () => void
}

// Alternate screen (xterm 1049), bracketed paste (2004), cursor (DECTCEM 25).
const enter = '\x1b[?1049h\x1b[?2004h\x1b[?25l'
const leave = '\x1b[m\x1b[r\x1b[?2004l\x1b[?25h\x1b[?1049l'
/** Between ESC and what belongs to it; a slow serial line takes 1 ms a byte at 9600 baud. */
const escapeWait = 60

export class FullScreen {
  #isOurs = false
  #frame = ''
  #timer: NodeJS.Timeout | undefined
  #onKeys: (keys: readonly Key[]) => void = () => {}
  #onResize: () => void = () => {}
  #onEnd: () => void = () => {}
  readonly #keys = new Keys()
  readonly #painter: Painter
  readonly #surface: Surface
  readonly #undo: (() => void)[] = []

  constructor(surface: Surface) {
    this.#surface = surface
    this.#painter = new Painter((bytes) => void surface.stdout.write(bytes))
  }

  /** A terminal that knows no size (a serial line) says 0. */
  get size(): Size {
    const { columns, rows } = this.#surface.stdout
    return { columns: columns || 80, rows: rows || 24 }
  }

  /** Takes the terminal over, and has a frame drawn; false when it is ours already. */
  open(): boolean {
    if (this.#undo.length > 0) return false
    const { stdin, stdout } = this.#surface
    const onData = (chunk: Buffer): void => this.#take(chunk)
    const onResize = (): void => {
      this.#painter.forget()
      this.#onResize()
    }
    const onEnd = (): void => this.#onEnd()
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    stdout.on('resize', onResize)
    this.#undo.push(
      () => void stdin.off('data', onData),
      () => void stdin.off('end', onEnd),
      () => void stdout.off('resize', onResize),
      this.#surface.whenEnding(() => this.#release()),
      this.#surface.whenSuspended(
        () => this.#release(),
        () => this.resume(),
      ),
    )
    this.resume()
    return true
  }

  /** Gives the terminal back for good. */
  close(): void {
    this.#release()
    for (const undo of this.#undo.splice(0)) undo()
    clearTimeout(this.#timer)
    this.#surface.stdin.pause()
  }

  /** Gives the terminal back for a while: to an editor, a pager, the shell. */
  pause(): void {
    this.#release()
    this.#surface.stdin.pause()
  }

  /** Takes it again, and paints what was there. */
  resume(): void {
    if (this.#isOurs) return
    this.#isOurs = true
    this.#surface.stdin.setRawMode?.(true)
    this.#surface.stdin.resume()
    this.#surface.stdout.write(enter)
    this.#painter.forget()
    this.#onResize()
    if (this.#frame !== '') this.#painter.paint(this.#frame, this.size)
  }

  /** Shows a frame; kept for later while the terminal is not ours. */
  show(frame: string): void {
    this.#frame = frame
    if (this.#isOurs) this.#painter.paint(frame, this.size)
  }

  /** Who gets the keys, as many as came at once, who is told of a new size, and of the end of all input. */
  listen(onKeys: (keys: readonly Key[]) => void, onResize: () => void, onEnd: () => void): void {
    this.#onEnd = onEnd
    this.#onKeys = onKeys
    this.#onResize = onResize
  }

  /** Paints the whole screen again. */
  repaint(): void {
    this.#painter.forget()
  }

  suspend(): void {
    this.#surface.suspend()
  }

  #release(): void {
    if (!this.#isOurs) return
    this.#isOurs = false
    this.#surface.stdin.setRawMode?.(false)
    this.#surface.stdout.write(leave)
  }

  #take(chunk: Buffer): void {
    clearTimeout(this.#timer)
    this.#onKeys(this.#keys.feed(chunk))
    if (this.#keys.isHolding) this.#timer = setTimeout(() => this.#onKeys(this.#keys.settle()), escapeWait)
  }
}
