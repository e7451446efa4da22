/**
 * Replaces files in the output folder: on an error all is as it was, and after a kill or a power cut each file is the old
 * one or the new one, and is known as ours by the manifest that lies there.
 *
 * Everything is on the disk in a folder of its own before the first name changes. Then come a manifest with the old and
 * the new hashes, the files one by one, each in one step, and at last the manifest with the new hashes alone.
 */
import { copyFileSync, linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { syncFolder, writeSynced } from '../disk/sync.ts'
import { StagingNeeded } from '../disk/turn.ts'
import { UserError } from '../model/user-error.ts'
import { readInside } from './folder.ts'
import type { Artifact } from './render.ts'

/** What is to be done to a folder. */
export interface Changes {
  /** Files with their new bytes. */
  readonly files: readonly Artifact[]
  readonly remove: readonly string[]
  /** What is known of them while they are replaced (the manifest with old and new hashes), and afterwards; in this order. */
  readonly during: readonly Artifact[]
  readonly after: readonly Artifact[]
  /** A file's bytes when it was decided what to do; others are an edit of this moment. */
  readonly seen: (path: string) => Uint8Array | undefined
}

/** Takes back what was done last. */
type Undo = () => void

/** Does it. `staging` is an empty folder inside. Throws UserError for a file edited meanwhile, and the disk's errors. */
export function replaceAll(folder: string, staging: string, { files, remove, during, after, seen }: Changes): void {
  const undo: Undo[] = []
  const aside = (kind: string, i: number, path: string) => join(staging, `${kind}-${i}-${basename(path)}`)
  let staged = 0
  const stage = ({ path, bytes }: Artifact) => {
    const i = staged++
    const old = keepOld(folder, path, aside('old', i, path))
    writeSynced(aside('new', i, path), bytes, old?.mode)
    return { path, target: join(folder, path), from: aside('new', i, path), old: old?.aside }
  }
  try {
    const [first, last, those] = [during.map(stage), after.map(stage), files.map(stage)]
    const gone = remove.map((path, i) => ({ target: join(folder, path), old: aside('gone', i, path) }))
    for (const { target } of [...first, ...those]) makeFolder(dirname(target), undo)

    putSynced(first, undo)
    for (const file of those) {
      refuseEdited(folder, file.path, seen)
      put(file, undo)
    }
    gone.forEach(({ target, old }, i) => {
      refuseEdited(folder, remove[i]!, seen)
      renameSync(target, old)
      undo.push(() => renameSync(old, target))
    })
    for (const path of new Set([...those, ...gone].map(({ target }) => dirname(target)))) syncFolder(path)
    putSynced(last, undo)
  } catch (error) {
    takeBack(undo, staging)
    throw error
  }
}

/** Makes a folder and those above it; one that somebody else has put a file into meanwhile stays when it is undone. */
export function makeFolder(path: string, undo: Undo[]): void {
  if (statSync(path, { throwIfNoEntry: false })) return
  if (dirname(path) !== path) makeFolder(dirname(path), undo)
  mkdirSync(path)
  undo.push(() => failure(() => rmdirSync(path)))
}

/** A second name for the old file, by which it can come back; a copy where the file system knows no second names. */
function keepOld(folder: string, path: string, aside: string) {
  const target = join(folder, path)
  const stat = lstatSync(target, { throwIfNoEntry: false })
  if (!stat) return undefined
  if (failure(() => linkSync(target, aside)).length > 0) copyFileSync(target, aside)
  return { aside, mode: stat.mode & 0o777 }
}

/** A file that is to take its name. */
interface Staged {
  readonly from: string
  readonly target: string
  readonly old: string | undefined
}

/** One after the other, and each is known to have its name before the next. */
function putSynced(files: readonly Staged[], undo: Undo[]): void {
  for (const file of files) {
    put(file, undo)
    syncFolder(dirname(file.target))
  }
}

function put(file: Staged, undo: Undo[]) {
  const { from, target, old } = file
  renameSync(from, target)
  undo.push(() => (old === undefined ? rmSync(target, { force: true }) : renameSync(old, target)))
}

/** Between the decision and now somebody may have saved the file. */
function refuseEdited(folder: string, path: string, seen: Changes['seen']): void {
  const [before, now] = [seen(path), readInside(folder, path)]
  if (before === now || (before && now && Buffer.compare(before, now) === 0)) return
  throw new UserError('it was changed while xenup was about to write it; everything is as it was', {
    where: join(folder, path),
    advice: 'Start again, and your change is kept.',
  })
}

/** Last done, first undone. When that fails too, the old files are left in the staging folder. */
function takeBack(undo: readonly Undo[], staging: string): void {
  const [first] = undo.toReversed().flatMap(failure)
  if (!first) return
  throw new StagingNeeded(
    `the artifacts could not be written, and the old files could not all be put back (${first.code ?? first.message})`,
    {
      where: dirname(staging),
      advice: `What is missing lies in ${staging}, as old-… or gone-…: take it from there before you start xenup again.`,
    },
  )
}

function failure(act: () => unknown): readonly NodeJS.ErrnoException[] {
  try {
    act()
    return []
  } catch (error) {
    return [error as NodeJS.ErrnoException]
  }
}
