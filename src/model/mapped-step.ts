/** A step on the map of where one is. */

/**
 * `here`: its question is open; `done`: answered, its gate passed; `open`: answered, but its gate is not passed yet;
 * `rests-on`: done, and something before it is still open; `ahead`: not reached; `not-needed`: it does not apply.
 */
export type StepState = 'here' | 'done' | 'open' | 'rests-on' | 'ahead' | 'not-needed'

/** One step on the map. */
export interface MappedStep {
  readonly id: string
  readonly title: string
  readonly after: readonly string[]
  readonly state: StepState
  /** For `not-needed`: why; for `done`: the line of a log that proves it; for `rests-on`: the open steps, by id. */
  readonly reason?: string
  readonly restsOn?: readonly string[]
}
