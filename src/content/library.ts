/** The pages on disk. The only place that knows where content/ lies. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Page, PageSection } from '../model/page.ts'
import { UserError } from '../model/user-error.ts'
import { packageFile } from './package-file.ts'
import { type KnownFrontMatter, type PageSource, parsePage } from './parse.ts'

/** Pages by id, read when asked for. */
export interface Library {
  /** The page with this id (`steps/goal`), or undefined. */
  page(id: string): Page | undefined
  /** The page as it lies on disk, or undefined. */
  text(id: string): string | undefined
  /** Every page, by id; those below a folder, when it is named. */
  all(folder?: string): readonly Page[]
  /** The section that explains a question: `section('goal', 'goal.target')`. */
  section(stepId: string, questionKey: string): PageSection | undefined
  /** Every page as it lies on disk, for verification. */
  sources(): readonly PageSource[]
}

let packaged: Library | undefined

/** The library in the package, read once; or that in another folder that is laid out like content/. */
export const loadLibrary = (folder?: string): Library =>
  folder === undefined ? (packaged ??= libraryIn(packageFile('content'))) : libraryIn(folder)

function libraryIn(folder: string): Library {
  const pages = new Map<string, Page | undefined>()
  let known: KnownFrontMatter | undefined
  const library: Library = {
    page(id) {
      if (!pages.has(id)) pages.set(id, read(id))
      return pages.get(id)
    },
    text: (id) => (isThere(id) ? source(id).text : undefined),
    all: (below) =>
      ids()
        .filter((id) => below === undefined || id.startsWith(`${below}/`))
        .flatMap((id) => library.page(id) ?? []),
    section: (stepId, questionKey) =>
      library.page(`steps/${stepId}`)?.sections.find(({ heading }) => heading === questionKey),
    sources: () => ids().map(source),
  }
  const source = (id: string): PageSource => ({
    id,
    file: `content/${id}.md`,
    text: readFileSync(join(folder, `${id}.md`), 'utf8'),
  })
  // An id comes from the keyboard too (`xenup explain`): nothing that leads out of the folder is one.
  const isThere = (id: string): boolean =>
    /^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(id) && existsSync(join(folder, `${id}.md`))
  const read = (id: string): Page | undefined =>
    isThere(id) ? parsePage(source(id), (known ??= knownFrontMatter())) : undefined

  function ids(): readonly string[] {
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
  return library
}

/** Where the build lays it. */
export const frontMatterFile = 'dist/front-matter.json'

/** A build without it is slower, and no different. */
function knownFrontMatter(): KnownFrontMatter {
  const file = packageFile(frontMatterFile)
  return new Map(
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, Record<string, unknown>][]) : [],
  )
}
