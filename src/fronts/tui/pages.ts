/** Pages that were drawn, by their width: what is not drawn yet comes soon. */
export class Pages {
  readonly #known = new Map<string, readonly string[]>()
  readonly #draw: (markdown: string, width: number) => Promise<string>
  readonly #onDrawn: () => void
  readonly #onError: (error: unknown) => void

  constructor(
    draw: (markdown: string, width: number) => Promise<string>,
    onDrawn: () => void,
    onError: (error: unknown) => void,
  ) {
    this.#draw = draw
    this.#onDrawn = onDrawn
    this.#onError = onError
  }

  /** The lines of a page at a width; none until it is drawn. */
  lines(markdown: string, width: number): readonly string[] {
    const key = `${width} ${markdown}`
    const known = this.#known.get(key)
    if (known) return known
    const drawn = this.#draw(markdown, width)
    this.#known.set(key, [])
    drawn.then((text) => {
      this.#known.set(key, text.replace(/\n$/, '').split('\n'))
      this.#onDrawn()
    }, this.#onError)
    return []
  }
}
