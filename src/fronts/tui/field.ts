/** A line of text under a cursor, with the keys that readline users expect. */
import type { Key } from './keys.ts'

export interface Field {
  readonly text: string
  /** In UTF-16 units; never inside a character. */
  readonly cursor: number
}

export const emptyField: Field = { text: '', cursor: 0 }
export const fieldOf = (text: string): Field => ({ text, cursor: text.length })

const segmenter = new Intl.Segmenter()
const lengthBefore = (text: string): number => [...segmenter.segment(text)].at(-1)?.segment.length ?? 0
const lengthAfter = (text: string): number => [...segmenter.segment(text)][0]?.segment.length ?? 0

/** The field after a key; undefined when the key is none of its. */
export function edit({ text, cursor }: Field, key: Key): Field | undefined {
  const before = text.slice(0, cursor)
  const after = text.slice(cursor)
  const put = (left: string, right: string): Field => ({ text: left + right, cursor: left.length })
  if (key.ctrl && key.name === 'text') {
    switch (key.text) {
      case 'a':
        return put('', text)
      case 'e':
        return put(text, '')
      case 'u':
        return put('', after)
      case 'k':
        return put(before, '')
      case 'w':
        return put(withoutLastWord(before), after)
      case 'b':
        return put(
          before.slice(0, before.length - lengthBefore(before)),
          before.slice(before.length - lengthBefore(before)) + after,
        )
      case 'f':
        return put(before + after.slice(0, lengthAfter(after)), after.slice(lengthAfter(after)))
      case 'd':
        return after === '' ? undefined : put(before, after.slice(lengthAfter(after)))
      default:
        return undefined
    }
  }
  if (key.alt) return undefined
  switch (key.name) {
    case 'text':
      return put(before + key.text!, after)
    // A newline that was pasted ends no answer.
    case 'paste':
      return put(before + withoutLastNewlines(key.text!).replace(/\n/g, ' '), after)
    case 'backspace':
      return put(before.slice(0, before.length - lengthBefore(before)), after)
    case 'delete':
      return put(before, after.slice(lengthAfter(after)))
    case 'left':
      return put(
        before.slice(0, before.length - lengthBefore(before)),
        before.slice(before.length - lengthBefore(before)) + after,
      )
    case 'right':
      return put(before + after.slice(0, lengthAfter(after)), after.slice(lengthAfter(after)))
    case 'home':
      return put('', text)
    case 'end':
      return put(text, '')
    default:
      return undefined
  }
}

/** Back over blanks and slashes, and the word before them. */
function withoutLastWord(text: string): string {
  let end = text.length
  while (end > 0 && /[\s/]/.test(text[end - 1]!)) end--
  while (end > 0 && /[^\s/]/.test(text[end - 1]!)) end--
  return text.slice(0, end)
}

function withoutLastNewlines(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}
