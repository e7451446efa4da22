/** What reading bytes came to: a document, or one sentence of error with the offset at which it was met. */
export type Read<T> =
  | { readonly ok: true; readonly document: T }
  | { readonly ok: false; readonly says: string; readonly offset: number }

/** Thrown inside a reader only; the reader's entry turns it into a Read. */
export class Malformed extends Error {
  readonly offset: number

  constructor(says: string, offset: number) {
    super(says)
    this.offset = offset
  }
}

/** Runs a reader; a Malformed becomes an error, anything else stays the bug that it is. */
export function reading<T>(read: () => T): Read<T> {
  try {
    return { ok: true, document: read() }
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, says: error.message, offset: error.offset }
    throw error
  }
}
