import { expect, test } from 'vitest'
import { bestHighlight, isHighlighted } from '../../../src/fronts/tui/highlight.ts'
import { file, list, tried } from './screens.ts'

test.each([
  [{ isTouched: true, against: ' ' }, true],
  [{ isTouched: false, against: '+' }, true],
  [{ isTouched: false, against: '-' }, true],
  [{ isTouched: false, against: ' ' }, false],
] as const)('a line with %j stands out: %s', (line, is) => {
  expect(isHighlighted({ text: 'x', ...line })).toBe(is)
})

test.each([
  ['the first line where nothing stands out', [file('a', ' x'), file('b', ' y')], undefined, [0, 0]],
  ['what stands out', [file('a', ' x'), file('b', ' x', '*y')], undefined, [1, 1]],
  ['the line with the answer in it', [file('a', '*x', '*y=1G', '*z')], '1G', [0, 1]],
  ['a line before a comment', [file('a', '*# said', '*z')], undefined, [0, 1]],
  ['a comment with the answer before other lines', [file('a', '*z', '*# 1G')], '1G', [0, 1]],
  ['a line with the answer before a comment with it', [file('a', '*# 1G', '*x=1G')], '1G', [0, 1]],
  ['the file with the answer in it', [file('a', '*# x'), file('b', '*y=1G')], '1G', [1, 0]],
  [
    'what boots, before what repeats every answer',
    [file('BRINGUP.md', '*1G'), file('xenup.answers.yaml', '*1G'), file('c', '*y')],
    '1G',
    [2, 0],
  ],
  [
    'what repeats every answer, where there is nothing else',
    [file('x', ' y'), file('BRINGUP.md', ' a', '*1G')],
    '1G',
    [1, 1],
  ],
  ['an empty answer is in no line', [file('a', '*x'), file('b', '*y')], '', [0, 0]],
  ['nothing yet', [], undefined, [0, 0]],
] as const)('it begins with %s', (_, files, text, [at, line]) => {
  const screen = list({ tried: tried({ files, ...(text !== undefined && { text }) }) })
  expect(bestHighlight(screen)).toEqual({ file: at, line })
})
