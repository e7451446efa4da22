/**
 * Blocks: the pieces of an artifact that have a reason of their own.
 *
 * A template puts `{{#why "id" from="answer.key fact.key plan:name"}}…{{/why}}` around each, on lines of their own. The
 * rendering leaves marks in the text; reading them off again gives the text and, line by line, the innermost block.
 */
/** One block as it was rendered. */
export interface Block {
  /** The page in content/artifacts/, and its section. */
  readonly page: string
  readonly section: string
  /** What it was made from: keys of answers and facts, and `plan:…` for what was computed. */
  readonly from: readonly string[]
}

/** A text with the block of each of its lines; a line outside of all blocks has none. */
export interface Explained {
  readonly text: string
  readonly lines: readonly (Block | undefined)[]
}

/** No value brings a NUL into an artifact: every quoting refuses it or shows it as \x00. */
const mark = /\0(\d*)\0/
const close = '\0\0'

/** Collects the blocks of one rendering. */
export class Blocks {
  readonly #page: string
  readonly #found: Block[] = []

  /** `page` is that of the artifact; a partial names its own: `why "page/section"`. */
  constructor(page: string) {
    this.#page = page
  }

  /** The text of a block between its marks. */
  marked(id: string, from: string, text: string): string {
    const [section, page] = id.split('/').reverse() as [string, string?]
    this.#found.push({ page: page ?? this.#page, section, from: from.split(/\s+/).filter(Boolean) })
    return `\0${this.#found.length - 1}\0${text}${close}`
  }

  /** Takes the marks out again. */
  read(rendered: string): Explained {
    const lines: (Block | undefined)[] = []
    const open: Block[] = []
    const text = rendered
      .split('\n')
      .map((line) => {
        const pieces = line.split(mark)
        let own: Block | undefined
        // Text and marks take turns; a line is that block's in which its first character to be seen stands.
        pieces.forEach((piece, index) => {
          if (index % 2 === 0) own ??= piece.trim() === '' ? undefined : open.at(-1)
          else if (piece === '') open.pop()
          else open.push(this.#found[Number(piece)]!)
        })
        lines.push(own)
        return pieces.filter((_, index) => index % 2 === 0).join('')
      })
      .join('\n')
    return { text, lines: text.endsWith('\n') ? lines.slice(0, -1) : lines }
  }
}
