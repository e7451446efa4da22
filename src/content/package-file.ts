/** Where the package lies; apart from the library, because every start needs it and few need the pages. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../model/user-error.ts'

/** A file of the package by its path from the root, whether we run from src/ or from dist/src/. */
export function packageFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'content/words.md'))) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new UserError('xenup does not find its own files', {
        where: import.meta.url,
        advice: 'Install xenup again.',
      })
    folder = parent
  }
  return join(folder, path)
}

/** The version in package.json. */
export const version = (): string =>
  (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version
