import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/model/visible.ts'
import { shownLine } from '../../src/watch/shown-line.ts'

describe('a line of the console, as it is shown', () => {
  test.each([
    ['plain text', '(XEN) Brought up 2 CPUs', '(XEN) Brought up 2 CPUs'],
    ['a CRLF capture', '=> bdinfo\r', '=> bdinfo'],
    ["U-Boot's countdown", 'Hit any key to stop autoboot:  2 \b\b\b 1 \b\b\b 0 ', 'Hit any key to stop autoboot:  0 '],
    ["U-Boot's spinner", 'Loading: |\b/\b-\b\\\bdone', 'Loading: done'],
    ['a progress bar that is written over', '  1%\r 50%\r100%\r', '100%'],
    ['a shorter text over a longer one, as on a terminal', 'abcdef\rxy', 'xycdef'],
    ['a line that is erased first', 'abcdef\r\x1b[Kxy', 'xy'],
    ['colours', '[\x1b[0;32m  OK  \x1b[0m] Reached target', '[  OK  ] Reached target'],
    ['tabs', 'a\tb', 'a       b'],
    ['the title of a terminal', '\x1b]0;root@board\x07root@board:~#', 'root@board:~#'],
    ['the bracketed paste of a shell', '\x1b[?2004hroot@board:~# ', 'root@board:~# '],
    ['NULs and bells', '\0\0U-Boot\x07', 'U-Boot'],
    ['an 8-bit control sequence', 'a\x9b2Jb', 'a\\x9b2Jb'],
    ['text that turns its direction', 'a\u202eb', 'a\\u{202e}b'],
    ['a cursor far out', `\x1b[99999Gx`, `${' '.repeat(8192)}x`],
  ])('%s', (_, raw, shown) => {
    expect(shownLine(raw)).toBe(shown)
  })

  test('whatever comes, nothing is left that steers the terminal', () => {
    const parts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '2J',
        '\x1bc',
        '\x1b]52;c;',
        '\x07',
        '\r',
        '\b',
        '\x1b[9999;9999H',
        '\x9b',
        '\x1bP',
      ),
    )
    fc.assert(
      fc.property(fc.array(parts), (pieces) => {
        const shown = shownLine(pieces.join(''))
        expect(visible(shown)).toBe(shown)
      }),
    )
  })
})
