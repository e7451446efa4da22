/**
 * Looks into the output folder: real files below it only, never through a link, and none that is no artifact by its size.
 */
import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { limits, limitText } from '../model/limits.ts'
import { UserError } from '../model/user-error.ts'

/**
 * A file's bytes; nothing when there is none. UserError for a link, and for what is no file: a pipe would keep us
 * waiting.
 */
export function readInside(folder: string, path: string): Uint8Array | undefined {
  refuseOthers(folder, path)
  const file = join(folder, path)
  try {
    const size = statSync(file).size
    if (size > limits.artifact.most)
      throw inTheWay(file, `it has more than ${limitText(limits.artifact)}, which no file of xenup's has`)
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (error instanceof UserError) throw error
    throw inTheWay(file, `it cannot be read (${code})`)
  }
}

/** True for a file that nobody may write to, which is what its mode says, also to root. */
export function isReadOnly(folder: string, path: string): boolean {
  const stat = statOf(join(folder, path), lstatSync)
  return stat !== undefined && (stat.mode & 0o222) === 0
}

/** The files below a folder that could be artifacts, a thousand at most; those that programs hide are left out. */
export function filesBelow(folder: string): readonly string[] {
  const found: string[] = []
  const folders = ['']
  for (let looked = 0; looked < 100 && folders.length > 0; looked++) {
    const under = folders.shift()!
    for (const entry of entriesOf(join(folder, under))) {
      if (entry.name.startsWith('.')) continue
      const path = under === '' ? entry.name : `${under}/${entry.name}`
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile() && isPlainPath(path)) found.push(path)
      if (found.length === 1000) return found
    }
  }
  return found
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Relative, without a way up: what may be written below a folder. */
export const isPlainPath = (path: string): boolean =>
  path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\0\\]/.test(path)

/** The folder may be a link to one; below it each part of the path must be a real folder, and the last a real file. */
export function refuseOthers(folder: string, path: string): void {
  if (!isPlainPath(path)) throw new Error(`not a path for an artifact: ${path}`)
  const parts = path.split('/')
  parts.forEach((_, i) => {
    const at = join(folder, ...parts.slice(0, i))
    const stat = statOf(at, i === 0 ? statSync : lstatSync)
    if (stat?.isSymbolicLink()) throw isLink(at)
    if (stat && !stat.isDirectory()) throw inTheWay(at, 'it is no folder, and one is needed here')
  })
  const file = join(folder, path)
  const stat = statOf(file, lstatSync)
  if (stat?.isSymbolicLink()) throw isLink(file)
  if (stat && !stat.isFile())
    throw inTheWay(file, `it is ${stat.isDirectory() ? 'a folder' : 'no regular file'}, and a file belongs here`)
}

function statOf(
  path: string,
  stat: (path: string, options: { throwIfNoEntry: false }) => Stats | undefined,
): Stats | undefined {
  try {
    return stat(path, { throwIfNoEntry: false })
  } catch (error) {
    throw inTheWay(path, `it cannot be looked at (${(error as NodeJS.ErrnoException).code})`)
  }
}

const isLink = (where: string): UserError =>
  new UserError('it is a symbolic link, and xenup writes real files below its folder only', {
    where,
    advice: 'Remove the link, or name another output folder with -o.',
  })

const inTheWay = (where: string, says: string): UserError =>
  new UserError(says, { where, advice: 'Move it away, or name another output folder with -o.' })
