/** The pages as they lie in a folder, each parsed when asked for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { UserError } from '../model/user-error.ts'
import type { PageSource } from './page-text.ts'
import type { Pages } from './pages.ts'
import { parsePage } from './parse.ts'

/** The pages in a folder that is laid out like content/. */
export const parsedPages = (folder: string): Pages => ({
  ids: () => pageIds(folder),
  // An id comes from the keyboard too (`xenup explain`): nothing that leads out of the folder is one.
  page: (id) => (isThere(folder, id) ? parsePage(pageSource(folder, id)) : undefined),
  text: (id) => (isThere(folder, id) ? pageSource(folder, id).text : undefined),
})

const isThere = (folder: string, id: string): boolean =>
  /^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(id) && existsSync(join(folder, `${id}.md`))

/** Every page as it lies there, for verification. */
export const pageSources = (folder: string): readonly PageSource[] =>
  pageIds(folder).map((id) => pageSource(folder, id))

const pageSource = (folder: string, id: string): PageSource => ({
  id,
  file: `content/${id}.md`,
  text: readFileSync(join(folder, `${id}.md`), 'utf8'),
})

function pageIds(folder: string): readonly string[] {
  if (!existsSync(folder))
    throw new UserError('there are no pages', {
      where: folder,
      advice: 'Install xenup again: its folder content is missing.',
    })
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.slice(0, -'.md'.length).split(sep).join('/'))
    .sort()
}
