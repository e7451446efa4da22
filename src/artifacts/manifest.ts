/**
 * xenup.manifest.json: the sha256 of each file as it was written, so that one edited by hand since is noticed.
 *
 * While files are being replaced it has the old hash of each beside the new one: whatever a kill leaves, old files and new
 * ones, counts as ours the next time.
 */
import { createHash } from 'node:crypto'
import { type Provenance, readProvenance } from './provenance.ts'
import type { Artifact } from './render.ts'

export const manifestName = 'xenup.manifest.json'

/** By path, every hash under which a file counts as ours; more than one only after a write that was cut short. */
export type Manifest = Readonly<Record<string, readonly string[]>>

/** Every hash under which a path counts as ours. */
export const oursIn = (manifest: Manifest, path: string): readonly string[] =>
  Object.hasOwn(manifest, path) ? manifest[path]! : []

/** The sha256 of bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The manifest's text: what made the files, and of each the hash that it is to have, and those that it may have still. */
export function manifestText(version: string, files: Manifest, made?: Provenance): string {
  const sorted = Object.fromEntries(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, [hash, ...was]]) => [path, { sha256: hash, ...(was.length > 0 && { was }) }]),
  )
  return `${JSON.stringify({ xenup: 1, version, ...(made && { made }), files: sorted }, null, 2)}\n`
}

/** Reads a manifest; nothing when it is none of ours, which makes every file on disk count as the user's own. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const { xenup, files } = JSON.parse(text) as { xenup?: unknown; files?: unknown }
    if (xenup !== 1 || typeof files !== 'object' || files === null) return undefined
    return Object.fromEntries(
      Object.entries(files)
        .map(([path, entry]) => [path, hashesIn(entry)] as const)
        .filter(([, hashes]) => hashes.length > 0),
    )
  } catch {
    return undefined
  }
}

/** What made the files, as far as their manifest says: xenup's version, and since 0.1.0 all else. */
export function readMaker(text: string): {
  readonly version: string | undefined
  readonly made: Provenance | undefined
} {
  try {
    const manifest = JSON.parse(text) as { version?: unknown }
    return {
      version: typeof manifest.version === 'string' ? manifest.version : undefined,
      made: readProvenance(manifest),
    }
  } catch {
    return { version: undefined, made: undefined }
  }
}

function hashesIn(entry: unknown): readonly string[] {
  const { sha256: hash, was } = (entry ?? {}) as { sha256?: unknown; was?: unknown }
  return [hash, ...(Array.isArray(was) ? (was as unknown[]) : [])].filter(isHash)
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** The hashes of artifacts, by path. */
export const hashesOf = (artifacts: readonly Artifact[]): Readonly<Record<string, string>> =>
  Object.fromEntries(artifacts.map(({ path, bytes }) => [path, sha256(bytes)]))

/** The same for the same artifacts, and for no others. */
export const stampOf = (artifacts: readonly Artifact[]): string =>
  sha256(Buffer.from(JSON.stringify(hashesOf(artifacts)))).slice(0, 16)
