/** What was learnt from files: as JSON and as text. */
import type { Fact, ParsedFile } from '../model/facts.ts'
import { kindWords } from '../model/file-kind-words.ts'
import { toJson } from '../model/json.ts'
import { visible } from '../model/visible.ts'
import { wrap } from '../model/wrap.ts'
import { factLines } from './fact-lines.ts'

/** `{"xenup":1,"files":[{path,kind,facts:{key:{value,evidence}}}]}`; addresses and sizes are "0x…" strings. */
export function inspectionJson(files: readonly ParsedFile[]): string {
  return `${toJson({ xenup: 1, files: files.map(({ path, kind, facts }) => ({ path, kind, facts })) })}\n`
}

/** The column in which values begin. */
const valueAt = 23

/** Readable: one fact a paragraph, its value first, where it was read after it. */
export function inspectionText({ path, kind, facts }: ParsedFile, columns: number): string {
  const lines = [`${visible(path)}: ${kindWords[kind]}`]
  for (const [key, fact] of Object.entries(facts) as [string, Fact<unknown>][]) {
    const shown = factLines(key, fact.value).flatMap((line) => wrapped(line, columns - valueAt))
    if (shown.length === 0) continue
    const [first = '', ...more] = shown
    const source = `(${visible(fact.evidence.at)})`
    const head = `  ${key.padEnd(valueAt - 3)} ${first}`
    if (more.length === 0 && head.length + 2 + source.length <= columns) lines.push(`${head}  ${source}`)
    else
      lines.push(
        head,
        ...[...more, ...wrap(source, columns - valueAt).split('\n')].map((line) => ' '.repeat(valueAt) + line),
      )
  }
  if (Object.keys(facts).length === 0) lines.push('  Nothing that xenup knows how to read.')
  return `${lines.join('\n')}\n`
}

/** Lines that fit stay as they are, with their spaces; others go on under their own beginning. */
function wrapped(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line]
  const [lead = ''] = /^ *(- )?/.exec(line) ?? []
  return wrap(line, width, ' '.repeat(lead.length || 2)).split('\n')
}
