/**
 * Writes artifacts: the one place where xenup changes the output folder.
 *
 * All or nothing: everything is staged in a folder of its own first; then files are renamed into place, and when one
 * rename fails those before it are taken back. Nothing is written through a symbolic link.
 */
import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Trouble } from '../model/trouble.ts'
import { visible } from '../model/visible.ts'
import { compare, type Compared } from './compare.ts'
import { manifestName, manifestText, readManifest, sha256, type Manifest } from './manifest.ts'
import type { Artifact } from './render.ts'

/** The suffix of a new text that is laid beside a file edited by hand. */
export const besideSuffix = '.xenup-new'

/** What writing came to. */
export interface Written {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  /** Files edited by hand that were left alone; their new text lies beside them. */
  readonly kept: readonly string[]
  /** Files of an earlier run, no longer part of the set: removed, unless they had been edited. */
  readonly removed: readonly string[]
  readonly keptStale: readonly string[]
}

/** The state of each file in the folder, without changing anything. */
export function inspectFolder(folder: string, artifacts: readonly Artifact[]): readonly Compared[] {
  return compare(artifacts, manifestIn(folder), (path) => readInside(folder, path))
}

/** Writes artifacts and manifest into the folder; `force` overwrites edited files too. */
export function writeArtifacts(folder: string, artifacts: readonly Artifact[], version: string, { force }: { readonly force: boolean }): Written {
  const states = inspectFolder(folder, artifacts)
  const isEdited = ({ state }: Compared) => state === 'edited' && !force
  const paths = (wanted: (one: Compared) => boolean) => states.filter(wanted).map(({ path }) => path)
  const result: Written = {
    written: paths((one) => one.state === 'new' || one.state === 'outdated' || (one.state === 'edited' && force)),
    unchanged: paths(({ state }) => state === 'same'),
    kept: paths(isEdited),
    removed: paths(({ state }) => state === 'stale' || (state === 'stale-edited' && force)),
    keptStale: paths(({ state }) => state === 'stale-edited' && !force),
  }
  const files = states.flatMap((one) => {
    if (!one.bytes || one.state === 'same') return []
    return [{ path: isEdited(one) ? one.path + besideSuffix : one.path, bytes: one.bytes }]
  })
  const manifest = manifestText(version, manifestAfter(states, manifestIn(folder), result))
  replaceAll(folder, [...files, { path: manifestName, bytes: Buffer.from(manifest) }], [
    ...result.removed,
    // A text laid beside an edited file earlier is out of date once that file is as it should be.
    ...states.filter(({ path, state }) => state === 'same' && existsSync(join(folder, path + besideSuffix))).map(({ path }) => path + besideSuffix),
  ])
  return result
}

/** Kept files keep the hash under which we last wrote them, so that they still count as edited next time. */
function manifestAfter(states: readonly Compared[], before: Manifest, { kept, removed }: Written): Manifest {
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
  return Object.fromEntries(Object.entries(manifest ?? {}).filter(([path]) => isPlainPath(path)))
}

function readInside(folder: string, path: string): Uint8Array | undefined {
  refuseLinks(folder, path)
  try {
    return readFileSync(join(folder, path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new Trouble(`it cannot be read (${code})`, { where: join(folder, path), advice: 'Move it away, or name another output folder with -o.' })
  }
}

/** Relative, without a way up: what may be written below a folder. */
const isPlainPath = (path: string): boolean =>
  path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') && !/[\0\\]/.test(path)

/** Every part of the path below the folder must be a real folder or file: a link would lead out of it. */
function refuseLinks(folder: string, path: string): void {
  if (!isPlainPath(path)) throw new Error(`not a path for an artifact: ${path}`)
  let at = folder
  for (const part of path.split('/')) {
    at = join(at, part)
    const stat = lstatSync(at, { throwIfNoEntry: false })
    if (stat?.isSymbolicLink()) throw new Trouble('it is a symbolic link, and xenup writes real files below its folder only', { where: visible(at), advice: 'Remove the link, or name another output folder with -o.' })
  }
}

/** Stages all files, then renames them into place and removes the others; on failure everything is put back. */
function replaceAll(folder: string, files: readonly Artifact[], remove: readonly string[]): void {
  const undo: (() => void)[] = []
  let staging: string | undefined
  try {
    mkdirSync(folder, { recursive: true })
    staging = mkdtempSync(join(folder, '.xenup-staging-'))
    files.forEach(({ bytes }, i) => writeSynced(join(staging!, `new-${i}`), bytes))
    files.forEach(({ path }, i) => {
      refuseLinks(folder, path)
      const target = join(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      setAside(target, join(staging!, `old-${i}`), undo)
      renameSync(join(staging!, `new-${i}`), target)
      undo.push(() => rmSync(target, { force: true }))
    })
    remove.forEach((path, i) => setAside(join(folder, path), join(staging!, `removed-${i}`), undo))
    syncFolder(folder)
  } catch (error) {
    for (const back of undo.reverse()) back()
    if (error instanceof Trouble) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new Trouble(`the artifacts could not be written (${code ?? message}); everything is as it was`, { where: folder, advice: 'Check permissions and free space, or name another folder with -o.' })
  } finally {
    if (staging) rmSync(staging, { recursive: true, force: true })
  }
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
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
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
