/** The keys that do something here, most needed first; as many as there is room for. */
import type { Screen } from '../../engine/screen.ts'
import type { Hint } from './binding.ts'
import { modeHints, paneHints } from './bindings.ts'
import { widthOf } from './fit.ts'
import type { Theme } from './theme.ts'
import type { Ui } from './ui.ts'

/**
 * Two lines, the first of which has what must be known; one where the screen is low. The key that shows all keys is
 * there in any case.
 */
export function footerLines(ui: Ui, screen: Screen, columns: number, theme: Theme, height: 1 | 2): readonly string[] {
  const now = modeHints(ui, screen)
  const panes = paneHints(ui, screen)
  const [beside, all] = [panes.slice(0, -1), panes.slice(-1)]
  return height === 1
    ? [fill([...now, ...beside], all, columns, theme)]
    : [fill(now, [], columns, theme), fill(beside, all, columns, theme)]
}

/** As many as there is room for, and the last in any case. */
function fill(hints: readonly Hint[], last: readonly Hint[], columns: number, theme: Theme): string {
  const widthFor = ({ key, does }: Hint): number => widthOf(key) + 1 + widthOf(does) + 2
  // The two columns after the last are not needed.
  let room = columns + 2 - last.reduce((sum, hint) => sum + widthFor(hint), 0)
  const shown: Hint[] = []
  for (const hint of hints) {
    if (widthFor(hint) > room) continue
    shown.push(hint)
    room -= widthFor(hint)
  }
  return [...shown, ...last].map(({ key, does }) => `${theme.strong(key)} ${theme.quiet(does)}`).join('  ')
}
