/** Why no plan can be made. */
export interface Refusal {
  /** One sentence, without its full stop. */
  readonly says: string
  /** The place: an answer's key, or a fact. */
  readonly at: string
  /** The way out. */
  readonly fix: string
}
