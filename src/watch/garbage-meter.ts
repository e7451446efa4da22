/** Whether what a console says is text: with the wrong speed, or a loose ground, it is not. */

const enough = 256
/** A language that is not written with Latin letters has many bytes above 127, and lines, spaces and digits besides. */
const share = 0.5

/** Looks at bytes until it has seen garbage once. */
export class GarbageMeter {
  #looked = 0
  #odd = 0
  #isTold = false

  /** Another connection, which may have another fault. */
  begin(): void {
    this.#looked = 0
    this.#odd = 0
    this.#isTold = false
  }

  /** True when enough was seen to say so, and it was not said yet. */
  take(piece: Uint8Array): boolean {
    if (this.#isTold) return false
    for (const byte of piece) if (byte > 126 || (byte > 0 && byte < 7) || (byte > 13 && byte < 27)) this.#odd++
    this.#looked += piece.length
    if (this.#looked < enough) return false
    this.#isTold = this.#odd > this.#looked * share
    this.#looked = 0
    this.#odd = 0
    return this.#isTold
  }
}
