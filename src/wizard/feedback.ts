import type { ShownFinding, Tried } from '../engine/screen.ts'

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
