/** `test` and `itest` of U-Boot and GRUB (cmd/test.c, cmd/itest.c), as far as what they compare is known. */
import type { TextSeen } from '../model/boot-seen.ts'
import type { Status } from './machine.ts'
import { isUnknown } from './unknowns.ts'

/** U-Boot takes 64 words in a command at most (CONFIG_SYS_MAXARGS). */
const mostWords = 64

/** `itest` compares numbers, in hex; `test` texts, or decimal numbers behind -eq and the like. */
export function compare(words: readonly TextSeen[], as: 'text' | 'number'): Status {
  if (words.length > mostWords) return 'unknown'
  const texts = words.map(({ text }) => text)
  if (texts[0] === '!') return not(compare(words.slice(1), as))
  const joint = texts.findIndex((text) => text === '-o' || text === '-a')
  if (joint > 0) {
    const [left, right] = [compare(words.slice(0, joint), as), compare(words.slice(joint + 1), as)]
    const decides = texts[joint] === '-o' ? 'ok' : 'failed'
    if (left === decides || right === decides) return decides
    return left === 'unknown' || right === 'unknown' ? 'unknown' : left
  }
  const [a = '', sign, b] = texts
  if (texts.length === 0) return 'failed'
  if (texts.length === 1) return isUnknown(a) ? 'unknown' : a === '' ? 'failed' : 'ok'
  if (texts.length === 2 || a === '-e') return single(a, sign ?? '')
  if (b === undefined || isUnknown(a) || isUnknown(b) || a.startsWith('*')) return 'unknown'
  const order = as === 'number' || sign?.startsWith('-') ? numbers(a, b, as) : a < b ? -1 : a > b ? 1 : 0
  const holds = order === undefined ? undefined : signs[sign ?? '']?.(order)
  return holds === undefined ? 'unknown' : holds ? 'ok' : 'failed'
}

const not = (status: Status): Status => (status === 'ok' ? 'failed' : status === 'failed' ? 'ok' : 'unknown')

function single(sign: string, text: string): Status {
  if ((sign !== '-n' && sign !== '-z') || isUnknown(text)) return 'unknown'
  return (text === '') === (sign === '-z') ? 'ok' : 'failed'
}

function numbers(a: string, b: string, as: 'text' | 'number'): number | undefined {
  const read = (text: string): bigint | undefined => {
    if (as === 'number' || /^0x/i.test(text))
      return /^(0x)?[\da-f]{1,16}$/i.test(text) ? BigInt(`0x${text.replace(/^0x/i, '')}`) : undefined
    return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
  }
  const [left, right] = [read(a), read(b)]
  if (left === undefined || right === undefined) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

const signs: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '-eq': (order) => order === 0,
  '-ne': (order) => order !== 0,
  '-lt': (order) => order < 0,
  '-le': (order) => order <= 0,
  '-gt': (order) => order > 0,
  '-ge': (order) => order >= 0,
}
