/** What those for whom the artifacts are made read in them: U-Boot's shells, xl, a reader of Markdown. */
import { marked } from 'marked'
import { type Arguments, modernHush, oldHush, xlStrings } from './quote-models.ts'

/** The arguments of a command in each of U-Boot's shells. */
export interface InShells {
  readonly old: Arguments
  readonly modern: Arguments
}

/** The one command of a boot script that begins with these words, after `if`, `else` and the like. */
export function command(script: string, ...words: readonly string[]): InShells {
  const start = `${words.join(' ')} `
  const found = script.split('\n').flatMap((line) => {
    const at = line.startsWith('#') ? -1 : line.indexOf(start)
    return at >= 0 && /^\s*(?:if |setenv xenup_state failed; )?$/.test(line.slice(0, at)) ? [line.slice(at)] : []
  })
  if (found.length !== 1) throw new Error(`${found.length} commands begin with ${start}`)
  return { old: oldHush(found[0]!), modern: modernHush(found[0]!) }
}

/** All commands that begin with a word, each as the shells read it. */
export const commandsWith = (script: string, pattern: RegExp): readonly InShells[] =>
  script.split('\n').flatMap((line) => {
    const text = line.startsWith('#') ? undefined : pattern.exec(line)?.[1]
    return text === undefined ? [] : [{ old: oldHush(text), modern: modernHush(text) }]
  })

/** What a boot script is made of, without the places where answers stand: first words, line by line. */
export const skeleton = (script: string): readonly string[] =>
  script
    .split('\n')
    .map((line) =>
      line.startsWith('#') ? '#' : /^\s*(?:if |else|fi)?\s*(?:[\w-]+)?(?: set \/chosen(?:\/\S+)? \S+)?/.exec(line)![0],
    )

/** The strings of an xl configuration by the option that has them. */
export function xlOptions(config: string): Readonly<Record<string, string>> {
  const all = xlStrings(config)
  if (all === undefined) throw new Error(`xl does not take this:\n${config}`)
  // The lexer knows no lines: names and strings come in pairs, as long as nothing has come loose.
  const names = config.split('\n').flatMap((line) => /^([a-z_]+) = (?:\[ )?["']/.exec(line)?.[1] ?? [])
  if (names.length !== all.length) throw new Error(`${names.length} options and ${all.length} strings:\n${config}`)
  return Object.fromEntries(names.map((name, i) => [name, all[i]!]))
}

/** A page of Markdown as its reader sees it: tables cell by cell, code blocks, list items, headings. */
export interface Seen {
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly blocks: readonly string[]
  readonly items: readonly string[]
  readonly headings: readonly string[]
  /** Everything that is none of the above. */
  readonly tags: readonly string[]
}

export function seen(markdown: string): Seen {
  const html = marked.parse(markdown, { async: false })
  const all = (pattern: RegExp, text = html) => [...text.matchAll(pattern)].map((match) => match[1]!)
  return {
    tables: all(/<table>(.*?)<\/table>/gs).map((table) =>
      all(/<tr>(.*?)<\/tr>/gs, table).map((row) => all(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs, row).map(plain)),
    ),
    blocks: all(/<pre><code[^>]*>(.*?)<\/code><\/pre>/gs).map(plain),
    items: all(/<li>(.*?)<\/li>/gs).map((item) => plain(item).trim()),
    headings: all(/<h\d>(.*?)<\/h\d>/gs).map(plain),
    tags: [...new Set(all(/<\/?([a-zA-Z!][^\s>]*)/g))].sort(),
  }
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code: string, name: string) =>
      code ? String.fromCodePoint(Number(code)) : named[name]!,
    )

/**
 * The cells of a table's row as cmark-gfm splits it, which GitHub runs: a backslash takes the next punctuation along
 * (extensions/ext_scanners.re, table_cell), so that after two of them a bar ends the cell. marked thinks otherwise.
 */
export function gfmCells(row: string): readonly string[] {
  const cells = row.match(/(?:\\[!-/:-@[-`{-~]|[^|\n])*(?:\||$)/g) ?? []
  return cells.slice(1).filter((cell) => cell.endsWith('|'))
}
