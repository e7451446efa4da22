import type { Theme } from './theme.ts'

/** Where a pane is drawn. */
export interface Place {
  readonly width: number
  readonly height: number
  readonly theme: Theme
  /** True when no other pane stands beside it. */
  readonly isAlone: boolean
  /** Markdown drawn at this width; empty until it is. */
  page(markdown: string, width: number): readonly string[]
}
