/** Something that a log says, and the line on which it says it. */
export interface SeenAt<T> {
  readonly value: T
  readonly line: number
}
