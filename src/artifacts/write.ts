/** Writes artifacts: what is to become of each file in the output folder, and the report of what did. */
import { inTurn } from '../disk/turn.ts'
import { NotSaved, UserError } from '../model/user-error.ts'
import type { WriteReport } from '../model/write-report.ts'
import { type Compared, compare } from './compare.ts'
import { isPlainPath, readInside } from './folder.ts'
import { type Manifest, manifestName, manifestText, readManifest, sha256 } from './manifest.ts'
import type { Provenance } from './provenance.ts'
import type { Artifact } from './render.ts'
import { makeFolder, replaceAll } from './replace-all.ts'

/** The suffix of a new text that is laid beside a file edited by hand. */
export const besideSuffix = '.xenup-new'

/** The state of each file in the folder, without changing anything. */
export function inspectFolder(folder: string, artifacts: readonly Artifact[]): readonly Compared[] {
  const states = look(folder, manifestIn(folder))(artifacts)
  // A text laid beside a file that is still edited has its reason to be there.
  return states.filter(({ path }) => !states.some((one) => one.state === 'edited' && isBeside(path, one.path)))
}

/**
 * Writes artifacts and manifest into the folder; `force` overwrites edited files too, and the manifest keeps what they were
 * made from (`provenance`). All or nothing, by one process at a
 * time. Throws UserError, and the folder is as it was.
 */
export function writeArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
  version: string,
  { force, provenance }: { readonly force: boolean; readonly provenance?: Provenance },
): WriteReport {
  // What is no folder, or has a link in it, is told before anything is made in it.
  look(folder, manifestIn(folder))(artifacts)
  const made: (() => void)[] = []
  try {
    makeFolder(folder, made)
    return inTurn(folder, (staging) => {
      const text = (hashes: Manifest) => manifestText(version, hashes, provenance)
      const { report, changes } = decide(folder, artifacts, text, force)
      if (changes) replaceAll(folder, staging, changes)
      return report
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

/** What is to be done, and the report when it is; no changes where all is as it should be. */
function decide(
  folder: string,
  artifacts: readonly Artifact[],
  manifestOf: (hashes: Manifest) => string,
  force: boolean,
) {
  const before = manifestIn(folder)
  const lookAt = look(folder, before)
  const edited = force ? [] : lookAt(artifacts).filter(({ state }) => state === 'edited')
  const laid = edited.map(({ path, bytes }) => ({ of: path, ...layBeside(path, bytes!, lookAt) }))
  const states = lookAt([...artifacts, ...laid], { force })
  const isLaid = (path: string) => laid.some((one) => one.path === path)
  const paths = (wanted: (one: Compared) => boolean) => states.filter(wanted).map(({ path }) => path)
  const isToWrite = ({ state }: Compared) => state === 'new' || state === 'outdated' || (state === 'edited' && force)
  const report: WriteReport = {
    written: paths((one) => isToWrite(one) && !isLaid(one.path)),
    unchanged: paths(({ path, state }) => state === 'same' && !isLaid(path)),
    kept: edited.map(({ path }) => path),
    beside: Object.fromEntries(laid.map(({ of, path }) => [of, path])),
    // A text laid beside an edited file earlier is among them, once that file is as it should be.
    removed: paths(({ state }) => state === 'stale' || (state === 'stale-edited' && force)),
    keptStale: paths(({ state }) => state === 'stale-edited' && !force),
  }
  const files = states.flatMap((one) => (one.bytes && isToWrite(one) ? [{ path: one.path, bytes: one.bytes }] : []))
  const manifest = (hashes: Manifest): Artifact => ({
    path: manifestName,
    bytes: Buffer.from(manifestOf(hashes)),
  })
  const after = manifest(hashesAfter(states, before, report))
  const onDisk = readInside(folder, manifestName)
  if (files.length + report.removed.length === 0 && onDisk && Buffer.compare(onDisk, after.bytes) === 0)
    return { report }
  const seen = (path: string) => states.find((one) => one.path === path)?.onDisk
  const during = manifest(hashesDuring(states, before, report))
  return { report, changes: { files, remove: report.removed, during, after, seen } }
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

/** Kept files keep the hashes under which we last wrote them, so that they still count as edited next time. */
function hashesAfter(states: readonly Compared[], before: Manifest, { kept, removed }: WriteReport): Manifest {
  return Object.fromEntries(
    states
      .filter(({ path }) => !removed.includes(path))
      .map(({ path, bytes }) => [path, kept.includes(path) || !bytes ? ours(before, path) : [sha256(bytes)]])
      .filter(([, hashes]) => hashes!.length > 0),
  ) as Manifest
}

/** While files are replaced each is the new one, or what lies there now and was ours. */
function hashesDuring(states: readonly Compared[], before: Manifest, report: WriteReport): Manifest {
  const after = hashesAfter(states, before, report)
  const stillOurs = ({ path, onDisk }: Compared): readonly string[] =>
    ours(before, path).filter((hash) => onDisk !== undefined && hash === sha256(onDisk))
  return Object.fromEntries(
    states
      .map((one) => [one.path, [...new Set([...ours(after, one.path), ...stillOurs(one)])]] as const)
      .filter(([, hashes]) => hashes.length > 0),
  )
}

const ours = (manifest: Manifest, path: string): readonly string[] =>
  Object.hasOwn(manifest, path) ? manifest[path]! : []

function manifestIn(folder: string): Manifest {
  const bytes = readInside(folder, manifestName)
  const manifest = bytes && readManifest(Buffer.from(bytes).toString('utf8'))
  // Only paths that could be ours: a manifest is a file like any other, and may have been tampered with.
  return Object.fromEntries(
    Object.entries(manifest ?? {}).filter(([path]) => isPlainPath(path) && path !== manifestName),
  )
}
