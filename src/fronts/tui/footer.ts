/** The keys that do something here, most needed first; as many as there is room for. */
import type { Screen } from '../../engine/screen.ts'
import { choicesOf } from './choice.ts'
import { widthOf } from './fit.ts'
import { paneKeys } from './handle-key.ts'
import type { Size } from './painter.ts'
import type { Theme } from './theme.ts'
import { isTyping, type Ui } from './ui.ts'

type Hint = readonly [key: string, does: string]

/**
 * Two lines, the first of which has what must be known; one where the screen is low, with the key that shows all keys.
 */
export function footer(ui: Ui, screen: Screen, { columns, rows }: Size, theme: Theme): readonly string[] {
  const beside = panes(ui, screen)
  const all = beside.at(-1)!
  if (rows < 16) return [fill([...now(ui, screen), ...beside.slice(0, -1)], columns, theme, all)]
  return [fill(now(ui, screen), columns, theme), fill(beside.slice(0, -1), columns, theme, all)]
}

function now(ui: Ui, screen: Screen): readonly Hint[] {
  if (ui.filter)
    return [
      ['type', 'to search'],
      ['Enter', ui.pane === 'map' ? 'go there' : 'choose'],
      ['Esc', 'all again'],
    ]
  const leave: Hint = ['^C', 'leave, saved']
  switch (ui.pane) {
    case 'map':
      return [['Esc', 'to the question'], ['Enter', 'go there'], ['/', 'search'], leave]
    case 'artifacts':
      return [
        ['Esc', 'to the question'],
        ['left,right', 'file'],
        ['up,down', 'line'],
        ['n', 'next change'],
        ['e', 'pager'],
      ]
    case 'hints':
      return [['Esc', 'to the question'], ['Enter', 'more'], ['left', 'less'], leave]
    case 'tasks':
      return [['Esc', 'to the question'], ['y', 'copy'], ['e', 'pager'], leave]
    case 'ask':
      break
    default:
      return [['Esc', 'to the question'], ['PgDn', 'reads on'], ['e', 'pager'], leave]
  }
  if (ui.field) {
    const path = screen.kind === 'question' && screen.answerKind === 'path'
    const canChange = !ui.isTouched && screen.kind === 'question' && !!screen.suggestion?.text
    const escape: Hint = ['Esc', choicesOf(screen).length > 0 ? 'to the list' : 'back']
    return [
      ['Enter', 'answer'],
      escape,
      ...(path || canChange ? [['Tab', canChange ? 'change it' : 'complete'] as const] : []),
      leave,
      ...(screen.kind === 'question' ? [['F8', 'editor'] as const] : []),
    ]
  }
  return [
    ['Enter', screen.kind === 'question' ? 'choose' : 'do it'],
    ['Esc', 'back'],
    ...(choicesOf(screen).length > 8 ? [['/', 'search'] as const] : []),
    ['q', 'leave, saved'],
  ]
}

/** Letters where they work, function keys where one types. */
function panes(ui: Ui, screen: Screen): readonly Hint[] {
  const typing = isTyping(ui)
  const isThere = (pane: string): boolean => pane !== 'tasks' || ('tasks' in screen && screen.tasks.length > 0)
  return paneKeys
    .filter(({ pane }) => isThere(pane))
    .map(({ letter, f, name }): Hint => [typing ? f.toUpperCase() : letter, name])
}

/** As many as there is room for, and the last in any case. */
function fill(hints: readonly Hint[], columns: number, theme: Theme, last?: Hint): string {
  const widthFor = ([key, does]: Hint): number => widthOf(key) + 1 + widthOf(does) + 2
  let room = columns + 2 - (last ? widthFor(last) : 0)
  const shown: Hint[] = []
  for (const hint of hints) {
    if (widthFor(hint) > room) break
    shown.push(hint)
    room -= widthFor(hint)
  }
  return [...shown, ...(last ? [last] : [])]
    .map(([key, does]) => `${theme.strong(key)} ${theme.quiet(does)}`)
    .join('  ')
}
