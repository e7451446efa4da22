/** Where a new pair goes in the text: below the one it follows, with the user's indentation and line ends. */
import { isMap, type Node, type Pair, type YAMLMap } from 'yaml'

/** Adds a pair to a map in brackets, behind the value `previous`, or as the first. */
export function addPair(text: string, map: YAMLMap, previous: Node | undefined, pair: string): string {
  const place = previous ? previous.range![1] : map.range![0] + 1
  const piece = previous ? `, ${pair}` : map.items.length > 0 ? ` ${pair},` : ` ${pair} `
  return text.slice(0, place) + piece + text.slice(place)
}

/** Adds a pair to a map of lines, below the line where `previous` ends; a step stands between blank lines. */
export function addLine(text: string, map: YAMLMap, previous: Node | undefined, lines: readonly string[]): string {
  const first = (map.items[0] as Pair<Node>).key.range![0]
  const indent = text.slice(text.lastIndexOf('\n', first - 1) + 1, first)
  const place = below(text, endOf(text, previous!), indent.length)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const blank = lines.length > 2
  const pieces = [
    place > 0 && text[place - 1] !== '\n' ? newline : '',
    blank && !/\n[ \t]*\r?\n$/.test(text.slice(0, place)) ? newline : '',
    ...lines.map((line) => indent + line + newline),
    blank && !/^[ \t]*(?:\r?\n|$)/.test(text.slice(place)) ? newline : '',
  ]
  return text.slice(0, place) + pieces.join('') + text.slice(place)
}

/** Where a value's last character stands; a map of lines ends with its last value. */
function endOf(text: string, node: Node): number {
  if (isMap(node) && !node.flow) return endOf(text, node.items.at(-1)!.value as Node)
  const [start, end] = node.range!
  return beforeBlanks(text, start, end)
}

/** Where the blanks and line ends begin that stand before `end`, but not before `start`. */
export function beforeBlanks(text: string, start: number, end: number): number {
  let last = end
  while (last > start && ' \t\r\n'.includes(text[last - 1]!)) last--
  return last
}

/** The beginning of the next line, past comments that are indented deeper: they belong to what stands above. */
export function below(text: string, position: number, indent: number): number {
  const end = text.indexOf('\n', position)
  let place = end < 0 ? text.length : end + 1
  const comment = /(?:[ \t]*\r?\n)*([ \t]*)#[^\n]*(?:\n|$)/y
  for (;;) {
    comment.lastIndex = place
    const found = comment.exec(text)
    if (!found || found[1]!.length <= indent) return place
    place = comment.lastIndex
  }
}
