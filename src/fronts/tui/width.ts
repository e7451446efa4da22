/**
 * Columns of a text, as string-width counts them, which stands for it in the built program, for Ink too: at its first
 * character beyond ASCII that package compiles the pattern of all emoji, 30 ms of the time to the first frame.
 */
import stringWidth from 'string-width'

/**
 * ASCII, Latin letters but for the soft hyphen, and the signs and lines of theme.ts: one column and one UTF-16 unit
 * each.
 */
const narrow =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u2193\u2248\u2500-\u257f\u2588\u25b6\u25cb\u2713\u276f]*$/

/** True when each UTF-16 unit takes one column. */
export const isNarrow = (text: string): boolean => narrow.test(text)

/** Colours take no column. */
export default function width(text: string, options?: Parameters<typeof stringWidth>[1]): number {
  const bare = text.includes('\x1b') ? text.replace(/\x1b\[[\d;]*m/g, '') : text
  return isNarrow(bare) ? bare.length : stringWidth(text, options)
}
