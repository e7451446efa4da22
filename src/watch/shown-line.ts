/**
 * What a terminal would show in the end of a line's bytes, and nothing that steers the user's own terminal: a countdown
 * that goes back with backspaces, a progress bar that is written over with carriage returns. Colours are left out.
 */
import { visible } from '../model/visible.ts'

// CSI with its parameter and final byte, OSC, the short sequences of ECMA-48; one control character; text between them.
const pieces =
  /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\](?:[^\x07\x1b]{0,200}(?:\x07|\x1b\\))?|[ -/]*[0-Z\\^-~])|([\0-\x1f\x7f])|([^\0-\x1f\x7f]+)/g

/** Nothing is drawn further to the right. */
const widest = 8192
const tabStop = 8

/** The line, safe to print; `raw` is without its line feed. */
export function shownLine(raw: string): string {
  // So are most lines of a boot.
  if (!/[\0-\x1f\x7f]/.test(raw)) return visible(raw)
  const cells: string[] = []
  let column = 0
  const go = (to: number): void => void (column = Math.max(0, Math.min(to, widest)))
  for (const [, parameter = '', final, control, text] of raw.matchAll(pieces)) {
    if (text !== undefined) {
      while (cells.length < column) cells.push(' ')
      for (const character of text) cells[column++] = character
    } else if (control === '\r') column = 0
    else if (control === '\b') go(column - 1)
    else if (control === '\t') go(column + tabStop - (column % tabStop))
    else if (final === 'K' && /^0?$/.test(parameter)) cells.length = Math.min(cells.length, column)
    else if (final === 'K') cells.length = 0
    else if (final === 'C') go(column + count(parameter))
    else if (final === 'D') go(column - count(parameter))
    else if (final === 'G') go(count(parameter) - 1)
  }
  return visible(cells.join(''))
}

/** Without a number, or with 0, a movement is one column. */
const count = (parameter: string): number => (/^[1-9]\d{0,4}$/.test(parameter) ? Number(parameter) : 1)
