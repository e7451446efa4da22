/** An output folder on disk, seen from outside: what lies in it, and what is no business of xenup's. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Artifact } from '../../src/artifacts/render.ts'

/** Everything below a folder by its path: files with their text, folders as `folder`, links as `-> target`. */
export function everything(folder: string): Readonly<Record<string, string>> {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return {}
  return Object.fromEntries(below(folder, ''))
}

/** The same without what xenup remembers for itself of what it wrote. */
export const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(everything(folder)).filter(([path]) => !/(^|\/)\.xenup(\/|$)/.test(path)))

function below(folder: string, under: string): readonly (readonly [string, string])[] {
  return readdirSync(join(folder, under))
    .sort()
    .flatMap((name) => {
      const path = join(under, name)
      const stat = lstatSync(join(folder, path))
      if (stat.isDirectory()) return [[path, 'folder'], ...below(folder, path)] as const
      return [
        [
          path,
          stat.isSymbolicLink()
            ? `-> ${readlinkSync(join(folder, path))}`
            : stat.isFile()
              ? readFileSync(join(folder, path), 'latin1')
              : 'special',
        ],
      ] as const
    })
}

/** The paths of the files below a folder. */
export const files = (folder: string): readonly string[] =>
  Object.entries(contents(folder)).flatMap(([path, what]) => (what === 'folder' ? [] : [path]))

/** Puts a file there as a user does, with the folders that it needs. */
export function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text, 'latin1')
}

/** Artifacts from texts by path. */
export const artifacts = (texts: Readonly<Record<string, string>>): readonly Artifact[] =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
