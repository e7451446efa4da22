/**
 * UserError: xenup cannot go on, and the user can do something about it.
 *
 * Thrown with the place and the advice, caught once, in `main`, which prints it and exits with 2.
 * (What is wrong with the user's *set-up* is a Finding and is never thrown; anything else thrown is a bug.)
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Where: a file, `file:line:column`, or an option of the command line. */
  readonly where: string | undefined
  /** What to do about it, one sentence. */
  readonly advice: string | undefined

  constructor(says: string, place: { where?: string; advice?: string } = {}) {
    super(says)
    this.where = place.where
    this.advice = place.advice
  }
}

/** The disk did not take something; what was there before is unchanged, and it can be tried again. */
export class NotSaved extends UserError {}

/** A file holds more than is learnt from; what reads it piece by piece may still take it. */
export class TooLarge extends UserError {}

/** The user left (Ctrl-C): answers are saved, the exit status is 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
