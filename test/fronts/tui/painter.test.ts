import xterm from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Painter } from '../../../src/fronts/tui/painter.ts'

const size = { columns: 20, rows: 9 }

/** A terminal that a painter paints on. */
function canvas() {
  const terminal = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true })
  let bytes = ''
  // Its width of emoji is that of an old Unicode, which many terminals have: a painter must cope.
  const painter = new Painter((text) => {
    bytes += text
  })
  return {
    forget: () => painter.forget(),
    /** What the screen shows after a frame, and how many bytes that took. */
    paint(frame: string): {
      readonly lines: readonly string[]
      readonly bytes: string
      readonly styles: readonly string[]
    } {
      bytes = ''
      painter.paint(frame, size)
      // Not in the next turn of the event loop, as `write` does: there are thousands of frames.
      ;(terminal as unknown as { readonly _core: { writeSync(text: string): void } })._core.writeSync(bytes)
      return {
        lines: Array.from({ length: size.rows }, (_, row) => lineOf(terminal, row)),
        bytes,
        styles: Array.from({ length: size.rows }, (_, row) => stylesOf(terminal, row)),
      }
    },
  }
}

const lineOf = (terminal: InstanceType<typeof xterm.Terminal>, row: number): string =>
  terminal.buffer.active.getLine(row)!.translateToString(true).trimEnd()

/** The style of each column: bold, faint, italic, underlined, inverse, and the colours. */
function stylesOf(terminal: InstanceType<typeof xterm.Terminal>, row: number): string {
  const line = terminal.buffer.active.getLine(row)!
  return Array.from({ length: size.columns }, (_, column) => {
    const cell = line.getCell(column)!
    const is = { b: cell.isBold(), d: cell.isDim(), s: cell.isItalic(), u: cell.isUnderline(), i: cell.isInverse() }
    const colours = `${cell.isFgDefault() ? '' : cell.getFgColor()}${cell.isBgDefault() ? '' : `/${cell.getBgColor()}`}`
    return `${Object.entries(is)
      .map(([sign, set]) => (set ? sign : ''))
      .join('')}${colours}`
  }).join(',')
}

const part = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', 'x'), maxLength: 8 }) },
  fc.constantFrom(
    '日本',
    'é',
    '😀',
    '\x1b[1mbold\x1b[22m',
    '\x1b[36mcyan\x1b[39m',
    '\x1b[7m chosen \x1b[27m',
    '\x1b[0m',
  ),
)
const line = fc.array(part, { maxLength: 4 }).map((parts) => `${parts.join('')}\x1b[0m`)
const frame = fc.array(line, { maxLength: 10 }).map((lines) => lines.join('\n'))

describe('a painter', () => {
  test('shows each frame as if it had been painted afresh, whatever was there', () => {
    const clean = canvas()
    fc.assert(
      fc.property(fc.array(frame, { minLength: 2, maxLength: 5 }), (frames) => {
        const screen = canvas()
        for (const one of frames) {
          const seen = screen.paint(one)
          clean.forget()
          const fresh = clean.paint(one)
          expect(seen.lines).toEqual(fresh.lines)
          expect(seen.styles).toEqual(fresh.styles)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['\x1b[1ma\x1b[22mb', 'b,'],
    ['\x1b[2ma\x1b[22mb', 'd,'],
    ['\x1b[3ma\x1b[23mb', 's,'],
    ['\x1b[4ma\x1b[24mb', 'u,'],
    ['\x1b[7ma\x1b[27mb', 'i,'],
    ['\x1b[30ma\x1b[37mb\x1b[39mc', '0,7,'],
    ['\x1b[90ma\x1b[97mb\x1b[39mc', '8,15,'],
    ['\x1b[40ma\x1b[47mb\x1b[49mc', '/0,/7,'],
    ['\x1b[100ma\x1b[107mb\x1b[49mc', '/8,/15,'],
    ['\x1b[1;3;4;36ma\x1b[22;24mb\x1b[mc', 'bsu6,s6,'],
    ['\x1b[1ma\x1b[23;24;27;39;49mb', 'b,b'],
    ['\x1b[1ma\x1b[2mb\x1b[0;4mc', 'b,d,u'],
  ])('paints %j in its styles', (line, styles) => {
    expect(canvas().paint(line).styles[0]!.split(',').slice(0, styles.split(',').length).join(',')).toBe(styles)
  })

  test.each([
    ['a letter', 'abcdefghij', 'abXdefghij', '<1;3H>X'],
    ['the first letter', 'abcdefghij', 'Xbcdefghij', '<1H>X'],
    ['letters that are near, with what stands between', 'abcdefghijkl', 'XbcdefYhijkl', '<1H>XbcdefY'],
    ['letters that are apart, each by itself', 'abcdefghijkl', 'XbcdefgYijkl', '<1H>X<1;8H>Y'],
    ['an end of four columns that is gone, at once', 'abcdefghijklmnopqrst', 'abcdefghijklmnop', '<1;17H><K>'],
    ['an end of three, in spaces', 'abcdefghijklmnopqrst', 'abcdefghijklmnopq', '<1;18H>   '],
    ['a bold word that is gone', '\x1b[1mab\x1b[m', '', '<1H><K>'],
    ['a letter that is bold now', 'ab', '\x1b[1ma\x1b[mb', '<1H><0;1m>a<m>'],
    ['a wide character whole, and where to go on', '日本', '日木', '<1;3H>  <2D>木<1;5H>'],
    ['a letter in place of half a wide character', '日b', 'a b', '<1H>a '],
  ])('sends of a line %s', (_, before, after, sent) => {
    const screen = canvas()
    screen.paint(before)
    expect(screen.paint(after).bytes.replace(/\x1b\[([\d;]*[a-zA-Z])/g, '<$1>')).toBe(sent)
  })

  // A letter is a row of it, so that no two rows have anything in common.
  test.each([
    ['one up', 'abcdefgh', 'bcdefghi', '1;8r 1S'],
    ['one down', 'bcdefghi', 'abcdefgh', '1;8r 1T'],
    ['two up below a header', '-abcdefg', '-cdefghi', '2;8r 2S'],
    ['two down below a header', '-cdefghi', '-abcdefg', '2;8r 2T'],
    ['one up between a header and a footer', '-abcdef=', '-bcdefg=', '2;7r 1S'],
    ['half of their height', 'abcdefgh', 'efghijkl', '1;8r 4S'],
    ['three of four', '-abcd===', '-bcde===', '2;5r 1S'],
    ['above others that changed', 'abcdXYZ=', 'bcdeUVW=', '1;4r 1S'],
    ['too few to be worth it', '-abc====', '-bcd====', undefined],
    ['further than half of their height', 'abcdefgh', 'ghijklmn', undefined],
    ['without what was between them', 'abcdefgh', 'bXcYdZeW', undefined],
    ['that are blank', 'a    bcd', '    aefg', undefined],
  ])('rows that moved: %s', (_, before, after, scrolled) => {
    const rows = (letters: string): string => [...letters].map((letter) => letter.repeat(20).trimEnd()).join('\n')
    const screen = canvas()
    screen.paint(rows(before))
    const { lines, bytes } = screen.paint(rows(after))
    expect(lines.slice(0, 8).join('\n')).toBe(rows(after))
    expect(/^\x1b\[(\d+;\d+r)\x1b\[(\d+[ST])\x1b\[r/.exec(bytes)?.slice(1).join(' ')).toBe(scrolled)
  })

  test('never writes in the last row, and cuts what is too wide', () => {
    const { lines } = canvas().paint(Array.from({ length: 40 }, (_, row) => `${row} `.repeat(30)).join('\n'))
    expect(lines.at(-1)).toBe('')
    expect(lines[7]).toBe('7 7 7 7 7 7 7 7 7 7')
  })

  test('sends nothing when nothing changed, and little when little did', () => {
    const screen = canvas()
    screen.paint('one\ntwo\nthree')
    expect(screen.paint('one\ntwo\nthree').bytes).toBe('')
    expect(screen.paint('one\ntwx\nthree').bytes.length).toBeLessThan(12)
  })

  test('paints the whole screen anew when its size changes', () => {
    let sent = ''
    const painter = new Painter((bytes) => {
      sent += bytes
    })
    painter.paint('one\ntwo', size)
    for (const changed of [
      { columns: 21, rows: 9 },
      { columns: 21, rows: 10 },
    ]) {
      sent = ''
      painter.paint('one\ntwo', changed)
      expect(sent).toContain('\x1b[2J')
      expect(sent).toMatch(/one.*two/s)
    }
  })

  test('lets no control sequence through but its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let sent = ''
        new Painter((bytes) => {
          sent += bytes
        }).paint(`\x1b]0;title\x07${text}\x1b[3J\x1b[?1049l`, size)
        expect(sent.replace(/\x1b\[(\d+(;\d+)*)?[DHJKmrST]/g, '')).not.toMatch(/[\x00-\x1f\x7f-\x9f]/)
        expect(sent).not.toContain('\x1b[3J')
      }),
    )
  })
})
