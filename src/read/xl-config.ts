/**
 * Reads a guest's configuration as xl does: its lexer and grammar are those of Xen's tools/libs/util/libxlu_cfg_l.l and
 * libxlu_cfg_y.y. Where xl gives up, the rest is read all the same, so that every fault is told at once.
 */
import { limits, limitText } from '../model/limits.ts'
import type { XlSetting, XlValue } from '../model/xl-facts.ts'
import { xlKeys, xlTellingKeys } from '../model/xl-keys.ts'
import { linesOf } from './lines.ts'
import { type Token, xlTokens } from './xl-tokens.ts'

/** The settings as they stand when the file ends, and what xl would not take. */
export interface XlConfig {
  readonly settings: readonly XlSetting[]
  readonly problems: readonly string[]
}

/** More would only repeat itself. */
const maxProblems = 20
/** Lists in lists are used two deep (vnuma). */
const maxDepth = 8

/** `text` has LF line ends: a carriage return is a fault on its line. */
export function readXlConfig(text: string): XlConfig {
  const tokens = xlTokens(text)
  const settings = new Map<string, XlSetting>()
  const problems: string[] = []
  let at = 0
  const here = (): Token => tokens[at]!
  const problem = (line: number, says: string): void =>
    void (problems.length < maxProblems && problems.push(`line ${line}: ${says}`))

  while (here().sort !== 'end') {
    if (here().sort === 'newline' || here().sort === ';') {
      at++
      continue
    }
    const fault = statement()
    if (fault === undefined) continue
    problem(fault.line, fault.says)
    // As the grammar's `error NEWLINE` does.
    while (here().sort !== 'newline' && here().sort !== 'end') at++
  }
  return { settings: [...settings.values()], problems }

  function statement(): XlProblem | undefined {
    const key = here()
    if (key.sort !== 'ident') return faultAt(key, 'a key in lower case')
    const operator = tokens[++at]!
    if (operator.sort !== '=' && operator.sort !== '+=') return faultAt(operator, `= after ${key.text}`)
    at++
    const value = valueOf(0, key.text)
    if ('says' in value) return value
    if (!['newline', ';', 'end'].includes(here().sort)) return afterValue(key.text)
    store(key, operator.sort, value.value)
    return undefined
  }

  function valueOf(depth: number, key: string): { readonly value: XlValue } | XlProblem {
    const token = here()
    if (token.sort === 'string') {
      at++
      for (const says of token.problems ?? []) problem(token.line, says)
      return { value: token.text }
    }
    if (token.sort === 'number') {
      at++
      return { value: numberOf(token.text) ?? token.text }
    }
    if (token.sort === 'ident')
      return {
        line: token.line,
        says: `the value of ${key} is ${token.text} without quotes; xl takes a number, or text in quotes`,
      }
    if (token.sort !== '[') return faultAt(token, `a value for ${key}`)
    if (depth >= maxDepth) return { line: token.line, says: `lists are nested deeper than ${maxDepth} levels` }
    at++
    const list: XlValue[] = []
    for (newlines(); here().sort !== ']'; newlines()) {
      const item = valueOf(depth + 1, key)
      if ('says' in item) return item
      list.push(item.value)
      if (list.length > limits.xlItems.most) return { line: token.line, says: tooMany(key) }
      newlines()
      if (here().sort === ',') at++
      else if (here().sort !== ']')
        return here().sort === 'end'
          ? { line: token.line, says: `the list of ${key} has no end` }
          : faultAt(here(), 'a comma or ] in the list')
    }
    at++
    return { value: list }
  }

  function newlines(): void {
    while (here().sort === 'newline') at++
  }

  /** `512M`, `/boot/Image`: what stands right behind a value. */
  function afterValue(key: string): XlProblem {
    const [token, before] = [here(), tokens[at - 1]!]
    if (before.sort === 'number' && before.end === token.at && token.text !== '')
      return {
        line: token.line,
        says: `the value of ${key} is ${before.text}${token.text}, which is no number; xl takes plain ones, without a unit${key === 'memory' || key === 'maxmem' ? ': memory is in MiB' : ''}`,
      }
    return faultAt(token, `the end of the line after the value of ${key}`)
  }

  function store(key: Token, operator: '=' | '+=', value: XlValue): void {
    const before = settings.get(key.text)
    if (operator === '=' && before)
      problem(key.line, `${key.text} is set on line ${before.line} already; this one counts`)
    if (operator === '+=' && before && Array.isArray(before.value) !== Array.isArray(value))
      return problem(key.line, `${key.text} += adds a list to a single value, or the other way round`)
    const joined =
      operator === '=' || !before
        ? value
        : Array.isArray(value)
          ? [...(before.value as readonly XlValue[]), ...(value as readonly XlValue[])]
          : `${before.value}${value}`
    if (Array.isArray(joined) && joined.length > limits.xlItems.most) return problem(key.line, tooMany(key.text))
    if (!before && settings.size === limits.xlSettings.most)
      return problem(key.line, `there are more than ${limits.xlSettings.most} keys, and the rest is not read`)
    settings.set(key.text, { key: key.text, value: joined, line: key.line })
  }
}

const tooMany = (key: string): string => `${key} has more than ${limitText(limits.xlItems)}`

interface XlProblem {
  readonly line: number
  readonly says: string
}

function faultAt(token: Token, wanted: string): XlProblem {
  if (token.sort === 'bad')
    return { line: token.line, says: token.problems?.[0] ?? `xl cannot read ${quoted(token.text)} here` }
  const met =
    token.sort === 'end'
      ? 'the file ends'
      : token.sort === 'newline'
        ? 'the line ends'
        : `there is ${quoted(token.text)}`
  return { line: token.line, says: `${met} where xl wants ${wanted}` }
}

const quoted = (text: string): string => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`

/** As strtoul(…, 0) of xlu_cfg_get_long: decimal, 0x… or 0… for octal. */
function numberOf(text: string): bigint | undefined {
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`)
  return text.length <= 20 && /^(\d+|0x[\da-f]+)$/.test(text) ? BigInt(text) : undefined
}

/** Whether a text is a guest's configuration: settings of keys that xl knows, and hardly anything else. */
export function looksLikeXlConfig(text: string): boolean {
  // Sections are for others: xen.cfg of the EFI loader, systemd, TOML.
  if (text.length > limits.xlConfig.most || /^\[[\w.-]+\]\s*$/m.test(text)) return false
  const telling = new Set<string>()
  let [settings, others] = [0, 0]
  for (const { text: line } of linesOf(text)) {
    const words = line.trim()
    if (words === '' || words.startsWith('#')) continue
    // Several settings may share a line, with ; between.
    const keys = [...words.matchAll(/(?:^|;)\s*([A-Za-z_][\w.]*)\s*\+?=/g)].map(([, key]) => key!)
    for (const key of keys) if (xlTellingKeys.has(key)) telling.add(key)
    if (keys.some((key) => xlKeys.has(key))) settings++
    // A list goes on over lines: items in quotes, and its end.
    else if (!isListPart(words)) others++
  }
  return telling.size >= 2 && others <= settings
}

/** A piece of a list that goes on over lines: brackets, or an item in quotes with what may follow; a comment behind. */
function isListPart(words: string): boolean {
  const ends = [words.length, words.indexOf('#'), words.lastIndexOf('#')].filter((end) => end >= 0)
  return ends.some((end) => /^(?:[[\],]+|['"].*['"],?)$/.test(withoutBracket(words.slice(0, end).trimEnd())))
}

const withoutBracket = (text: string): string =>
  text.length > 1 && text.endsWith(']') ? text.slice(0, -1).trimEnd() : text
