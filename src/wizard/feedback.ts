import type { ShownFinding, Tried } from '../engine/screen.ts'
import { UserError } from '../model/user-error.ts'
import { visible } from '../model/visible.ts'

/** What the last event left behind for the next screen, besides the session. */
export interface Feedback {
  readonly tried?: Tried
  readonly draft?: string
  readonly refusal?: string
  readonly found?: readonly ShownFinding[]
  readonly rehearsed?: string
  readonly watched?: string
}

/** The refusal, if there is one, as a screen has it. */
export const refusalOf = ({ refusal }: Feedback): { readonly refusal?: string } =>
  refusal === undefined ? {} : { refusal }

/** What the user can mend, said on the next screen; a bug is thrown on. */
export function refusedFrom(error: unknown): Feedback {
  if (!(error instanceof UserError)) throw error
  return { refusal: visible(`${error.where}: ${error.message}. ${error.advice ?? ''}`.trimEnd()) }
}
