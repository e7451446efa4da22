/** Puts frames on a terminal: only what changed, in one write. */
import { cellsOf, difference, type Grid, type Row } from './cells.ts'

/** A size in characters. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** The painter of one screen; never scrolls it: frames are cut to one row less than it has. */
export class Painter {
  #shown: Grid | undefined
  #size: Size = { columns: 0, rows: 0 }
  readonly #write: (bytes: string) => void

  constructor(write: (bytes: string) => void) {
    this.#write = write
  }

  /** What is on the screen is unknown (another program wrote, the size changed): the next frame is painted whole. */
  forget(): void {
    this.#shown = undefined
  }

  paint(frame: string, size: Size): void {
    if (size.columns !== this.#size.columns || size.rows !== this.#size.rows) this.forget()
    this.#size = size
    const lines = frame.split('\n').slice(0, Math.max(1, size.rows - 1))
    while (lines.length < size.rows - 1) lines.push('')
    const next = lines.map((line, at): Row => {
      const before = this.#shown?.[at]
      return before?.line === line ? before : { line, cells: cellsOf(line, size.columns) }
    })
    const bytes = difference(this.#shown, next)
    this.#shown = next
    if (bytes !== '') this.#write(bytes)
  }
}
