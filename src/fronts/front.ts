/** A front end: shows a screen and returns what the user did. It knows nothing else of the wizard. */
import type { Event, Screen } from '../engine/screen.ts'

export interface Front {
  /** True when nothing of what was shown is left on the terminal after `close`. */
  readonly isGoneAfterwards: boolean
  ask(screen: Screen): Promise<Event>
  /** Says that work is going on, until the next screen; what it returns tells of progress. */
  working(says: string): Progress
  /** Gives the terminal to another program, and takes it back when that has ended. */
  aside<T>(run: () => Promise<T>): Promise<T>
  /** Somebody wants the program to end: what is being asked is answered with `leave`. */
  stop(): void
  /** Leaves the terminal as it was found. */
  close(): void
}

/** Work that takes long enough to be told about. */
export interface Progress {
  /** A stage that was reached. */
  stage(says: string): void
  /** Aborted when the user does not want to wait. */
  readonly signal: AbortSignal
}
