import { expect, test } from 'vitest'
import { doneLines, leftFiles, nextLines, nothingWritten as nothing } from '../../src/model/write-report.ts'

const lines = (first: number, last: number) => ({ first, last })

test('what was done is told a line each', () => {
  const report = {
    ...nothing,
    written: ['boot/boot.cmd', 'stage.sh', 'a', 'b'],
    restored: ['a', 'b'],
    movedTo: { b: 'old/b' },
    copies: { 'stage.sh': 'stage.sh.xenup-mine' },
    merged: [{ path: 'BRINGUP.md', lines: [lines(3, 3), lines(7, 9)] }],
    kept: ['guests/web.cfg'],
    removed: ['old.cfg'],
    unchanged: ['xen.cfg'],
  }
  expect(doneLines(report, 'out')).toEqual([
    'wrote   out/boot/boot.cmd',
    'wrote   out/stage.sh; yours is kept as out/stage.sh.xenup-mine',
    'wrote   out/a again: it had been deleted',
    'wrote   out/b again: yours was moved to out/old/b, which stays',
    'merged  out/BRINGUP.md: yours are lines 3 and 7-9',
    'removed out/old.cfg',
    'kept    out/guests/web.cfg, as you edited it',
    '1 file was as it should be',
  ])
  expect(doneLines({ ...nothing, unchanged: ['a', 'b'] }, 'out')).toEqual(['2 files were as they should be'])
  expect(doneLines(nothing, 'out')).toEqual([])
})

test('what was taken out of a file is carried over as well, and told', () => {
  const merged = (...all: readonly ReturnType<typeof lines>[]) =>
    doneLines({ ...nothing, merged: [{ path: 'a', lines: all }] }, 'out')[0]
  expect(merged(lines(5, 4))).toBe('merged  out/a: yours are what you took out before line 5')
  expect(merged(lines(1, 1), lines(5, 4))).toBe('merged  out/a: yours are line 1, and what you took out before line 5')
  expect(merged()).toBe('merged  out/a: your edits are in the new text')
})

test('of many places the first are told', () => {
  const many = Array.from({ length: 12 }, (_, at) => lines(at * 10 + 1, at * 10 + 2))
  expect(doneLines({ ...nothing, merged: [{ path: 'a', lines: many }] }, 'out')[0]).toBe(
    'merged  out/a: yours are lines 1-2, 11-12, 21-22, 31-32, 41-42, 51-52, 61-62, 71-72 and 4 places more',
  )
})

test('what needs somebody to look at it is told with what can be done about it', () => {
  const report = {
    ...nothing,
    clashing: [
      { path: 'stage.sh', isBaseKnown: true, lines: [lines(3, 4)] },
      { path: 'a', isBaseKnown: false, lines: [] },
    ],
    readOnly: ['xen.cfg'],
    beside: { 'stage.sh': 'stage.sh.new', a: 'a.new', 'xen.cfg': 'xen.cfg.new' },
    marked: [{ path: 'b', line: 7 }],
    conflicted: [{ path: 'boot.cmd', line: 9 }],
    held: ['boot.scr'],
    merged: [{ path: 'c', lines: [] }],
    copies: { c: 'c.rej' },
    keptStale: ['old.cfg'],
  }
  expect(leftFiles(report, 'out').map(({ says }) => says)).toEqual([
    'out/stage.sh was edited by hand where the new text differs too (lines 3-4); it is left, and the new text is in out/stage.sh.new',
    'out/a was edited by hand, and what it was before is not known; it is left, and the new text is in out/a.new',
    'out/xen.cfg is read-only; it is left, and the new text is in out/xen.cfg.new',
    'out/b:7 has both versions now, between <<<<<<< mine and >>>>>>> new',
    'out/boot.cmd:9 still has both versions, between <<<<<<< mine and >>>>>>> new',
    'out/boot.scr is not made from a script that has markers',
    'out/c has the new text where your edits clash with it; those are in out/c.rej',
    'out/old.cfg is no longer needed, but was edited by hand or made read-only, and is left',
  ])
  for (const { fix } of leftFiles(report, 'out')) expect(fix).toMatch(/^[A-Z].*\.$/)
})

test('a path cannot steer the terminal', () => {
  const report = {
    ...nothing,
    written: ['a\x1b[2J'],
    keptStale: ['d\x07'],
    clashing: [{ path: 'b\x07', isBaseKnown: true, lines: [] }],
    beside: { 'b\x07': 'c\x07' },
  }
  expect(
    [...doneLines(report, 'o\x1b'), ...leftFiles(report, 'o\x1b').map(({ says }) => says), ...nextLines('o\x1b')].join(
      '',
    ),
  ).not.toMatch(/\p{Cc}/u)
})
