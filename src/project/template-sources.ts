/** The templates as they are written, for the build, and for who asks what must be explained of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { packageFile } from '../content/package-file.ts'

/** Every template in the package by its path in templates/, without `.hbs`. */
export function templateSources(): ReadonlyMap<string, string> {
  const folder = packageFile('templates')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .sort()
  return new Map(
    files.map((file) => [file.slice(0, -'.hbs'.length).split(sep).join('/'), readFileSync(join(folder, file), 'utf8')]),
  )
}
