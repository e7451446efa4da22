import { expect, test } from 'vitest'
import { doneLines, leftFiles, nextLines, type WriteReport } from '../../src/model/write-report.ts'

const nothing: WriteReport = { written: [], unchanged: [], kept: [], beside: {}, removed: [], keptStale: [] }

test('what was done is told a line each', () => {
  const report = { ...nothing, written: ['boot/boot.cmd', 'stage.sh'], removed: ['old.cfg'], unchanged: ['BRINGUP.md'] }
  expect(doneLines(report, 'out')).toEqual([
    'wrote   out/boot/boot.cmd',
    'wrote   out/stage.sh',
    'removed out/old.cfg',
    '1 file was as it should be',
  ])
  expect(doneLines({ ...nothing, unchanged: ['a', 'b'] }, 'out')).toEqual(['2 files were as they should be'])
  expect(doneLines(nothing, 'out')).toEqual([])
})

test('what was left alone is told with what can be done about it', () => {
  const report = { ...nothing, kept: ['stage.sh'], beside: { 'stage.sh': 'stage.sh.new' }, keptStale: ['old.cfg'] }
  expect(leftFiles(report, 'out')).toEqual([
    {
      says: 'out/stage.sh was edited by hand and is left as it is; the new text is in out/stage.sh.new',
      fix: 'Merge the two, or overwrite it with --force.',
    },
    {
      says: 'out/old.cfg is no longer needed, but was edited by hand and is left',
      fix: 'Remove it, or let --force do it.',
    },
  ])
})

test('a path cannot steer the terminal', () => {
  const report = { ...nothing, written: ['a\x1b[2J'], kept: ['b\x07'], beside: { 'b\x07': 'c\x07' } }
  expect(
    [...doneLines(report, 'o\x1b'), ...leftFiles(report, 'o\x1b').map(({ says }) => says), ...nextLines('o\x1b')].join(
      '',
    ),
  ).not.toMatch(/\p{Cc}/u)
})
