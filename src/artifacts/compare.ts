/** Artifacts against what is on disk: what is new, the same, out of date, or edited by hand. */
import { type Manifest, sha256 } from './manifest.ts'
import type { Artifact } from './render.ts'

/**
 * `new`: not there yet. `same`: as it would be written. `outdated`: as we wrote it, and it would come out otherwise
 * now. `edited`: changed since we wrote it, or never ours. `stale`: written by us earlier and no longer part of the
 * set.
 */
export type FileState = 'new' | 'same' | 'outdated' | 'edited' | 'stale' | 'stale-edited'

/** One file's state; `bytes` are the new content, missing for a stale one. */
export interface Compared {
  readonly path: string
  readonly state: FileState
  readonly bytes?: Uint8Array
  readonly onDisk?: Uint8Array
}

/** Compares; `readDisk` gives a file's bytes, or nothing when there is none. */
export function compare(
  artifacts: readonly Artifact[],
  manifest: Manifest,
  readDisk: (path: string) => Uint8Array | undefined,
): readonly Compared[] {
  const now = new Set(artifacts.map(({ path }) => path))
  const isOurs = (path: string, hash: string): boolean =>
    Object.hasOwn(manifest, path) && manifest[path]!.includes(hash)
  const ours = artifacts.map(({ path, bytes }): Compared => {
    const onDisk = readDisk(path)
    if (!onDisk) return { path, state: 'new', bytes }
    if (Buffer.compare(onDisk, bytes) === 0) return { path, state: 'same', bytes, onDisk }
    return { path, state: isOurs(path, sha256(onDisk)) ? 'outdated' : 'edited', bytes, onDisk }
  })
  const stale = Object.keys(manifest)
    .filter((path) => !now.has(path))
    .flatMap((path): Compared[] => {
      const onDisk = readDisk(path)
      if (!onDisk) return []
      return [{ path, state: isOurs(path, sha256(onDisk)) ? 'stale' : 'stale-edited', onDisk }]
    })
  return [...ours, ...stale]
}
