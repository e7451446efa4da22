/** Moving: the cursor of a list, of the map and of an artifact, the lines of what is read. */
import type { Screen } from '../../engine/screen.ts'
import { choicesOf } from './choice.ts'
import { isHighlighted } from './highlight.ts'
import { type KeyResult, saying } from './key-result.ts'
import { type Jump, jumpAt, jumps } from './map.ts'
import type { Ui } from './ui.ts'

/** Further than any text goes. */
const end = 1e6

/** How far a key moves: by lines, or to one end. */
export type Move = { readonly by: number } | { readonly to: 'start' | 'end' }

/** A place among `count`, after a move. */
function moved(at: number, move: Move, count: number): number {
  const next = 'by' in move ? at + move.by : move.to === 'start' ? 0 : count - 1
  return Math.max(0, Math.min(next, count - 1))
}

/** The cursor of the list. */
export const moveChoice = (ui: Ui, screen: Screen, move: Move): KeyResult => ({
  ui: { ...ui, at: moved(ui.at, move, choicesOf(screen, ui.filter?.text).length) },
})

/** The cursor of the map, which begins at the open question. */
export function moveOnMap(ui: Ui, screen: Screen, move: Move): KeyResult {
  const targets = jumps(screen, ui.filter?.text)
  return { ui: { ...ui, mapAt: moved(jumpAt(targets, ui.mapAt), move, targets.length) } }
}

/** To what the cursor of the map is on; the open question is there already. */
export function jump(ui: Ui, screen: Screen): KeyResult {
  const targets = jumps(screen, ui.filter?.text)
  const target: Jump | undefined = targets[jumpAt(targets, ui.mapAt)]
  if (!target) return { ui }
  const { filter: _, mapAt: __, ...rest } = ui
  const next: Ui = { ...rest, pane: 'ask' }
  return target.isOpen ? { ui: next } : { ui: next, event: { kind: 'jump', to: target.key } }
}

/** The cursor on a finding. */
export function moveOnFindings({ isFindingRead: _, ...ui }: Ui, screen: Screen, move: Move): KeyResult {
  const { findings = [], notChecked = [] } = screen.tried ?? {}
  return { ui: { ...ui, finding: moved(ui.finding ?? 0, move, findings.length + notChecked.length) } }
}

/** To the question at fault. */
export function followFinding(ui: Ui, screen: Screen): KeyResult {
  const findings = screen.tried?.findings ?? []
  if (findings.length === 0) return { ui: { ...ui, pane: 'ask' } }
  const leads = findings[ui.finding ?? 0]?.leads
  return leads
    ? { ui: { ...ui, pane: 'ask' }, event: leads.does }
    : saying(ui, 'no answer is at fault there; what to do stands below it')
}

/** The page of the finding, and back to the list. */
export function readFinding({ isFindingRead, ...ui }: Ui, screen: Screen): KeyResult {
  const has = screen.tried?.findings[ui.finding ?? 0]?.page !== undefined
  if (isFindingRead || !has) return { ui }
  return { ui: { ...ui, isFindingRead: true, tops: { ...ui.tops, findings: 0 } } }
}

/** The cursor in an artifact. */
export const moveInFile = (ui: Ui, screen: Screen, move: Move): KeyResult => ({
  ui: { ...ui, line: moved(ui.line, move, linesOf(ui, screen).length) },
})

/** To the artifact before or after, from the last to the first. */
export function moveToFile(ui: Ui, screen: Screen, by: 1 | -1): KeyResult {
  const count = screen.tried?.files.length ?? 0
  return { ui: { ...ui, file: (ui.file + by + count) % Math.max(1, count), line: 0 } }
}

/** To where the next lines begin that the answer touches. */
export function moveToChange(ui: Ui, screen: Screen): KeyResult {
  const lines = linesOf(ui, screen)
  const next = lines.findIndex(
    (line, index) => index > ui.line && isHighlighted(line) && !isHighlighted(lines[index - 1]!),
  )
  return next < 0 ? saying(ui, 'no changed line further down') : { ui: { ...ui, line: next } }
}

const linesOf = (ui: Ui, screen: Screen) => screen.tried?.files[ui.file]?.lines ?? []

/** What is read, up or down. */
export function scroll(ui: Ui, move: Move): KeyResult {
  const top = 'by' in move ? (ui.tops[ui.pane] ?? 0) + move.by : move.to === 'start' ? 0 : end
  return { ui: { ...ui, tops: { ...ui.tops, [ui.pane]: Math.max(0, top) } } }
}

/** To a hint: from a nudge to the answer. */
export const toHint = (ui: Ui, screen: Screen, hint: number): KeyResult => ({
  ui: {
    ...ui,
    hint: Math.max(0, Math.min(hint, screen.kind === 'question' ? screen.hints.length - 1 : 0)),
    tops: { ...ui.tops, hints: 0 },
  },
})
