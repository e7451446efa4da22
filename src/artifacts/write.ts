/**
 * Writes artifacts: the one place where xenup changes the output folder.
 *
 * All or nothing: everything is staged in a folder of its own first; then files are renamed into place, and when one
 * rename fails those before it are taken back. Nothing is written through a symbolic link.
 */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../model/user-error.ts'
import type { WriteReport } from '../model/write-report.ts'
import { type Compared, compare } from './compare.ts'
import { type Manifest, manifestName, manifestText, readManifest, sha256 } from './manifest.ts'
import type { Artifact } from './render.ts'

/** The suffix of a new text that is laid beside a file edited by hand. */
export const besideSuffix = '.xenup-new'

/** The state of each file in the folder, without changing anything. */
export function inspectFolder(folder: string, artifacts: readonly Artifact[]): readonly Compared[] {
  const states = look(folder, manifestIn(folder))(artifacts)
  // A text laid beside a file that is still edited has its reason to be there.
  return states.filter(({ path }) => !states.some((one) => one.state === 'edited' && isBeside(path, one.path)))
}

/** Writes artifacts and manifest into the folder; `force` overwrites edited files too. */
export function writeArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
  version: string,
  { force }: { readonly force: boolean },
): WriteReport {
  const before = manifestIn(folder)
  const lookAt = look(folder, before)
  const edited = force ? [] : lookAt(artifacts).filter(({ state }) => state === 'edited')
  const laid = edited.map(({ path, bytes }) => ({ of: path, ...layBeside(path, bytes!, lookAt) }))
  const states = lookAt([...artifacts, ...laid], { force })
  const isLaid = (path: string) => laid.some((one) => one.path === path)
  const paths = (wanted: (one: Compared) => boolean) => states.filter(wanted).map(({ path }) => path)
  const isToWrite = ({ state }: Compared) => state === 'new' || state === 'outdated' || (state === 'edited' && force)
  const result: WriteReport = {
    written: paths((one) => isToWrite(one) && !isLaid(one.path)),
    unchanged: paths(({ path, state }) => state === 'same' && !isLaid(path)),
    kept: edited.map(({ path }) => path),
    beside: Object.fromEntries(laid.map(({ of, path }) => [of, path])),
    // A text laid beside an edited file earlier is among them, once that file is as it should be.
    removed: paths(({ state }) => state === 'stale' || (state === 'stale-edited' && force)),
    keptStale: paths(({ state }) => state === 'stale-edited' && !force),
  }
  const files = states.flatMap((one) => (one.bytes && isToWrite(one) ? [{ path: one.path, bytes: one.bytes }] : []))
  const manifest = manifestText(version, manifestAfter(states, before, result))
  replaceAll(folder, [...files, { path: manifestName, bytes: Buffer.from(manifest) }], result.removed)
  return result
}

/**
 * Compares with what is on disk. An image of a file that was edited by hand, and stays, is that of the file as it lies
 * there: U-Boot runs boot.scr, and people read boot.cmd.
 */
function look(folder: string, before: Manifest) {
  const compared = (wanted: readonly Artifact[]) => compare(wanted, before, (path) => readInside(folder, path))
  return (wanted: readonly Artifact[], { force = false } = {}): readonly Compared[] => {
    const states = compared(wanted)
    const edited = new Map(
      states.flatMap(({ path, state, onDisk }) => (state === 'edited' ? [[path, onDisk!] as const] : [])),
    )
    if (force || edited.size === 0) return states
    return compared(
      wanted.map((one) => {
        const source = one.imageOf && edited.get(one.imageOf.path)
        return source ? { ...one, bytes: one.imageOf!.make(source) } : one
      }),
    )
  }
}

/** The new text of an edited file under a name beside it that is free, or ours and not edited since. */
function layBeside(
  path: string,
  bytes: Uint8Array,
  lookAt: (wanted: readonly Artifact[]) => readonly Compared[],
): Artifact {
  for (let number = 1; ; number++) {
    const artifact = { path: `${path}${besideSuffix}${number === 1 ? '' : number}`, bytes }
    if (lookAt([artifact])[0]!.state !== 'edited') return artifact
  }
}

const isBeside = (path: string, file: string): boolean =>
  path.startsWith(file + besideSuffix) && /^\d*$/.test(path.slice((file + besideSuffix).length))

/** Kept files keep the hash under which we last wrote them, so that they still count as edited next time. */
function manifestAfter(states: readonly Compared[], before: Manifest, { kept, removed }: WriteReport): Manifest {
  const after: Record<string, string> = {}
  for (const { path, bytes } of states) {
    if (removed.includes(path)) continue
    const hash = kept.includes(path) || !bytes ? before[path] : sha256(bytes)
    if (hash) after[path] = hash
  }
  return after
}

function manifestIn(folder: string): Manifest {
  const bytes = readInside(folder, manifestName)
  const manifest = bytes && readManifest(Buffer.from(bytes).toString('utf8'))
  // Only paths that could be ours: a manifest is a file like any other, and may have been tampered with.
  return Object.fromEntries(
    Object.entries(manifest ?? {}).filter(([path]) => isPlainPath(path) && path !== manifestName),
  )
}

/**
 * A file's bytes; nothing when there is none. UserError for a link, and for what is no file: a pipe would keep us
 * waiting.
 */
function readInside(folder: string, path: string): Uint8Array | undefined {
  refuseOthers(folder, path)
  try {
    return readFileSync(join(folder, path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw inTheWay(join(folder, path), `it cannot be read (${code})`)
  }
}

/** Relative, without a way up: what may be written below a folder. */
const isPlainPath = (path: string): boolean =>
  path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\0\\]/.test(path)

/** The folder may be a link to one; below it each part of the path must be a real folder, and the last a real file. */
function refuseOthers(folder: string, path: string): void {
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

/** Stages all files, then renames them into place and removes the others; on failure everything is put back. */
function replaceAll(folder: string, files: readonly Artifact[], remove: readonly string[]): void {
  const undo: (() => void)[] = []
  const made: string[] = []
  let staging: string | undefined
  try {
    makeFolder(folder, made)
    staging = mkdtempSync(join(folder, '.xenup-staging-'))
    const aside = (kind: 'new' | 'old' | 'removed', i: number, path: string) =>
      join(staging!, `${kind}-${i}-${basename(path)}`)
    files.forEach(({ path, bytes }, i) => writeSynced(aside('new', i, path), bytes))
    files.forEach(({ path }, i) => {
      refuseOthers(folder, path)
      const target = join(folder, path)
      makeFolder(dirname(target), made)
      setAside(target, aside('old', i, path), undo)
      renameSync(aside('new', i, path), target)
      undo.push(() => rmSync(target, { force: true }))
    })
    remove.forEach((path, i) => setAside(join(folder, path), aside('removed', i, path), undo))
    syncFolder(folder)
  } catch (error) {
    putBack(undo, made, folder, staging)
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new UserError(`the artifacts could not be written (${code ?? message}); everything is as it was`, {
      where: folder,
      advice: 'Check permissions and free space, or name another folder with -o.',
    })
  }
  rmSync(staging, { recursive: true, force: true })
}

/** Last done, first undone. When that fails too, the staging folder is left: the old files may be nowhere else. */
function putBack(
  undo: readonly (() => void)[],
  made: readonly string[],
  folder: string,
  staging: string | undefined,
): void {
  const failures = undo.toReversed().flatMap((back) => failure(back))
  if (failures.length > 0) {
    throw new UserError(
      `the artifacts could not be written, and the old files could not all be put back (${failures[0]!.code ?? failures[0]!.message})`,
      {
        where: folder,
        advice: `What is missing lies in ${staging}, as old-… or removed-….`,
      },
    )
  }
  if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  // A folder that somebody else has put a file into meanwhile stays.
  for (const path of made.toReversed()) failure(() => rmdirSync(path))
}

function failure(act: () => void): readonly NodeJS.ErrnoException[] {
  try {
    act()
    return []
  } catch (error) {
    return [error as NodeJS.ErrnoException]
  }
}

/** Makes a folder and those above it; `made` gets those that were not there. */
function makeFolder(path: string, made: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })) return
  if (dirname(path) !== path) makeFolder(dirname(path), made)
  mkdirSync(path)
  made.push(path)
}

/** Moves what is there out of the way, and remembers how to bring it back. */
function setAside(target: string, aside: string, undo: (() => void)[]): void {
  if (!lstatSync(target, { throwIfNoEntry: false })) return
  renameSync(target, aside)
  undo.push(() => renameSync(aside, target))
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'wx', 0o644)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
