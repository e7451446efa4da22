/** The lines of a text one by one, so that a text of nothing but line ends costs no memory. */

/** A line without its end, and its number from 1. */
export interface Line {
  readonly text: string
  readonly line: number
}

/** Ends are LF or CRLF; in a text without any LF, CR. */
export function* linesOf(text: string): Generator<Line> {
  const end = text.includes('\n') ? '\n' : '\r'
  for (let at = 0, line = 1; at <= text.length; line++) {
    const stop = text.indexOf(end, at)
    const until = stop < 0 ? text.length : stop
    let last = until
    while (end === '\n' && last > at && text.charCodeAt(last - 1) === 0x0d) last--
    if (stop >= 0 || last > at) yield { text: text.slice(at, last), line }
    at = until + 1
  }
}
