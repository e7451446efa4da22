/** The words of a guest's configuration, cut as xl's lexer cuts them (Xen tools/libs/util/libxlu_cfg_l.l). */

/** A word: where it begins and ends in the text, and its line. */
export interface Token {
  readonly sort: 'ident' | 'number' | 'string' | 'newline' | 'end' | 'bad' | ',' | '[' | ']' | '=' | '+=' | ';'
  /** Of a string: its content. */
  readonly text: string
  readonly line: number
  readonly at: number
  readonly end: number
  /** What xl would not take of it. */
  readonly problems?: readonly string[]
}

// In the order of the lexer's rules; a comment without a newline behind it is no comment to xl.
const rules =
  /([a-z][._0-9a-z]*)|([0-9][0-9a-fx]*)|([ \t]+)|(\+=|[,[\]=;])|(\n|#[^\n]*\n)|('[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*")/y

/** The last token is the end. */
export function xlTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    rules.lastIndex = at
    const match = rules.exec(text)
    // A single character that ends the file is dropped without a word: flex's yymore() at the end (as libxlutil 4.17
    // does).
    if (!match && at === text.length - 1) break
    if (!match) {
      const bad = badAt(text, at)
      tokens.push({ sort: 'bad', text: bad, line, at, end: at + bad.length, problems: [whyBad(bad)] })
      at += bad.length
      continue
    }
    const [whole, ident, number, space, sign, newline] = match
    const end = at + whole.length
    if (newline !== undefined) {
      tokens.push({ sort: 'newline', text: '', line, at, end })
      line++
    } else if (ident !== undefined) tokens.push({ sort: 'ident', text: ident, line, at, end })
    else if (number !== undefined) tokens.push({ sort: 'number', text: number, line, at, end })
    else if (sign !== undefined) tokens.push({ sort: sign as Token['sort'], text: sign, line, at, end })
    else if (space === undefined) tokens.push({ sort: 'string', ...unquoted(whole.slice(1, -1)), line, at, end })
    at = end
  }
  tokens.push({ sort: 'end', text: '', line, at: text.length, end: text.length })
  return tokens
}

/**
 * Up to the next space, as the lexer's state `lexerr` takes it; a string or comment without an end goes to the end of
 * its line.
 */
function badAt(text: string, at: number): string {
  const rest = /^(?:["'#][^\n]*|[^ \t\n]+)/.exec(text.slice(at, at + 4096))
  return rest![0]
}

function whyBad(bad: string): string {
  const shown = bad.length > 40 ? `${bad.slice(0, 40)}…` : bad
  if (/^["']/.test(bad)) return `the text that begins with ${shown} has no closing ${bad[0]} on its line`
  if (bad.startsWith('#')) return 'a comment ends the file without a newline, which xl does not take'
  if (bad.startsWith('\r')) return 'it ends with a carriage return, which xl does not take'
  if (/^[A-Z]/.test(bad)) return `xl cannot read ${shown}: keys are in lower case, and values stand in quotes`
  if (/^[-+.():]/.test(bad))
    return `xl cannot read ${shown}: arithmetic, sizes with a unit and Python are not its language`
  return `xl cannot read ${shown}: text has to stand in quotes`
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

/**
 * The content of a string. libxlu's code for numbers behind a backslash is broken: of \x it refuses every form (it
 * skips a digit and then wants more than there can be), and what \ooo stands for it drops (libxlu_cfg.c,
 * xlu__cfgl_dequote).
 */
function unquoted(raw: string): { readonly text: string; readonly problems?: readonly string[] } {
  const problems = raw.includes('\0') ? ['xl stops at a NUL character in text'] : []
  const text = raw.replace(/\\([^\n])/g, (whole, character: string) => {
    if (Object.hasOwn(simple, character)) return simple[character]!
    problems.push(
      /[0-7]/.test(character)
        ? `xl drops a character that is given by number (${whole}…)`
        : character === 'x'
          ? `xl takes no character by number (${whole}…)`
          : `xl knows no ${whole} in text`,
    )
    return whole
  })
  return problems.length > 0 ? { text, problems } : { text }
}
