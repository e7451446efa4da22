/** Why a console cannot be read at the moment, in a sentence; it may come back. */

/** A console that is not there: not yet, or not any more. */
export class Away extends Error {
  override readonly name = 'Away'
  /** What to do about it, one sentence. */
  readonly advice: string | undefined
  /** False where waiting for it at the start would be for nothing: somebody has to do something first. */
  readonly isWorthWaiting: boolean

  constructor(says: string, { advice, isWorthWaiting = true }: { advice?: string; isWorthWaiting?: boolean } = {}) {
    super(says)
    this.advice = advice
    this.isWorthWaiting = isWorthWaiting
  }
}

/** The system's code of an error (errno(3)), or of one of Node's own; undefined for a bug. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
