/**
 * The pages as the build indexes them: titles of all, what a list of boards shows, and where the front matter of each
 * page stands as JSON. A page is not read before somebody asks for what it says, and then alone.
 */
import { openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '../model/page.ts'
import { headOf } from './board-page.ts'
import { bodyOf, partsOfPage } from './page-text.ts'
import type { Pages } from './pages.ts'

/** An entry of the index: the place of the front matter in bytes, and what is known without it. */
interface Entry {
  readonly at: number
  readonly length: number
  readonly title: string
  readonly head?: Page['attributes']
}

/** The two files of an index. */
export interface IndexFiles {
  readonly index: string
  readonly frontMatter: Uint8Array
}

/** Indexes pages, which have to be in their order. */
export function indexFiles(pages: readonly Page[]): IndexFiles {
  const pieces: Buffer[] = []
  let at = 0
  const entries = pages.map((page): [string, Entry] => {
    const piece = Buffer.from(`${JSON.stringify(page.attributes)}\n`)
    const entry = { at, length: piece.length, title: page.title }
    pieces.push(piece)
    at += piece.length
    const head = page.id.startsWith('boards/') ? headOf(page.attributes) : undefined
    return [page.id, { ...entry, ...(head && { head }) }]
  })
  return { index: JSON.stringify(Object.fromEntries(entries)), frontMatter: Buffer.concat(pieces) }
}

/** Where the build lays the index of a folder with pages. */
export const indexPaths = (root: string): Readonly<Record<keyof IndexFiles, string>> => ({
  index: join(root, 'dist/pages.json'),
  frontMatter: join(root, 'dist/front-matter.json'),
})

/** The pages of a package that is built, by the path of its folder. */
export function indexedPages(root: string): Pages {
  const paths = indexPaths(root)
  const entries = new Map(Object.entries(JSON.parse(readFileSync(paths.index, 'utf8')) as Record<string, Entry>))
  let handle: number | undefined
  const frontMatter = ({ at, length }: Entry): Page['attributes'] => {
    handle ??= openSync(paths.frontMatter, 'r')
    const bytes = Buffer.alloc(length)
    readSync(handle, bytes, 0, length, at)
    return JSON.parse(bytes.toString()) as Page['attributes']
  }
  const text = (id: string): string => readFileSync(join(root, 'content', `${id}.md`), 'utf8')
  const body = (id: string) => bodyOf(partsOfPage(text(id)))
  return {
    ids: () => [...entries.keys()],
    text: (id) => (entries.has(id) ? text(id) : undefined),
    page(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      let [attributes, read]: [Page['attributes']?, ReturnType<typeof bodyOf>?] = []
      return {
        id,
        title: entry.title,
        ...(entry.head && { head: entry.head }),
        get attributes() {
          return (attributes ??= frontMatter(entry))
        },
        get intro() {
          return (read ??= body(id)).intro
        },
        get sections() {
          return (read ??= body(id)).sections
        },
      }
    },
  }
}
