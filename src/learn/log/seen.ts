import type { ConsoleLine } from '../../console/line.ts'
import type { Reached } from '../../console/timeline.ts'

/** Something that a log says, and the line on which it says it. */
export interface SeenAt<T> {
  readonly value: T
  readonly line: number
}

/** Takes in one line, with the signposts that it is in its boot; true when it is theirs. */
export type Take = (line: ConsoleLine, shown: readonly Reached[]) => boolean
