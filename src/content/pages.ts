/** Pages by id, wherever they come from. */
import type { Page } from '../model/page.ts'

export interface Pages {
  /** Of all pages, in their order. */
  ids(): readonly string[]
  page(id: string): Page | undefined
  /** The page as it lies on disk. */
  text(id: string): string | undefined
}
