/** What was learnt from files: as JSON and as text. */
import type { Fact, Learnt, Range, ReservedRange, UartFact } from '../model/facts.ts'
import { kindWords } from '../model/file-kind.ts'
import { hex, humanSize } from '../model/quantity.ts'
import { visible } from '../model/visible.ts'

/** `{"xenup":1,"files":[{path,kind,facts:{key:{value,evidence}}}]}`; addresses and sizes are "0x…" strings. */
export function inspectionJson(files: readonly Learnt[]): string {
  return `${toJson({ xenup: 1, files: files.map(({ path, kind, facts }) => ({ path, kind, facts })) })}\n`
}

/** JSON with bigints as hexadecimal strings, two spaces deep. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? hex(inner) : inner), 2)

/** Readable: one fact a paragraph, its value first, where it was read after it. */
export function inspectionText({ path, kind, facts }: Learnt, columns: number): string {
  const lines = [`${visible(path)}: ${kindWords[kind]}`]
  for (const [key, fact] of Object.entries(facts) as [string, Fact<unknown>][]) {
    const shown = factLines(key, fact.value)
    const [first = '', ...more] = shown
    const source = `  (${visible(fact.evidence.at)})`
    const head = `  ${key.padEnd(20)} ${first}`
    lines.push(head.length + source.length <= columns && shown.length === 1 ? head + source : head)
    for (const line of more) lines.push(`${' '.repeat(23)}${line}`)
    if (head.length + source.length > columns || shown.length > 1) lines.push(`${' '.repeat(21)}${source}`)
  }
  if (Object.keys(facts).length === 0) lines.push('  Nothing that xenup knows how to read.')
  return `${lines.join('\n')}\n`
}

/** A fact's value in lines, safe to print. */
export function factLines(key: string, value: unknown): string[] {
  switch (key) {
    case 'memory.banks': return (value as Range[]).map(range)
    case 'memory.reserved': return (value as ReservedRange[]).map((one) => `${range(one)}  ${visible(one.path ?? '/memreserve/')}`)
    case 'uarts': return (value as UartFact[]).flatMap(uart)
    case 'psci': case 'gic': case 'timer': case 'stdout': return judged(value as Judged)
    case 'file.size': case 'image.size': case 'gzip.unpackedSize': return [`${humanSize(value as bigint)} (${value as bigint} bytes)`]
    default: return [text(value)]
  }
}

const range = ({ base, size }: Range): string => `${hex(base)} to ${hex(base + size)}  ${humanSize(size)}`

interface Judged {
  readonly raw?: string
  readonly path?: string
  readonly version?: string
  readonly method?: string
  readonly usable: boolean
  readonly problems: readonly string[]
}

function judged({ raw, path, version, method, usable, problems }: Judged): string[] {
  const what = [raw, path !== raw ? path : undefined, version, method].filter((word) => word !== undefined)
  return [`${visible(what.join('  '))}  ${usable ? 'usable by Xen' : 'NOT usable by Xen'}`, ...problems.map((problem) => `- ${visible(problem)}`)]
}

function uart(one: UartFact): string[] {
  const names = one.aliases.length > 0 ? ` (${one.aliases.join(', ')})` : ''
  const driver = one.driver ? `${one.driver} driver, since Xen ${one.since?.replace('<=', '')}${one.since?.startsWith('<=') ? ' or before' : ''}` : 'no Xen driver'
  const base = one.base === undefined ? 'no address' : hex(one.base)
  return [
    `${visible(one.path + names)}`,
    `  ${base}  ${driver}  ${one.usable ? 'usable as dtuart' : 'NOT usable'}`,
    ...one.problems.map((problem) => `  - ${visible(problem)}`),
  ]
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(', ')
  if (typeof value === 'bigint') return hex(value)
  return visible(String(value))
}
