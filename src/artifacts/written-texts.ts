/**
 * `.xenup/written.json.gz`: the texts that were written last, as they came from the templates. What somebody edited since
 * is told by them, and carried over into the next text. Without it files are as safe as with it, and clash more often.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import { limits } from '../model/limits.ts'
import { type Manifest, sha256 } from './manifest.ts'
import type { Artifact } from './render.ts'

export const writtenTextsName = '.xenup/written.json.gz'

/** Texts by their sha256 in hexadecimal: one counts for the files for which the manifest has that hash. */
export type WrittenTexts = ReadonlyMap<string, Uint8Array>

/** Reads them; none from a file that is not ours, and only those that are what they are said to be. */
export function readWrittenTexts(bytes: Uint8Array | undefined): WrittenTexts {
  try {
    const unpacked = bytes ? gunzipSync(bytes, { maxOutputLength: limits.written.most }) : Buffer.from('{}')
    const { xenup, texts } = JSON.parse(unpacked.toString('utf8')) as { xenup?: unknown; texts?: unknown }
    if (xenup !== 1 || typeof texts !== 'object' || texts === null) return new Map()
    return new Map(
      Object.entries(texts).flatMap(([hash, text]) => {
        const written = typeof text === 'string' ? Buffer.from(text, 'latin1') : undefined
        return written && sha256(written) === hash ? [[hash, written] as const] : []
      }),
    )
  } catch {
    return new Map()
  }
}

/** The texts that a manifest speaks of, of those that are known; an image is none. */
export function textsFor(manifest: Manifest, known: WrittenTexts): WrittenTexts {
  const hashes = [...new Set(Object.values(manifest).flat())].sort()
  return new Map(
    hashes.flatMap((hash) => {
      const text = known.get(hash)
      return text && !text.includes(0) ? [[hash, text] as const] : []
    }),
  )
}

/** The file with these texts. */
export const writtenTexts = (texts: WrittenTexts): Artifact => ({
  path: writtenTextsName,
  bytes: gzipSync(
    JSON.stringify({
      xenup: 1,
      texts: Object.fromEntries([...texts].map(([hash, text]) => [hash, Buffer.from(text).toString('latin1')])),
    }),
  ),
})

/** True where both have the same texts. */
export const areSameTexts = (one: WrittenTexts, other: WrittenTexts): boolean =>
  one.size === other.size && [...one.keys()].every((hash) => other.has(hash))
