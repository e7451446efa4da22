/** Run by `npm run build`: the index of the pages, since to parse the YAML of all takes longer than a short command. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indexFiles, indexPaths } from './indexed-pages.ts'
import { loadLibrary } from './library.ts'
import { packageFile } from './package-file.ts'

const root = packageFile('.')
const paths = indexPaths(root)
const files = indexFiles(loadLibrary().all())
mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(paths.index, files.index)
writeFileSync(paths.frontMatter, files.frontMatter)
