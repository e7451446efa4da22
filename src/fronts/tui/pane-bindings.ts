/** The keys that lead to a pane, and those that hold in one: artifacts, hints, findings. */
import type { Screen } from '../../engine/screen.ts'
import { type Binding, moves, shows } from './binding.ts'
import { bestHighlight } from './highlight.ts'
import type { KeyResult } from './key-result.ts'
import { followFinding, moveInFile, moveOnFindings, moveToChange, moveToFile, readFinding, toHint } from './moves.ts'
import { isTyping, type Pane, type Ui } from './ui.ts'

/** A pane by its letter where nothing is typed, by its function key, and by Alt with the letter, everywhere. */
const paneKey = (pane: Pane, letter: string, f: string, name: string): Binding & { readonly pane: Pane } => ({
  pane,
  on: [letter, `alt-${letter}`, f],
  keys: `${letter}  ${f.toUpperCase()}  Alt-${letter}`,
  help: name,
  hint: (ui) => ({ key: isTyping(ui) ? f.toUpperCase() : letter, does: name }),
  run: (ui, screen) => toPane(ui, screen, pane),
})

export const paneKeys = [
  paneKey('why', '?', 'f1', 'why'),
  paneKey('map', 'm', 'f2', 'map'),
  paneKey('hints', 'h', 'f3', 'hint'),
  paneKey('artifacts', 'a', 'f4', 'artifacts'),
  paneKey('memory', 'r', 'f5', 'memory'),
  paneKey('findings', 'f', 'f6', 'findings'),
  paneKey('tasks', 'c', 'f7', 'commands'),
  paneKey('keys', 'k', 'f10', 'keys'),
]

/** To a pane, from its top; the same key again leads back, or to the next hint. */
function toPane({ filter: _, isFindingRead: __, finding: ___, ...ui }: Ui, screen: Screen, pane: Pane): KeyResult {
  const isSame = ui.pane === pane
  if (isSame && pane === 'hints') return toHint(ui, screen, ui.hint + 1)
  return {
    ui: {
      ...ui,
      pane: isSame ? 'ask' : pane,
      tops: { ...ui.tops, [pane]: 0 },
      ...(pane === 'artifacts' && !isSame && bestHighlight(screen)),
    },
  }
}

const inFile = moves(moveInFile)
export const files: readonly Binding[] = [
  {
    on: ['left', 'backtab'],
    keys: 'left, right',
    help: 'artifacts: the file before, the next; n: next changed line',
    hint: shows('left,right', 'file'),
    run: (ui, screen) => moveToFile(ui, screen, -1),
  },
  { on: ['right', 'tab'], run: (ui, screen) => moveToFile(ui, screen, 1) },
  { ...inFile.up, hint: shows('up,down', 'line') },
  ...[inFile.down, inFile.start, inFile.end, inFile.pageUp, inFile.pageDown],
  { on: ['n'], hint: shows('n', 'next change'), run: moveToChange },
]

export const hints: readonly Binding[] = [
  { on: ['enter', 'right'], hint: shows('Enter', 'more'), run: (ui, screen) => toHint(ui, screen, ui.hint + 1) },
  { on: ['left'], hint: shows('left', 'less'), run: (ui, screen) => toHint(ui, screen, ui.hint - 1) },
]

export const onFindings = moves(moveOnFindings)
export const findings: readonly Binding[] = [
  {
    on: ['enter'],
    hint: (ui, screen) =>
      screen.tried?.findings[ui.finding ?? 0]?.leads ? { key: 'Enter', does: 'go there' } : undefined,
    run: followFinding,
  },
  {
    on: ['right', 'left'],
    keys: 'right, left',
    help: 'findings: the page about one; back to the list',
    hint: (ui, screen) =>
      screen.tried?.findings[ui.finding ?? 0]?.page === undefined
        ? undefined
        : ui.isFindingRead
          ? { key: 'left', does: 'the list' }
          : { key: 'right', does: 'explain it' },
    run: readFinding,
  },
]
