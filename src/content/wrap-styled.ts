/** Breaks text that may hold colours into lines of a width; each line stands for itself, colours included. */

/** A colour or style (SGR), as the styles here write it: one number. */
const sgr = /\u001b\[(\d+)m/g
/** A word with the colours that touch it, or the space between words. */
const piece = /(?:\u001b\[\d+m|[^\s\u001b])+|\s+/g

/** Which opening codes a closing code ends (ECMA-48, SGR): bold, italic, underline, colour. */
const closes: Readonly<Record<string, (code: number) => boolean>> = {
  22: (code) => code === 1 || code === 2,
  23: (code) => code === 3,
  24: (code) => code === 4,
  39: (code) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97),
}

/** Columns that a text takes: none for colours and combining marks, two for wide characters. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text.replace(sgr, '')) {
    if (/\p{Mn}|\p{Me}/u.test(character)) continue
    columns +=
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u.test(
        character,
      )
        ? 2
        : 1
  }
  return columns
}

/**
 * Wraps at spaces and keeps newlines; a word longer than the width (a path, a URL) stays whole, so that it can be
 * copied.
 */
export const wrap = (text: string, width: number): string =>
  closed(text.split('\n').flatMap((line) => wrapLine(line, width))).join('\n')

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let columns = 0
  let gap = 0
  for (const [found] of text.matchAll(piece)) {
    if (/^\s/.test(found)) {
      gap = columns > 0 ? 1 : 0
      continue
    }
    const size = columnsOf(found)
    if (columns > 0 && columns + gap + size > width) {
      lines.push(line)
      line = found
      columns = size
    } else {
      line += ' '.repeat(gap) + found
      columns += gap + size
    }
    gap = 0
  }
  return [...lines, line]
}

/** Ends open colours at the end of each line and opens them again on the next. */
function closed(lines: readonly string[]): readonly string[] {
  let open: number[] = []
  return lines.map((line) => {
    const before = open.map((code) => `\u001b[${code}m`).join('')
    for (const [, digits] of line.matchAll(sgr)) {
      const ends = closes[digits!]
      open = ends ? open.filter((code) => !ends(code)) : [...open, Number(digits)]
    }
    return before + line + (open.length > 0 ? '\u001b[0m' : '')
  })
}
