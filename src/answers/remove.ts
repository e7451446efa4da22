/** Takes an answer out of the text of a file. Its comments are handed on, or stay where they are. */
import { type CST, isMap, type Node, type Pair, type YAMLMap } from 'yaml'
import { beforeBlanks, below } from './add.ts'
import { freed, pairOf } from './edit.ts'
import { split } from './keys.ts'
import { commentsIn } from './scan.ts'
import { parseSound } from './syntax.ts'

/** The text without one answer, and the comments that went with it: those right above it, on its lines, and below it. */
export interface Removed {
  readonly rest: string
  readonly comments: readonly string[]
}

/** Removes an answer that is there; with `leave`, its comments stay in its place. */
export function withoutAnswer(before: string, key: string, leave: boolean): Removed {
  const { step, name } = split(key)
  const whole = parseSound(before)
  const answer = pairOf(pairOf(whole.contents as YAMLMap, step)!.value as YAMLMap, name)!
  // What is left may have an alias for what goes.
  const text = freed(before, whole, answer.value)
  const root = parseSound(text, undefined, { keepSourceTokens: true }).contents as YAMLMap
  const stepPair = pairOf(root, step)!
  const map = stepPair.value as YAMLMap
  // A step without answers is a fault.
  return map.items.length === 1 ? cut(text, root, stepPair, leave) : cut(text, map, pairOf(map, name)!, leave)
}

/** Without a pair: whole lines go, or what stands between two commas. */
function cut(text: string, map: YAMLMap, pair: Pair, leave: boolean): Removed {
  const key = (pair.key as Node).range![0]
  const end = endOf(text, pair.value as Node)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const without = (start: number, stop: number, indent: string): Removed => {
    const comments = commentsIn(text.slice(start, stop))
    const left = leave ? comments.map((comment) => indent + comment + newline).join('') : ''
    return { rest: text.slice(0, start) + left + text.slice(stop), comments }
  }
  if (!map.flow) {
    const line = text.lastIndexOf('\n', key - 1) + 1
    return without(aboveOf(text, line, key - line), below(text, end, key - line), text.slice(line, key))
  }
  const place = map.items.indexOf(pair)
  const before = commaBefore(map.items[place])
  if (before !== undefined && text.slice(before + 1, key).trim() === '') return without(before, end, ' ')
  // A comment stands between; of the first pair it is the comma behind it that goes.
  const comma = before ?? commaBefore(map.items[place + 1])
  const { rest, comments } = without(key, end, ' ')
  if (comma === undefined) return { rest, comments }
  const moved = comma < key ? comma : comma + rest.length - text.length
  return { rest: rest.slice(0, moved) + rest.slice(moved + 1), comments }
}

/** Where a value ends, with its closing quote or bracket, and without the blank lines below. */
function endOf(text: string, node: Node): number {
  if (isMap(node) && !node.flow) return endOf(text, node.items.at(-1)!.value as Node)
  const [start, end] = node.range!
  return beforeBlanks(text, start, end)
}

function commaBefore(pair: Pair | undefined): number | undefined {
  const { start = [] } = (pair?.srcToken ?? {}) as { start?: readonly CST.SourceToken[] }
  return start.find(({ type }) => type === 'comma')?.offset
}

/** Where the comments begin that stand right above a line and in the column of its key. */
function aboveOf(text: string, line: number, indent: number): number {
  if (line === 0) return 0
  const above = text.lastIndexOf('\n', line - 2) + 1
  const isComment = text[above + indent] === '#' && text.slice(above, above + indent).trim() === ''
  return isComment ? aboveOf(text, above, indent) : line
}
