/** What a board's page says, with where it is written. */

/** Where a thing is written: a file of a source tree and its commit, a manual and its section, an address. */
export interface Sourced {
  readonly source: string
}
