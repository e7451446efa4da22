/** The report of a write, from what became of each file. */
import type { WriteReport } from '../model/write-report.ts'
import type { Fate, FileState } from './fate.ts'

const isWritten: readonly FileState[] = ['new', 'deleted', 'outdated', 'replaced']

export function reportOf(fates: readonly Fate[]): WriteReport {
  const of = (...states: readonly FileState[]): readonly Fate[] => fates.filter(({ state }) => states.includes(state))
  const paths = (...states: readonly FileState[]): readonly string[] => of(...states).map(({ path }) => path)
  const named = (key: 'beside' | 'copy' | 'movedTo'): Readonly<Record<string, string>> =>
    Object.fromEntries(fates.flatMap((fate) => (fate[key] === undefined ? [] : [[fate.path, fate[key]]])))
  return {
    written: paths(...isWritten),
    unchanged: paths('same'),
    restored: paths('deleted'),
    movedTo: named('movedTo'),
    merged: of('merged').map(({ path, carried = [] }) => ({ path, lines: carried })),
    kept: paths('edited'),
    clashing: of('clash').map(({ path, isBaseKnown = false, clashes }) => ({
      path,
      isBaseKnown,
      lines: (clashes ?? []).map(({ at }) => at),
    })),
    readOnly: paths('read-only'),
    marked: of('marked').map(({ path, line }) => ({ path, line: line! })),
    conflicted: of('conflicted').map(({ path, line }) => ({ path, line: line! })),
    held: paths('held'),
    beside: named('beside'),
    copies: named('copy'),
    removed: fates.filter(({ isRemoved }) => isRemoved).map(({ path }) => path),
    keptStale: fates.filter(({ state, ours }) => state === 'stale-edited' && ours.length > 0).map(({ path }) => path),
  }
}
