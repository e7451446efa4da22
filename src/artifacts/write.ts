/** Writes artifacts: what is to become of each file in the output folder, and the report of what did. */
import { inTurn } from '../disk/turn.ts'
import { carriedOver, type EditChoices } from '../model/edited-files.ts'
import { NotSaved, UserError } from '../model/user-error.ts'
import type { WriteReport } from '../model/write-report.ts'
import { type Fate, fatesOf, type Ground } from './fate.ts'
import { filesBelow, isPlainPath, isReadOnly, readInside } from './folder.ts'
import { type Manifest, manifestName, manifestText, oursIn, readManifest, sha256 } from './manifest.ts'
import { markerIn } from './markers.ts'
import { movedTo } from './moved.ts'
import type { Provenance } from './provenance.ts'
import type { Artifact } from './render.ts'
import { type Changes, makeFolder, replaceAll } from './replace-all.ts'
import { reportOf } from './report-of.ts'
import {
  areSameTexts,
  readWrittenTexts,
  textsFor,
  type WrittenTexts,
  writtenTexts,
  writtenTextsName,
} from './written-texts.ts'

/** What a write would do to each file in the folder, without changing anything. */
export const inspectFolder = (
  folder: string,
  artifacts: readonly Artifact[],
  choices: EditChoices = carriedOver,
): readonly Fate[] => fatesOf(artifacts, choices, groundOf(folder, artifacts))

/** What a write would report. */
export const inspectedReport = (fates: readonly Fate[]): WriteReport => reportOf(fates)

/**
 * Writes artifacts and manifest into the folder, with files edited by hand as it was chosen; the manifest keeps what they
 * were made from. All or nothing, by one process at a time. Throws UserError, and the folder is as it was.
 */
export function writeArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
  version: string,
  choices: EditChoices = carriedOver,
  provenance?: Provenance,
): WriteReport {
  // What is no folder, or has a link in it, is told before anything is made in it.
  inspectFolder(folder, artifacts, choices)
  const made: (() => void)[] = []
  try {
    makeFolder(folder, made)
    return inTurn(folder, (staging) => {
      const ground = groundOf(folder, artifacts)
      const fates = fatesOf(artifacts, choices, ground)
      const changes = changesOf(folder, fates, (hashes) => manifestText(version, hashes, provenance), ground)
      if (changes) replaceAll(folder, staging, changes)
      return reportOf(fates)
    })
  } catch (error) {
    for (const undo of made.toReversed()) undo()
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new NotSaved(`the artifacts could not be written (${code ?? message}); everything is as it was`, {
      where: folder,
      advice: 'Check permissions and free space, or name another folder with -o.',
    })
  }
}

/** The files of ours that have markers, with the first line of each; one that cannot be read has none. */
export function conflictedFiles(folder: string): readonly { readonly path: string; readonly line: number }[] {
  const lineIn = (path: string): number | undefined => {
    const bytes = unlessInTheWay(() => readInside(folder, path))
    return bytes && markerIn(bytes)
  }
  return Object.keys(unlessInTheWay(() => manifestIn(folder)) ?? {}).flatMap((path) => {
    const line = lineIn(path)
    return line === undefined ? [] : [{ path, line }]
  })
}

/** What stands in the way of reading is told when something is to be written. */
function unlessInTheWay<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** What is to be done; nothing where all is as it should be. */
function changesOf(
  folder: string,
  fates: readonly Fate[],
  manifestOf: (hashes: Manifest) => string,
  ground: Ground,
): Changes | undefined {
  const files = fates.flatMap(({ path, write }) => (write ? [{ path, bytes: write }] : []))
  const remove = fates.filter(({ isRemoved }) => isRemoved).map(({ path }) => path)
  const known = new Map([
    ...ground.texts(),
    ...fates.flatMap(({ next }) => (next ? [[sha256(next), next] as const] : [])),
  ])
  const [during, after] = [hashesDuring(fates, ground.manifest), hashesAfter(fates)]
  const manifest = (hashes: Manifest): Artifact => ({
    path: manifestName,
    bytes: Buffer.from(manifestOf(hashes)),
  })
  const last = { manifest: manifest(after), texts: textsFor(after, known) }
  const onDisk = readInside(folder, manifestName)
  const isKept = onDisk && Buffer.compare(onDisk, last.manifest.bytes) === 0
  if (files.length + remove.length === 0 && isKept && areSameTexts(ground.texts(), last.texts)) return undefined
  return {
    files,
    remove,
    // At each moment the texts are there for which the manifest has a hash.
    during: [writtenTexts(textsFor(during, known)), manifest(during)],
    after: [last.manifest, writtenTexts(last.texts)],
    seen: (path) => fates.find((one) => one.path === path)?.onDisk,
  }
}

/** The hash of an edited file is that of the text which it was edited from, so that it counts as edited next time. */
const hashesAfter = (fates: readonly Fate[]): Manifest =>
  Object.fromEntries(fates.filter(({ ours }) => ours.length > 0).map(({ path, ours }) => [path, ours]))

/** While files are replaced each is the new one, or what lies there now, or was edited from one of the two. */
function hashesDuring(fates: readonly Fate[], before: Manifest): Manifest {
  const still = ({ path, onDisk }: Fate): readonly string[] => {
    const known = onDisk ? oursIn(before, path) : []
    const hash = onDisk && sha256(onDisk)
    return known.some((one) => one === hash) ? [hash!] : known
  }
  return Object.fromEntries(
    fates
      .map((fate) => [fate.path, [...new Set([...fate.ours, ...still(fate)])]] as const)
      .filter(([, hashes]) => hashes.length > 0),
  )
}

/** What lies in the folder; each file is read once. */
function groundOf(folder: string, artifacts: readonly Artifact[]): Ground {
  const manifest = manifestIn(folder)
  const read = once((path: string) => readInside(folder, path))
  const texts = once((_: 'all'): WrittenTexts => readWrittenTexts(readInside(folder, writtenTextsName)))
  const strays = once((_: 'all') => {
    const own = new Set([...artifacts.map(({ path }) => path), ...Object.keys(manifest), manifestName])
    return filesBelow(folder).filter((path) => !own.has(path))
  })
  return {
    manifest,
    read,
    isReadOnly: (path) => isReadOnly(folder, path),
    texts: () => texts('all'),
    find(path) {
      const hashes = oursIn(manifest, path)
      const text = hashes.map((hash) => texts('all').get(hash)).find((one) => one !== undefined)
      return movedTo({ hashes, text }, strays('all'), read)
    },
  }
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key)!
  }
}

function manifestIn(folder: string): Manifest {
  const bytes = readInside(folder, manifestName)
  const manifest = bytes && readManifest(Buffer.from(bytes).toString('utf8'))
  // Only paths that could be ours: a manifest is a file like any other, and may have been tampered with.
  return Object.fromEntries(
    Object.entries(manifest ?? {}).filter(
      ([path]) => isPlainPath(path) && path !== manifestName && path !== writtenTextsName,
    ),
  )
}
