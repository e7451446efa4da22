/** The pages of the package, from their sources. What the build makes takes them from its index (src/bundle.mjs). */
import { join } from 'node:path'
import type { Pages } from './pages.ts'
import { parsedPages } from './parsed-pages.ts'

/** `root` is the folder of the package. */
export const packagePages = (root: string): Pages => parsedPages(join(root, 'content'))
