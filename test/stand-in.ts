/** Has the tests run Ink as it ships: with our own file in the place of the packages that it stands for. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { importers, packages, standIn } from '../src/fronts/tui/stand-ins.ts'

const ours = fileURLToPath(new URL(`../${standIn}.ts`, import.meta.url))
const isImporter = (id: string): boolean => importers.some((name) => id.includes(`/node_modules/${name}/`))

/** A plugin of Vite, as src/bundle.mjs has one of esbuild. */
export const standInPlugin = {
  name: 'stand-in',
  enforce: 'pre',
  resolveId: (id: string, importer = ''): string | undefined =>
    packages.includes(id) && isImporter(importer) ? ours : undefined,
  // Ink's maps name sources that it does not ship.
  load: (id: string): string | undefined =>
    isImporter(id) ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '') : undefined,
} as const

/** What Vite has to load, for the plugin to see who imports what. */
export { importers as loadedByVite }
