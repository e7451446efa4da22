/** Text in lines of a width, in columns: wide characters count two, colours nothing. */
import width, { isNarrow } from './styled-text.ts'

/** Columns of a text. */
export const widthOf = (text: string): number => width(text)

const segmenter = new Intl.Segmenter()

/** Words in lines; a word that is wider than the line is broken. */
export function wrapTo(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(4, width)
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(/ +/).filter((one) => one !== '')) {
      let rest = word
      const start = (): string => (lines.length > 0 ? indent : '')
      if (line !== '' && widthOf(line) + 1 + widthOf(rest) <= room) {
        line = `${line} ${rest}`
        continue
      }
      if (line !== '') lines.push(line)
      line = start()
      while (widthOf(line) + widthOf(rest) > room) {
        const head = cut(rest, room - widthOf(line))
        if (head === '') break
        lines.push(line + head)
        rest = rest.slice(head.length)
        line = indent
      }
      line += rest
    }
    return [...lines, line]
  })
}

/** The beginning of a plain text that fits. */
export function cut(text: string, width: number): string {
  if (isNarrow(text)) return text.slice(0, Math.max(0, width))
  let [taken, columns] = ['', 0]
  for (const { segment } of segmenter.segment(text)) {
    columns += widthOf(segment)
    if (columns > width) break
    taken += segment
  }
  return taken
}

/** A plain text that fits, with a sign where it was cut. */
export function fit(text: string, width: number, sign: string): string {
  if (widthOf(text) <= width) return text
  return width < 1 ? '' : cut(text, width - 1) + sign
}

/** A stretch of a plain text that fits and has `needle` in it, if the text has. */
export function fitAround(text: string, needle: string, width: number, sign: string): string {
  if (widthOf(text) <= width) return text
  const at = needle === '' ? -1 : text.indexOf(needle)
  const before = at < 0 ? 0 : widthOf(text.slice(0, at)) + widthOf(needle) + 1
  // A third of the line is left for what comes before it.
  return before <= width
    ? fit(text, width, sign)
    : sign + fit(text.slice(Math.max(0, at - Math.floor(width / 3))), width - 1, sign)
}

/** The end of a plain text that fits, for those whose end matters: a path. */
export function fitEnd(text: string, width: number, sign: string): string {
  if (widthOf(text) <= width) return text
  const all = [...segmenter.segment(text)].map(({ segment }) => segment)
  let [taken, columns] = ['', 0]
  for (const segment of all.reverse()) {
    columns += widthOf(segment)
    if (columns > width - 1) break
    taken = segment + taken
  }
  return sign + taken
}

/** A text that may hold colours, cut to the width without breaking them. */
export function fitStyled(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let [taken, columns] = ['', 0]
  for (const [piece, sequence] of text.matchAll(/(\x1b\[[\d;]*m)|[^\x1b]+/g)) {
    const part = sequence ?? cut(piece, width - columns)
    taken += part
    if (sequence === undefined) columns += widthOf(part)
  }
  return taken
}

/** A window of `height` lines from `top`, as near to it as there are lines. */
export function windowOf<T>(
  lines: readonly T[],
  top: number,
  height: number,
): { readonly lines: readonly T[]; readonly top: number; readonly isMore: boolean } {
  const first = Math.max(0, Math.min(top, lines.length - height))
  return { lines: lines.slice(first, first + Math.max(0, height)), top: first, isMore: first + height < lines.length }
}
