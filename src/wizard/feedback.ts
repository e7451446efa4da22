/** What an event leaves behind for the next screen. */
import type { ShownFinding, Tried } from '../engine/screen.ts'
import { NotSaved, UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'

/** What the last event left behind for the next screen, besides the session. */
export interface Feedback {
  readonly tried?: Tried
  readonly draft?: string
  readonly refusal?: string
  readonly found?: readonly ShownFinding[]
  readonly followed?: readonly string[]
  readonly rehearsed?: string
  readonly watched?: string
}

/** The refusal, if there is one, as a screen has it. */
export const refusalOf = ({ refusal }: Feedback): { readonly refusal?: string } =>
  refusal === undefined ? {} : { refusal }

/** What went wrong, as a screen shows it; anything but a UserError is a bug, and thrown on. */
export function toldOf(error: unknown): string {
  if (!(error instanceof UserError)) throw error
  const where = error.where === undefined ? '' : `${error.where}: `
  return visible(`${where}${error.message}. ${error.advice ?? ''}`.trimEnd())
}

/** What the disk did not take, which can be tried again; any other error is thrown on. */
export function notSaved(error: unknown): Feedback {
  if (!(error instanceof NotSaved)) throw error
  return { refusal: toldOf(error) }
}
