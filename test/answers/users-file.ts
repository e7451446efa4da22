/** Answers files as people write them: any order, comments, blank lines, quotes, brackets, aliases, CRLF. */
import fc from 'fast-check'
import { keyOf, namesOf, split, steps } from '../../src/answers/keys.ts'
import { serializeText } from '../../src/answers/serialize.ts'
import { currentVersion } from '../../src/model/answer-forms.ts'
import { type AnswerKey, answerKeys } from '../../src/model/answers.ts'
import { validText } from './valid-answers.ts'

/** A file, and what it says: the text of each key. */
export interface UsersFile {
  readonly text: string
  readonly says: ReadonlyMap<AnswerKey, string>
  readonly comments: readonly string[]
}

type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'next line'
const styles: readonly Style[] = ['plain', 'single', 'double', 'literal', 'folded', 'next line']

const says: fc.Arbitrary<Readonly<Partial<Record<AnswerKey, string>>>> = fc.record(
  Object.fromEntries(answerKeys.map((key) => [key, validText(key)])),
  { requiredKeys: [] },
) as never

/** A file of lines or of brackets, in today's form. */
export const usersFile: fc.Arbitrary<UsersFile> = usersFileOf(currentVersion)

/** The same of any version, in which each key of today has a name under its step. */
export function usersFileOf(
  version: number,
  called = (key: AnswerKey): string => split(key).name,
): fc.Arbitrary<UsersFile> {
  return fc.tuple(says, fc.infiniteStream(fc.nat({ max: 999 })), fc.boolean()).map(([texts, dice, crlf]) => {
    const roll = (sides: number): number => (dice.next().value as number) % sides
    const pick = <T>(of: readonly T[]): T => of[roll(of.length)]!
    const shuffled = <T>(of: readonly T[]): T[] =>
      of
        .map((item) => [roll(997), item] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, item]) => item)
    const comments: string[] = []
    const comment = (): string => {
      comments.push(`# c${comments.length} key: "value" {`)
      return comments.at(-1)!
    }
    const trailing = (): string => (roll(4) === 0 ? `${pick([' ', '   ', '\t'])}${comment()}` : '')
    let afterBlock = false
    const between = (indent: number): string[] => [
      ...(roll(5) === 0 ? [''] : []),
      // What is indented under a block value belongs to the value.
      ...(roll(4) === 0 ? [`${' '.repeat(pick(afterBlock ? [0, indent] : [0, indent, indent + 2]))}${comment()}`] : []),
      ...(roll(6) === 0 ? ['', `${' '.repeat(indent)}${comment()}`] : []),
    ]
    const keyText = (key: string): string => pick([key, key, key, `"${key}"`, `'${key}'`])
    const lines: string[] = roll(5) === 0 ? ['%YAML 1.2', '---'] : roll(6) === 0 ? ['---'] : []
    const said = new Map(Object.entries(texts) as [AnswerKey, string][])
    const sections = shuffled([
      'xenup',
      ...steps.filter((step) => [...said.keys()].some((key) => key.startsWith(`${step}.`))),
    ])
    const outer = pick([0, 0, 0, 1])
    for (const section of sections) {
      const pad = ' '.repeat(outer)
      lines.push(...between(outer))
      afterBlock = false
      if (section === 'xenup') {
        lines.push(`${pad}${keyText('xenup')}: ${pick([String(version), `"${version}"`])}${trailing()}`)
        continue
      }
      const names = shuffled(namesOf(section).filter((name) => said.has(keyOf(section, name)!)))
      if (roll(5) === 0) {
        const pairs = names.map(
          (name) =>
            `${keyText(called(keyOf(section, name)!))}: ${written(said.get(keyOf(section, name)!)!, pick(styles.slice(0, 3)), '', '', true)[0]}`,
        )
        const broken = roll(3) === 0
        lines.push(
          broken
            ? `${pad}${section}: {${trailing()}\n${pairs.map((pair) => `${pad} ${pair},${trailing()}`).join('\n')}\n${pad} }${trailing()}`
            : `${pad}${section}: ${pick(['{', '{ '])}${pairs.join(', ')}${pick(['}', ' }', ', }'])}${trailing()}`,
        )
        continue
      }
      const indent = outer + pick([1, 2, 2, 4])
      lines.push(`${pad}${keyText(section)}:${trailing()}`)
      for (const name of names) {
        lines.push(...between(indent))
        const [first, ...rest] = written(
          said.get(keyOf(section, name)!)!,
          pick(styles),
          ' '.repeat(indent + pick([1, 2])),
          trailing(),
          false,
        )
        lines.push(
          `${' '.repeat(indent)}${keyText(called(keyOf(section, name)!))}:${pick([' ', ' ', '   '])}${first}`,
          ...rest,
        )
        afterBlock = /^[|>]/.test(first!)
      }
    }
    lines.push(...between(outer), ...(roll(6) === 0 ? ['...'] : []))
    const whole = lines.join('\n') + pick(['\n', '\n', '', '\n\n'])
    return { text: pick(['', '', '\ufeff']) + (crlf ? whole.replaceAll('\n', '\r\n') : whole), says: said, comments }
  })
}

/** The lines of a value in a style, or in one that can hold it. */
function written(text: string, style: Style, indent: string, trailing: string, brackets: boolean): readonly string[] {
  const simple = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)
  if (style === 'single' && simple) return [`'${text.replaceAll("'", "''")}'${trailing}`]
  if (style === 'double' && simple) return [`${JSON.stringify(text)}${trailing}`]
  if (style === 'literal' && simple) return [`|-${trailing}`, `${indent}${text}`]
  if (style === 'folded' && simple && !text.includes('  '))
    return [`>-${trailing}`, ...text.split(' ').map((word) => `${indent}${word}`), '']
  const spelled = serializeText(text, brackets ? 'brackets' : 'lines')
  return style === 'next line' ? [trailing.trimStart(), `${indent}${spelled}`] : [`${spelled}${trailing}`]
}
