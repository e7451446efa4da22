/**
 * Text as it may be shown, and the characters that may not: what comes from a file, a serial line or an answer can
 * hold a terminal's control sequences, or characters that make a line read differently from what it is.
 */

/**
 * C0, DEL and C1 (ESC and CSI steer a terminal), halves of surrogate pairs, line and paragraph separators, and what
 * shows as nothing or turns the reading direction: Unicode UAX #9 (Bidi_Control) and UAX #44 (Default_Ignorable).
 */
const unseenClass = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`

/** Made when needed: its tables take 4 ms, and most texts are printable ASCII, which is known without. */
let made: RegExp | undefined
const unseen = (): RegExp => (made ??= new RegExp(unseenClass, 'gu'))

/** Nothing but printable ASCII and the newlines between its lines. */
const isPlain = (text: string): boolean => /^[ -~\n]*$/.test(text)

/** The characters that have a name of their own in a sentence. */
const names: Readonly<Record<number, string>> = {
  0x00: 'a NUL',
  0x07: 'a bell',
  0x08: 'a backspace',
  0x09: 'a tab',
  0x0a: 'a newline',
  0x0d: 'a carriage return',
  0x1b: 'an escape character',
  0x20: 'a space',
  0x22: 'a double quote',
  0x27: 'a single quote',
  0x5c: 'a backslash',
  0x7f: 'a delete character',
  0xa0: 'a no-break space',
}

/**
 * Text safe to print: each character that steers or deceives is shown as `\x1b` or `\u{202e}`.
 *
 * `lines: true` keeps newlines and tabs. The way back is not offered: a `\x1b` that was typed looks the same.
 */
export function visible(text: string, keep: { readonly lines?: boolean } = {}): string {
  if (isPlain(text) && (keep.lines === true || !text.includes('\n'))) return text
  return text.replace(unseen(), (character) =>
    keep.lines === true && (character === '\n' || character === '\t') ? character : escaped(character),
  )
}

/** JSON in which each such character stands as `\\u202e`; the newlines between its lines stay. */
export const escapedInJson = (json: string): string =>
  isPlain(json)
    ? json
    : json.replace(unseen(), (character) =>
        character === '\n'
          ? character
          : [...Array(character.length).keys()]
              .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
              .join(''),
      )

/** The first character that nobody can see, as words ("a newline at character 5"); undefined when all can be seen. */
export const invisible = (text: string): string | undefined =>
  /^[ -~]*$/.test(text) ? undefined : first(text, unseen())

/**
 * The first character outside printable ASCII, as words ("é (U+00E9) at character 3"); undefined when there is none.
 */
export const unprintable = (text: string): string | undefined => first(text, /[^ -~]/u)

/** Names a character and its place for a sentence; `character` is one code point, `index` counts UTF-16 units. */
export function named(character: string, text: string, index: number): string {
  // People count what they see: a character beyond U+FFFF is one.
  return `${name(character)} at character ${[...text.slice(0, index)].length + 1}`
}

function first(text: string, pattern: RegExp): string | undefined {
  const index = text.search(pattern)
  return index < 0 ? undefined : named(String.fromCodePoint(text.codePointAt(index)!), text, index)
}

function name(character: string): string {
  const code = character.codePointAt(0)!
  const own = names[code]
  if (own !== undefined) return own
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (code < 0x20 || (code > 0x7e && code < 0xa0)) return `the control character ${number}`
  if (character.search(unseen()) >= 0) return `the invisible character ${number}`
  return code < 0x7f ? character : `${character} (${number})`
}

function escaped(character: string): string {
  const digits = character.codePointAt(0)!.toString(16)
  return digits.length <= 2 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`
}
