/**
 * The terminal for as long as it is ours: its modes are set on the way in and restored on every way out. Ink has raw
 * mode too, but keeps reading while another program has the terminal, and does not know of job control.
 *
 * Ways out: `close`, Ctrl-Z and back, another program in between (editor, pager), a signal, a crash. What cannot be
 * caught (SIGKILL) leaves the modes to the shell, and the answers on the disk.
 */
import type { Frames } from './canvas.ts'
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

export class FullScreen implements Frames {
  #isOurs = false
  #frame = ''
  readonly #onResize: () => void
  readonly #painter: Painter
  readonly #surface: Surface
  readonly #undo: (() => void)[] = []

  /** `onResize` is called when there is another size to draw for. */
  constructor(surface: Surface, onResize: () => void) {
    this.#surface = surface
    this.#onResize = onResize
    this.#painter = new Painter((bytes) => void surface.stdout.write(bytes))
  }

  /** A terminal that knows no size (a serial line) says 0. */
  get size(): Size {
    const { columns, rows } = this.#surface.stdout
    return { columns: columns || 80, rows: rows || 24 }
  }

  /** Takes the terminal over; not again when it is ours already. */
  open(): void {
    if (this.#undo.length > 0) return
    const { stdout } = this.#surface
    const onResize = (): void => {
      this.#onResize()
      this.repaint()
    }
    stdout.on('resize', onResize)
    this.#undo.push(
      () => void stdout.off('resize', onResize),
      this.#surface.whenEnding(() => this.#release()),
      this.#surface.whenSuspended(
        () => this.#release(),
        () => this.resume(),
      ),
    )
    this.resume()
  }

  /** Gives the terminal back for good. */
  close(): void {
    this.#release()
    for (const undo of this.#undo.splice(0)) undo()
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
    this.#onResize()
    this.repaint()
  }

  /** Shows a frame; kept for later while the terminal is not ours. */
  show(frame: string): void {
    this.#frame = frame
    if (this.#isOurs) this.#painter.paint(frame, this.size)
  }

  /** Paints the whole screen again. */
  repaint(): void {
    this.#painter.forget()
    if (this.#isOurs && this.#frame !== '') this.#painter.paint(this.#frame, this.size)
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
}
