/** How an answer is written in YAML so that it reads back to the same text, here and in other programs. */
import { stringify } from 'yaml'
import { type AnswerKey, decisions } from '../model/answers.ts'
import { invisible } from '../model/visible.ts'

/** Between the brackets of `{…}` a comma ends a value; in an indented line it does not. */
export type YamlContext = 'lines' | 'brackets'

/** The text of an answer as it stands after `key: `. */
export function serialize(key: AnswerKey, text: string, surroundings: YamlContext): string {
  const { kind } = decisions[key]
  // Numbers for every reader of YAML, and for people; the decisions take nothing else.
  return kind === 'count' || kind === 'address' ? text : serializeText(text, surroundings)
}

/** Any text, quoted when it has to be. */
export function serializeText(text: string, surroundings: YamlContext): string {
  // What nobody can see is better seen; and some programs take U+0085 and U+2028 for the end of a line.
  if (invisible(text) !== undefined) return escaped(text)
  const options = {
    lineWidth: 0,
    blockQuote: false,
    // Without quotes, programs that still speak YAML 1.1 take yes for true and 0:1 for a number.
    compat: 'yaml-1.1',
    flowCollectionPadding: false,
  } as const
  return surroundings === 'brackets'
    ? stringify([text], { ...options, collectionStyle: 'flow' }).slice(1, -2)
    : stringify({ a: text }, options).slice(3, -1)
}

const escaped = (text: string): string =>
  `"${[...text]
    .map((character) => {
      if (character === '"' || character === '\\') return `\\${character}`
      return invisible(character) === undefined
        ? character
        : `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`
    })
    .join('')}"`
