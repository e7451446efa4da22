/** Artifacts against what is on disk, by hashes alone: what is new, gone, the same, out of date, or edited by hand. */
import { type Manifest, oursIn, sha256 } from './manifest.ts'
import type { Artifact } from './render.ts'

/**
 * `new`: not there yet. `deleted`: written by us earlier, and gone. `same`: as it would be written. `outdated`: as we wrote
 * it, and it would come out otherwise now. `edited`: changed since we wrote it, or never ours. `stale`: written by us
 * earlier and no longer part of the set.
 */
export type ComparedState = 'new' | 'deleted' | 'same' | 'outdated' | 'edited' | 'stale' | 'stale-edited'

/** One file's state; `bytes` are the new content, missing for a stale one. */
export interface Compared {
  readonly path: string
  readonly state: ComparedState
  readonly bytes?: Uint8Array
  readonly onDisk?: Uint8Array
}

/** A file's bytes, or nothing when there is none. */
export type ReadDisk = (path: string) => Uint8Array | undefined

/** Compares what would be written with what lies there. */
export function compare({ path, bytes }: Artifact, manifest: Manifest, readDisk: ReadDisk): Compared {
  const onDisk = readDisk(path)
  const known = oursIn(manifest, path)
  if (!onDisk) return { path, state: known.length > 0 ? 'deleted' : 'new', bytes }
  // Equal bytes need no hash.
  const isSame = Buffer.compare(onDisk, bytes) === 0
  const state = isSame ? 'same' : known.includes(sha256(onDisk)) ? 'outdated' : 'edited'
  return { path, state, bytes, onDisk }
}

/** The files that we wrote earlier, and that are not among the paths. */
export const staleFiles = (paths: ReadonlySet<string>, manifest: Manifest, readDisk: ReadDisk): readonly Compared[] =>
  Object.keys(manifest)
    .filter((path) => !paths.has(path))
    .flatMap((path): readonly Compared[] => {
      const onDisk = readDisk(path)
      if (!onDisk) return []
      return [{ path, state: oursIn(manifest, path).includes(sha256(onDisk)) ? 'stale' : 'stale-edited', onDisk }]
    })
