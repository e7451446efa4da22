import type { Event } from '../../engine/screen.ts'
import type { Ui } from './ui.ts'

/** What a key came to: the next state, and perhaps an event for the wizard. */
export interface KeyResult {
  readonly ui: Ui
  readonly event?: Event
  /** What only the terminal can do. */
  readonly effect?: 'suspend' | 'redraw' | { readonly copy: string }
}

/** A word to the user, until the next key. */
export const saying = (ui: Ui, says: string): KeyResult => ({ ui: { ...ui, says } })
