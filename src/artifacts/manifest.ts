/** xenup.manifest.json: the sha256 of each file as it was written, so that one edited by hand since is noticed. */
import { createHash } from 'node:crypto'
import type { Artifact } from './render.ts'

export const manifestName = 'xenup.manifest.json'

/** Hashes by path. */
export type Manifest = Readonly<Record<string, string>>

/** The sha256 of bytes, in hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The manifest's text. */
export function manifestText(version: string, files: Manifest): string {
  const sorted = Object.fromEntries(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, hash]) => [path, { sha256: hash }]),
  )
  return `${JSON.stringify({ xenup: 1, version, files: sorted }, null, 2)}\n`
}

/** Reads a manifest; nothing when it is none of ours, which makes every file on disk count as the user's own. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const { xenup, files } = JSON.parse(text) as { xenup?: unknown; files?: unknown }
    if (xenup !== 1 || typeof files !== 'object' || files === null) return undefined
    const hashes: Record<string, string> = {}
    for (const [path, entry] of Object.entries(files)) {
      const hash = (entry as { sha256?: unknown } | null)?.sha256
      if (typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) hashes[path] = hash
    }
    return hashes
  } catch {
    return undefined
  }
}

/** The hashes of artifacts. */
export const hashesOf = (artifacts: readonly Artifact[]): Manifest =>
  Object.fromEntries(artifacts.map(({ path, bytes }) => [path, sha256(bytes)]))

/** The same for the same artifacts, and for no others. */
export const stampOf = (artifacts: readonly Artifact[]): string =>
  sha256(Buffer.from(JSON.stringify(hashesOf(artifacts)))).slice(0, 16)
