/**
 * From bytes of a terminal to keys: xterm's sequences (ctlseqs), which the Linux console, tmux and screen send as well.
 *
 * A lone Escape looks like the beginning of a sequence; only time tells, so `Keys` holds it back until `settle`.
 */

/** A key, or a character that was typed, or a text that was pasted. */
export interface Key {
  readonly name: KeyName
  /** For `text` and `paste`. */
  readonly text?: string
  readonly ctrl?: true
  readonly alt?: true
}

export type KeyName =
  | 'text'
  | 'paste'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backtab'
  | 'backspace'
  | 'delete'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown'
  | 'f1'
  | 'f2'
  | 'f3'
  | 'f4'
  | 'f5'
  | 'f6'
  | 'f7'
  | 'f8'
  | 'f9'
  | 'f10'

/** What follows `ESC [` or `ESC O`, by its final letter, or by its number before `~`. */
const finals: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'backtab',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  M: 'enter',
  '1~': 'home',
  '7~': 'home',
  '4~': 'end',
  '8~': 'end',
  '3~': 'delete',
  '5~': 'pageup',
  '6~': 'pagedown',
  '11~': 'f1',
  '12~': 'f2',
  '13~': 'f3',
  '14~': 'f4',
  '15~': 'f5',
  '17~': 'f6',
  '18~': 'f7',
  '19~': 'f8',
  '20~': 'f9',
  '21~': 'f10',
  // The Linux console has F1 to F5 as ESC [ [ A to E (console_codes(4)).
  '[A': 'f1',
  '[B': 'f2',
  '[C': 'f3',
  '[D': 'f4',
  '[E': 'f5',
}

const pasteStart = '\x1b[200~'
const pasteEnd = '\x1b[201~'
/**
 * A pasted log is large; what is larger than this is not read on (the rest is dropped, and the key says so by its
 * length).
 */
export const longestPaste = 8 << 20

/** A whole sequence at the beginning of the text. */
const sequence = /^\x1b(?:\[\[([A-E])|\[([\d;]*)([A-Za-z~^$@])|O(?:\d+)?([A-Za-z]))/
/** What may yet become one. */
const unfinished = /^\x1b(?:\[\[?[\d;?<>=]*|O\d*)?$/

/** The reader: bytes in pieces as they come, keys out. */
export class Keys {
  #held = ''
  #pasting: string[] | undefined
  #pasted = 0
  readonly #decoder = new TextDecoder('utf-8')

  /** True when an Escape is held back, and `settle` should be called soon. */
  get isHolding(): boolean {
    return this.#held !== '' && this.#pasting === undefined
  }

  feed(chunk: Uint8Array): readonly Key[] {
    const keys: Key[] = []
    let text = this.#held + this.#decoder.decode(chunk, { stream: true })
    this.#held = ''
    while (text !== '') {
      if (this.#pasting) {
        text = this.#paste(text, keys)
        continue
      }
      if (text.startsWith(pasteStart)) {
        this.#pasting = []
        this.#pasted = 0
        text = text.slice(pasteStart.length)
        continue
      }
      if (text[0] === '\x1b') {
        const found = sequence.exec(text)
        if (found) {
          const key = ofSequence(found)
          if (key) keys.push(key)
          text = text.slice(found[0].length)
        } else if (unfinished.test(text)) {
          this.#held = text
          text = ''
        } else {
          text = afterEscape(text, keys)
        }
        continue
      }
      text = plainKeys(text, keys)
    }
    return keys
  }

  /** No more came in time: what is held back is what it looks like. */
  settle(): readonly Key[] {
    const held = this.#held
    this.#held = ''
    if (held === '' || this.#pasting) return []
    const keys: Key[] = [{ name: 'escape' }]
    return held.length > 1 ? [...keys, ...[...held.slice(1)].map((text): Key => ({ name: 'text', text }))] : keys
  }

  #paste(text: string, keys: Key[]): string {
    // The end may come in two pieces.
    const all = this.#held + text
    this.#held = ''
    const end = all.indexOf(pasteEnd)
    const piece = end < 0 ? all.slice(0, Math.max(0, all.length - pasteEnd.length)) : all.slice(0, end)
    if (this.#pasted < longestPaste) this.#pasting!.push(piece)
    this.#pasted += piece.length
    if (end < 0) {
      this.#held = all.slice(piece.length)
      return ''
    }
    keys.push({ name: 'paste', text: this.#pasting!.join('').replace(/\r\n?/g, '\n') })
    this.#pasting = undefined
    return all.slice(end + pasteEnd.length)
  }
}

function ofSequence([, linux, parameters = '', final, application]: RegExpExecArray): Key | undefined {
  const name = finals[linux ? `[${linux}` : (application ?? (final === '~' ? `${parameters.split(';')[0]}~` : final!))]
  if (!name) return undefined
  // xterm: 1 + 1 for shift, 2 for alt, 4 for control.
  const modifiers = Number(parameters.split(';')[1] ?? '1') - 1
  return { name, ...(modifiers & 4 && { ctrl: true as const }), ...(modifiers & 2 && { alt: true as const }) }
}

/** ESC and a key at once is that key with Alt; ESC ESC is one Escape and what follows. */
function afterEscape(text: string, keys: Key[]): string {
  if (text[1] === '\x1b') {
    keys.push({ name: 'escape' })
    return text.slice(1)
  }
  const character = String.fromCodePoint(text.codePointAt(1)!)
  const [key] = plainKeysOf(character)
  if (key) keys.push({ ...key, alt: true })
  return text.slice(1 + character.length)
}

/** Characters up to the next Escape. */
function plainKeys(text: string, keys: Key[]): string {
  const end = text.indexOf('\x1b')
  const piece = end < 0 ? text : text.slice(0, end)
  keys.push(...plainKeysOf(piece))
  return end < 0 ? '' : text.slice(end)
}

const segmenter = new Intl.Segmenter()

/** Characters that came at once, from a fast typist or over a slow line, are a key each. */
function plainKeysOf(text: string): readonly Key[] {
  return [...segmenter.segment(text)]
    .flatMap(({ segment }) => [...segment.matchAll(/[^\p{Cc}]+|\p{Cc}/gu)])
    .flatMap(([piece]): Key[] => {
      const code = piece.codePointAt(0)!
      if (code >= 0x20 && code !== 0x7f && !(code >= 0x80 && code < 0xa0)) return [{ name: 'text', text: piece }]
      if (code === 0x0d || code === 0x0a) return [{ name: 'enter' }]
      if (code === 0x09) return [{ name: 'tab' }]
      if (code === 0x7f || code === 0x08) return [{ name: 'backspace' }]
      return code > 0 && code < 0x1b ? [{ name: 'text', text: String.fromCharCode(code + 0x60), ctrl: true }] : []
    })
}
