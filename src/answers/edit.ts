/**
 * One answer put into the text of a file, every other character left as it is.
 *
 * The parser tells where things stand; the change is made in the text. (Writing the parsed document out again would
 * keep comments too, but not the user's line breaks, quotes and columns.)
 */
import { type Document, isAlias, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml'
import { type AnswerKey, decisions } from '../model/answers.ts'
import { addLine, addPair, beforeBlanks } from './add.ts'
import { namesOf, split, steps, versionKey } from './keys.ts'
import { serialize, serializeText, type YamlContext } from './serialize.ts'
import { parseSound } from './syntax.ts'

/** The file's text with one answer changed or added; `text` is that of a file without faults. */
export const withAnswer = (text: string, key: AnswerKey, answer: string): string =>
  withText(text, key, (surroundings) => serialize(key, answer, surroundings), [`# ${decisions[key].about}`])

/** The same for a key of any form; `above` are the comments that stand above it where it is added in a line of its own. */
export function withText(
  text: string,
  key: string,
  write: (surroundings: YamlContext) => string,
  above: readonly string[] = [],
): string {
  const yaml = parseSound(text)
  const root = yaml.contents as YAMLMap
  const { step, name } = split(key)
  const stepPair = pairOf(root, step)
  if (!stepPair) {
    const previous = lastBefore(root, [versionKey, ...steps], step)
    return root.flow
      ? addPair(text, root, previous, `${step}: { ${name}: ${write('brackets')} }`)
      : addLine(text, root, previous, [`${step}:`, ...[...above, `${name}: ${write('lines')}`].map(indented)])
  }
  const map = stepPair.value as YAMLMap
  const value = write(surroundingsOf(map))
  const pair = pairOf(map, name)
  if (pair) return replaced(freed(text, yaml, pair.value), pair.value as Node, value)
  const previous = lastBefore(map, namesOf(step), name)
  return map.flow
    ? addPair(text, map, previous, `${name}: ${value}`)
    : addLine(text, map, previous ?? (stepPair.key as Node), [...above, `${name}: ${value}`])
}

const indented = (line: string): string => `  ${line}`

/** The pair of a map with that key. */
export const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.source === name)

const surroundingsOf = (map: YAMLMap): YamlContext => (map.flow ? 'brackets' : 'lines')

/** The value after which a new pair belongs: that of the last name which `order` has before it. */
function lastBefore(map: YAMLMap, order: readonly string[], name: string): Node | undefined {
  const earlier = order.slice(0, order.indexOf(name))
  return earlier.map((other) => pairOf(map, other)?.value).findLast((value) => value !== undefined) as Node | undefined
}

/** The text with the value at `node` replaced. */
function replaced(text: string, node: Node, value: string): string {
  const [start, end] = node.range!
  // "key":value is right only while the value has quotes.
  const before = text.slice(0, start) + (text[start - 1] === ':' ? ' ' : '')
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
  if (!block) return before + value + text.slice(end)
  // A block reaches to the next line, past blank ones, and may have a comment on its first.
  const old = text.slice(start, end)
  const comment = /^[|>][-+\d]*([ \t]+#[^\r\n]*)/.exec(old)?.[1] ?? ''
  const breaks = text.slice(beforeBlanks(text, start, end), end)
  return before + value + comment + breaks + text.slice(end)
}

/** The text in which no alias stands for `node` any more: each has the value written out, for `node` is to change. */
export function freed(text: string, { contents }: Document, node: unknown): string {
  if (!isScalar(node) || !node.anchor) return text
  const meant: { readonly range: readonly number[]; readonly surroundings: YamlContext }[] = []
  let current: unknown
  for (const { value: map } of (contents as YAMLMap).items) {
    for (const { value } of isMap(map) ? map.items : []) {
      if (isScalar(value) && value.anchor === node.anchor) current = value
      if (isAlias(value) && value.source === node.anchor && current === node)
        meant.push({ range: value.range!, surroundings: surroundingsOf(map as YAMLMap) })
    }
  }
  // Aliases stand below what they stand for, so the places found before stay right when the last goes first.
  return meant
    .reverse()
    .reduce(
      (freer, { range, surroundings }) =>
        freer.slice(0, range[0]) + serializeText(node.source ?? '', surroundings) + freer.slice(range[1]),
      text,
    )
}
