/**
 * How the screen looks: the four-bit palette, which light and dark themes both adapt, and marks that mean the same
 * without it.
 */

export interface Theme {
  strong(text: string): string
  quiet(text: string): string
  alarm(text: string): string
  warn(text: string): string
  good(text: string): string
  accent(text: string): string
  /** What the cursor is on. */
  chosen(text: string): string
  readonly color: boolean
  readonly marks: Marks
}

/** Signs and lines, each one column wide. */
export interface Marks {
  readonly pointer: string
  readonly across: string
  readonly down: string
  readonly more: string
  readonly less: string
  readonly cut: string
  readonly block: string
  readonly states: Readonly<Record<'here' | 'done' | 'open' | 'rests-on' | 'ahead' | 'not-needed', string>>
}

const unicode: Marks = {
  pointer: '❯',
  across: '─',
  down: '│',
  more: '↓',
  less: '↑',
  cut: '…',
  block: '█',
  states: { here: '▶', done: '✓', open: '○', 'rests-on': '≈', ahead: '·', 'not-needed': '-' },
}

const ascii: Marks = {
  pointer: '>',
  across: '-',
  down: '|',
  more: 'v',
  less: '^',
  cut: '~',
  block: '#',
  states: { here: '>', done: 'x', open: 'o', 'rests-on': '~', ahead: '.', 'not-needed': '-' },
}

/** no-color.org asks for no colours; bold, dim and reverse are none. */
export function themeOf({ color, isUtf8 }: { readonly color: boolean; readonly isUtf8: boolean }): Theme {
  const sgr = (open: number, close: number) => (text: string) =>
    text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`
  const hue = (open: number) => (color ? sgr(open, 39) : (text: string) => text)
  return {
    strong: sgr(1, 22),
    quiet: sgr(2, 22),
    chosen: sgr(7, 27),
    alarm: hue(31),
    warn: hue(33),
    good: hue(32),
    accent: hue(36),
    color,
    marks: isUtf8 ? unicode : ascii,
  }
}

/** Whether the locale's characters are UTF-8: the first of these that is set decides (locale(7)). */
export function isUtf8Locale(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return /utf-?8/i.test(locale)
}

/** What stands for characters that such a terminal does not have. */
const plain: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '→': '->',
  '←': '<-',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '·': '.',
  '•': '*',
  µ: 'u',
  '\u00a0': ' ',
}

/** A text in ASCII, as good as it goes. */
export const inAscii = (text: string): string => text.replace(/[^\x00-\x7e]/gu, (character) => plain[character] ?? '?')
