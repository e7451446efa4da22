/** Run by `npm run build`: the front matter of every page as JSON, which is read twenty times as fast as YAML. */
import { writeFileSync } from 'node:fs'
import { frontMatterFile, loadLibrary } from './library.ts'
import { packageFile } from './package-file.ts'
import { readFrontMatter } from './parse.ts'

const known = loadLibrary()
  .sources()
  .flatMap(({ text }) => {
    const read = readFrontMatter(text)
    return read ? [read] : []
  })
writeFileSync(packageFile(frontMatterFile), JSON.stringify(known))
