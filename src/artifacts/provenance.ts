/** What artifacts were made from, as the manifest keeps it: enough to say later what is different, and nothing of when. */

/** A file that an answer names. */
export interface MadeFromFile {
  /** As the answer names it. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly sha256: string
}

/** What a set of artifacts was made from, besides the program itself. */
export interface Provenance {
  /** The version of the answers' form, in which the keys below stand. */
  readonly form: number
  /** Every answer that was asked for, given or suggested, as text. */
  readonly answers: Readonly<Record<string, string>>
  /** By the key of the answer that names it. */
  readonly files: Readonly<Record<string, MadeFromFile>>
  /** The page that facts of the board came from; missing where no board was named. */
  readonly board?: { readonly id: string; readonly sha256: string }
  /** Each release of Xen that was known, and what is built for it. */
  readonly xenReleases: Readonly<Record<string, string>>
}

/** Reads what a manifest keeps; undefined where that is nothing, or not of this shape. */
export function readProvenance(manifest: unknown): Provenance | undefined {
  const { form, answers, files, board, xenReleases } = recordOf(recordOf(manifest)['made'])
  if (typeof form !== 'number' || !isTexts(answers) || !isTexts(xenReleases) || typeof files !== 'object')
    return undefined
  const named = Object.entries(recordOf(files)).filter((entry): entry is [string, MadeFromFile] => isFile(entry[1]))
  const { id, sha256 } = recordOf(board)
  return {
    form,
    answers,
    files: Object.fromEntries(named),
    ...(typeof id === 'string' && typeof sha256 === 'string' && { board: { id, sha256 } }),
    xenReleases,
  }
}

function isFile(value: unknown): boolean {
  const { path, size, sha256 } = recordOf(value)
  return typeof path === 'string' && typeof size === 'number' && typeof sha256 === 'string'
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string')

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
