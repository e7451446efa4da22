/** Text with colours as cells of a grid, and the bytes that turn one grid into another. */
import widthOf, { isNarrow } from './styled-text.ts'

/** What stands in one column: a character with its style; an empty character is the right half of a wide one. */
export interface Cell {
  readonly character: string
  /** SGR parameters in force, `1;36`; empty for none. */
  readonly style: string
}

/** A line of the screen: as it was given, and its cells. */
export interface Row {
  readonly line: string
  readonly cells: readonly Cell[]
}

export type Grid = readonly Row[]

const blank: Cell = { character: ' ', style: '' }

/** SGR groups: what replaces or ends what. */
const groups: readonly { readonly name: string; readonly sets: (code: number) => boolean; readonly ends: number }[] = [
  { name: 'weight', sets: (code) => code === 1 || code === 2, ends: 22 },
  { name: 'slant', sets: (code) => code === 3, ends: 23 },
  { name: 'line', sets: (code) => code === 4, ends: 24 },
  { name: 'inverse', sets: (code) => code === 7, ends: 27 },
  { name: 'colour', sets: (code) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97), ends: 39 },
  { name: 'ground', sets: (code) => (code >= 40 && code <= 47) || (code >= 100 && code <= 107), ends: 49 },
]

const segmenter = new Intl.Segmenter()

/** A line as cells, `columns` of them; what does not fit is cut, and what would steer a terminal is left out. */
export function cellsOf(line: string, columns: number): readonly Cell[] {
  const cells: Cell[] = []
  const style = new Map<string, number>()
  for (const [, parameters, other, text] of line.matchAll(
    /\x1b\[([\d;]*)m|(\x1b(?:\[[\d;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)?)|([^\x1b]+)/g,
  )) {
    if (other !== undefined) continue
    if (text === undefined) {
      for (const code of (parameters === '' ? '0' : parameters!).split(';').map(Number)) {
        if (code === 0) style.clear()
        for (const { name, sets, ends } of groups) {
          if (sets(code)) style.set(name, code)
          if (code === ends) style.delete(name)
        }
      }
      continue
    }
    const now = [...style.values()].join(';')
    const characters = isNarrow(text) ? text : [...segmenter.segment(text)].map(({ segment }) => segment)
    for (const character of characters) {
      const width = widthOf(character)
      if (width === 0) continue
      if (cells.length + width > columns) break
      cells.push({ character, style: now })
      for (let rest = 1; rest < width; rest++) cells.push({ character: '', style: now })
    }
  }
  while (cells.length < columns) cells.push(blank)
  return cells
}

const same = (one: Cell, other: Cell): boolean => one.character === other.character && one.style === other.style

/** A change shorter than this apart is cheaper to print through than to jump over. */
const jump = 6

/** The bytes that turn what is on the screen into `next`; without `before` the screen is cleared first. */
export function difference(before: Grid | undefined, next: Grid): string {
  const pen = new SgrWriter()
  if (!before) {
    pen.clear()
    return changes(undefined, next, pen)
  }
  const inPlace = changes(before, next, pen)
  const shift = shiftOf(before, next)
  if (!shift) return inPlace
  const scroller = new SgrWriter()
  const scrolled = changes(scroller.scroll(before, shift), next, scroller)
  return scrolled.length < inPlace.length ? scrolled : inPlace
}

/** What the pen has written, and then what changes each cell that is another. */
function changes(start: Grid | undefined, next: Grid, pen: SgrWriter): string {
  next.forEach(({ line, cells }, row) => {
    const old = start?.[row]
    if (old?.line === line) return
    for (let column = 0; column < cells.length; ) {
      if (same(old?.cells[column] ?? blank, cells[column]!)) {
        column++
        continue
      }
      let end = column + 1
      for (let look = end; look < cells.length && look < end + jump; look++)
        if (!same(old?.cells[look] ?? blank, cells[look]!)) end = look + 1
      // A wide character is written whole.
      while (column > 0 && cells[column]!.character === '') column--
      while (end < cells.length && cells[end]!.character === '') end++
      const isBlankToEnd = cells.slice(column).every((cell) => same(cell, blank))
      if (isBlankToEnd && cells.length - column > 3) {
        pen.eraseFrom(row, column)
        break
      }
      pen.write(row, column, cells.slice(column, end))
      column = end
    }
  })
  return pen.done()
}

/** What is in force, so that only changes of it are sent. */
class SgrWriter {
  #bytes = ''
  #style = ''

  clear(): void {
    this.#bytes += '\x1b[0m\x1b[H\x1b[2J'
  }

  /** Has the terminal move rows (DECSTBM and SU or SD); what the screen then shows. */
  scroll(before: Grid, { top, bottom, by }: Shift): Grid {
    this.#bytes += `\x1b[${top + 1};${bottom + 1}r\x1b[${Math.abs(by)}${by > 0 ? 'S' : 'T'}\x1b[r`
    const empty: Row = { line: '', cells: before[0]!.cells.map(() => blank) }
    return before.map((row, at) => {
      if (at < top || at > bottom) return row
      const from = at + by
      return from < top || from > bottom ? empty : before[from]!
    })
  }

  eraseFrom(row: number, column: number): void {
    this.#goTo(row, column)
    this.#take('')
    this.#bytes += '\x1b[K'
  }

  write(row: number, column: number, cells: readonly Cell[]): void {
    this.#goTo(row, column)
    cells.forEach(({ character, style }, index) => {
      this.#take(style)
      const isWide = cells[index + 1]?.character === ''
      // Terminals do not agree on the width of emoji: blank both columns first, and say where to go on.
      if (isWide) this.#bytes += `  \x1b[2D${character}\x1b[${row + 1};${column + index + 3}H`
      else this.#bytes += character
    })
  }

  done(): string {
    this.#take('')
    return this.#bytes
  }

  #goTo(row: number, column: number): void {
    this.#bytes += column === 0 ? `\x1b[${row + 1}H` : `\x1b[${row + 1};${column + 1}H`
  }

  #take(style: string): void {
    if (style === this.#style) return
    this.#bytes += style === '' ? '\x1b[m' : `\x1b[0;${style}m`
    this.#style = style
  }
}

/** Rows `top` to `bottom` that move up by so many, down where `by` is negative. */
interface Shift {
  readonly top: number
  readonly bottom: number
  readonly by: number
}

/** The move that brings most rows to their new place, those that have nothing on them aside. */
function shiftOf(before: Grid, next: Grid): Shift | undefined {
  if (before.length !== next.length) return undefined
  const changed = next.flatMap(({ line }, row) => (line !== before[row]!.line ? [row] : []))
  const most = Math.floor(((changed.at(-1) ?? 0) - (changed[0] ?? 0)) / 2) + 1
  let [best, found]: [number, Shift | undefined] = [2, undefined]
  for (let distance = 1; distance <= most; distance++) {
    for (const by of [distance, -distance]) {
      const moved = changed.filter((row) => next[row]!.line.trim() !== '' && before[row + by]?.line === next[row]!.line)
      if (moved.length <= best) continue
      const [first, last] = [moved[0]!, moved.at(-1)!]
      found = { top: Math.min(first, first + by), bottom: Math.max(last, last + by), by }
      best = moved.length
    }
  }
  return found
}
