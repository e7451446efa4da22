/** The keys that do something here, most needed first; as many as there is room for. */
import type { Screen } from '../../engine/screen.ts'
import { choicesOf } from './choice.ts'
import { widthOf } from './fit.ts'
import type { Size } from './painter.ts'
import { paneKeys } from './press.ts'
import type { Theme } from './theme.ts'
import { isTyping, type Ui } from './ui.ts'

type Hint = readonly [key: string, does: string]

/** Two lines, the first of which has what must be known. */
export function footer(ui: Ui, screen: Screen, { columns, rows }: Size, theme: Theme): readonly string[] {
  const isLow = rows < 16
  const first = fill([...now(ui, screen), ...(isLow ? panes(ui, screen) : [])], columns, theme)
  return isLow ? [first] : [first, fill(panes(ui, screen), columns, theme)]
}

function now(ui: Ui, screen: Screen): readonly Hint[] {
  if (ui.filter) return [['type', 'to search'], ['Enter', ui.pane === 'map' ? 'go there' : 'choose'], ['Esc', 'all again']]
  const leave: Hint = ['^C', 'leave, saved']
  switch (ui.pane) {
    case 'map': return [['Enter', 'go there'], ['/', 'search'], ['Esc', 'to the question'], leave]
    case 'artifacts': return [['up,down', 'line'], ['left,right', 'file'], ['n', 'next change'], ['e', 'pager'], ['Esc', 'to the question']]
    case 'hints': return [['Enter', 'more'], ['left', 'less'], ['Esc', 'to the question'], leave]
    case 'tasks': return [['y', 'copy'], ['e', 'pager'], ['Esc', 'to the question'], leave]
    case 'ask': break
    default: return [['PgDn', 'reads on'], ['e', 'pager'], ['Esc', 'to the question'], leave]
  }
  if (ui.field) {
    const path = screen.kind === 'question' && screen.answerKind === 'path'
    return [['Enter', 'answer'], ...(path || !ui.isTouched ? [['Tab', ui.isTouched ? 'complete' : 'change it'] as const] : []), ['F8', 'editor'], ['Esc', choicesOf(screen).length > 0 ? 'to the list' : 'back'], leave]
  }
  return [['Enter', screen.kind === 'question' ? 'choose' : 'do it'], ...(choicesOf(screen).length > 8 ? [['/', 'search'] as const] : []), ['Esc', 'back'], ['q', 'leave, saved']]
}

/** Letters where they work, function keys where one types. */
function panes(ui: Ui, screen: Screen): readonly Hint[] {
  const typing = isTyping(ui)
  const isThere = (pane: string): boolean => pane !== 'tasks' || ('tasks' in screen && screen.tasks.length > 0)
  return paneKeys.filter(({ pane }) => isThere(pane)).map(({ letter, f, name }): Hint => [typing ? f.toUpperCase() : letter, name])
}

function fill(hints: readonly Hint[], columns: number, theme: Theme): string {
  let [line, room] = ['', columns]
  for (const [key, does] of hints) {
    const width = widthOf(key) + 1 + widthOf(does) + (line === '' ? 0 : 2)
    if (width > room) break
    line += `${line === '' ? '' : '  '}${theme.strong(key)} ${theme.quiet(does)}`
    room -= width
  }
  return line
}
