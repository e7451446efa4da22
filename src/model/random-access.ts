/** A file of which any part can be read; what lies beyond its end is missing from the result. */
export interface RandomAccess {
  readonly size: number
  read(at: number, length: number): Uint8Array
}
