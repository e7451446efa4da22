/** A text in lines, apart from how it is written down: line ends, a byte order mark, a last line without an end. */

/** Bytes are kept as they are: each is one character, whatever they mean. */
const encoding = 'latin1'
const mark = Buffer.from('\ufeff').toString(encoding)

/** How a text is written down. */
export interface TextForm {
  readonly hasMark: boolean
  /** Every line ends with CR LF. */
  readonly isCrlf: boolean
  /** The last line has no end. */
  readonly isOpen: boolean
}

export interface TextLines {
  readonly lines: readonly string[]
  readonly form: TextForm
}

/** The lines of a text; undefined for what is none. */
export function textLines(bytes: Uint8Array): TextLines | undefined {
  const whole = Buffer.from(bytes).toString(encoding)
  if (whole.includes('\0')) return undefined
  const hasMark = whole.startsWith(mark)
  const text = hasMark ? whole.slice(mark.length) : whole
  // Where some lines end in one way and some in the other, a CR is part of its line.
  const isCrlf = text.includes('\r\n') && !/(?<!\r)\n/.test(text)
  const lines = text.split(isCrlf ? '\r\n' : '\n')
  const isOpen = lines.at(-1) !== ''
  return { lines: isOpen ? lines : lines.slice(0, -1), form: { hasMark, isCrlf, isOpen } }
}

/** The bytes of a text. */
export function textBytes({ lines, form: { hasMark, isCrlf, isOpen } }: TextLines): Uint8Array {
  const end = isCrlf ? '\r\n' : '\n'
  const text = lines.join(end) + (isOpen || lines.length === 0 ? '' : end)
  return Buffer.from((hasMark ? mark : '') + text, encoding)
}

/** Lines as they are read: the bytes of a line are UTF-8, as far as they are. */
export const readable = (line: string): string => Buffer.from(line, encoding).toString('utf8')
