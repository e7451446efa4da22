/** What a key of the table is, and the keys that move. */
import type { Screen } from '../../engine/screen.ts'
import type { KeyResult } from './key-result.ts'
import type { Move } from './moves.ts'
import type { Ui } from './ui.ts'

/** A key, or several that do the same. */
export interface Binding {
  /** The names of presses (see `pressOf`). */
  readonly on: readonly string[]
  /** How the keys are called in the help; what makes no line of its own there has none. */
  readonly keys?: string
  /** What the help says. */
  readonly help?: string
  /** How the key is called at the bottom, and what it does here, in a word or two. */
  readonly hint?: (ui: Ui, screen: Screen) => Hint | undefined
  readonly run: (ui: Ui, screen: Screen, page: number) => KeyResult
}

export interface Hint {
  readonly key: string
  readonly does: string
}

/** A hint that is always the same. */
export const shows =
  (key: string, does: string): NonNullable<Binding['hint']> =>
  () => ({ key, does })
const line = (by: number): Move => ({ by })

/** The keys that move, by what they move; `pageOf` makes the lines of Page Down from those of a page. */
export const moves = (
  move: (ui: Ui, screen: Screen, move: Move) => KeyResult,
  pageOf: (page: number) => number = (page) => page,
) => ({
  up: { on: ['up'], run: (ui, screen) => move(ui, screen, line(-1)) } as Binding,
  down: { on: ['down'], run: (ui, screen) => move(ui, screen, line(1)) } as Binding,
  start: { on: ['home'], run: (ui, screen) => move(ui, screen, { to: 'start' }) } as Binding,
  end: { on: ['end'], run: (ui, screen) => move(ui, screen, { to: 'end' }) } as Binding,
  pageUp: { on: ['pageup'], run: (ui, screen, page) => move(ui, screen, line(-pageOf(page))) } as Binding,
  pageDown: { on: ['pagedown'], run: (ui, screen, page) => move(ui, screen, line(pageOf(page))) } as Binding,
})
