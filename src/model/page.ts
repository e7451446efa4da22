/** Pages: Markdown in content/, one a step, board, check or glossary; a page's path is its id. */

/** A `## heading` of a page and what stands under it. */
export interface PageSection {
  /** The heading's text; in a step's page, the key of the question that it explains. */
  readonly heading: string
  /** Its Markdown, heading excluded, sources included. */
  readonly markdown: string
  /** The items of its list of sources. */
  readonly sources: readonly string[]
  /** 1-based line of the heading in the file. */
  readonly line: number
}

/** One page, parsed. */
export interface Page {
  /** `steps/goal`, `checks/overlap`, `boards/qemu-virt-arm64`, `words`. */
  readonly id: string
  readonly title: string
  /** The front matter, as YAML gave it. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** Of a board, what a list shows of it, where that is known without reading the page. */
  readonly head?: Page['attributes']
  /** What stands before the first section, title excluded. */
  readonly intro: string
  readonly sections: readonly PageSection[]
}

/** What is wrong with a page: file, line, and a sentence that tells the author what to do. */
export interface PageProblem {
  readonly file: string
  readonly line: number
  readonly says: string
}
