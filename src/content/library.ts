/** The pages by id and by section. */
import type { Page, PageSection } from '../model/page.ts'
import { packageFile } from './package-file.ts'
import { packagePages } from './package-pages.ts'
import type { Pages } from './pages.ts'

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
}

let packaged: Library | undefined

/** The library in the package, read once. */
export const loadLibrary = (): Library => (packaged ??= libraryOf(packagePages(packageFile('.'))))

/** A library of these pages, each looked up once. */
export function libraryOf(pages: Pages): Library {
  const known = new Map<string, Page | undefined>()
  const page = (id: string): Page | undefined => {
    if (!known.has(id)) known.set(id, pages.page(id))
    return known.get(id)
  }
  return {
    page,
    text: (id) => pages.text(id),
    all: (below) =>
      pages
        .ids()
        .filter((id) => below === undefined || id.startsWith(`${below}/`))
        .flatMap((id) => page(id) ?? []),
    section: (stepId, questionKey) => page(`steps/${stepId}`)?.sections.find(({ heading }) => heading === questionKey),
  }
}
