/** Which panes stand beside each other, and how much room each has. */
import type { Screen } from '../../engine/screen.ts'
import { isHighlighted } from './highlight.ts'
import type { Size } from './painter.ts'
import type { Pane, Ui } from './ui.ts'

export interface Layout {
  /** From left to right; `glance` is the map at a glance. */
  readonly panes: readonly { readonly pane: Pane | 'glance'; readonly width: number }[]
  readonly height: number
  /** How many lines of keys there are at the bottom. */
  readonly footer: 1 | 2
}

/**
 * From 100 columns there are two panes, from 140 three; one below. A pane that was asked for takes the right side,
 * where there is one. The last row stays free: writing to it would scroll.
 */
export function layoutOf(ui: Ui, screen: Screen, { columns, rows }: Size): Layout {
  const footer = rows < 16 ? 1 : 2
  const height = Math.max(1, rows - 1 - 1 - footer)
  if (columns < 100) return { panes: [{ pane: ui.pane, width: columns }], height, footer }
  const side = columns >= 170 ? 38 : columns >= 140 ? 32 : 0
  const rules = side > 0 ? 4 : 2
  const left = Math.floor(side > 0 ? (columns - side - rules) * 0.5 : (columns - 3) * 0.55)
  const right = { pane: besidePane(ui, screen), width: columns - side - left - rules }
  // The map in full takes the place of the one at a glance.
  if (ui.pane === 'map' && side > 0) return { panes: [{ pane: 'map', width: left + side + 2 }, right], height, footer }
  const main = { pane: ui.pane === 'map' ? 'map' : 'ask', width: left } as const
  return { panes: [...(side > 0 ? [{ pane: 'glance', width: side } as const] : []), main, right], height, footer }
}

/** What stands beside the question: what was asked for; else what is to be done, or what the answer makes. */
function besidePane(ui: Ui, screen: Screen): Pane {
  if (ui.pane !== 'ask' && ui.pane !== 'map') return ui.pane
  const isToDo = screen.kind === 'bring-up' || (screen.kind === 'question' && screen.isGate && screen.tasks.length > 0)
  if (isToDo) return 'tasks'
  return screen.tried?.files.some(({ lines }) => lines.some(isHighlighted)) ? 'artifacts' : 'memory'
}

/** How many lines Page Down goes on. */
export const pageHeight = ({ height }: Layout): number => Math.max(1, height - 3)
