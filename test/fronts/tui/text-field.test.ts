/** The field as it is drawn: `[…]` is the cursor. */
import { describe, expect, test } from 'vitest'
import type { Screen } from '../../../src/engine/screen.ts'
import { fieldLines } from '../../../src/fronts/tui/panes/text-field.tsx'
import type { Ui } from '../../../src/fronts/tui/ui.ts'
import { at, bringUp, place, question, tried } from './screens.ts'

const field = (text: string, cursor = text.length): Partial<Ui> => ({ field: { text, cursor }, isTouched: true })
const suggested = (text: string) => question({ suggestion: { text, because: '' } })
const path = (more: Parameters<typeof question>[0] = {}) => question({ answerKind: 'path', form: 'a file', ...more })
const named = (typed: string, ...completions: readonly string[]) => path({ tried: tried({ text: typed, completions }) })
const empty = { field: { text: '', cursor: 0 } }

describe('a field', () => {
  test.each<readonly [string, Screen, Partial<Ui>, readonly string[]]>([
    ['is empty', question(), {}, ['> [ ]q()', 'q(  text)']],
    ['shows what is suggested', suggested('web'), {}, ['> [w]q(eb)', 'q(  text; Tab to change what is suggested)']],
    ['shows that nothing is suggested', suggested(''), {}, ['> [(]q(nothing))', 'q(  text)']],
    [
      'cuts a long suggestion',
      suggested('0123456789'.repeat(5)),
      {},
      ['> [0]q(12345678901234567890123456789012345~)', 'q(  text; Tab to change what is suggested)'],
    ],
    ['has the cursor behind what is typed', suggested('web'), field('db'), ['> db[ ]', 'q(  text)']],
    ['has the cursor in what is typed', question(), field('abc', 1), ['> a[b]c', 'q(  text)']],
    ['has a whole character under the cursor', question(), field('a😀c', 1), ['> a[😀]c', 'q(  text)']],
    [
      'shows the end of what is long',
      question(),
      field('0123456789'.repeat(5)),
      [`> ~${'0123456789'.repeat(5).slice(-35)}[ ]`, 'q(  text)'],
    ],
    [
      'cuts what stands after the cursor',
      question(),
      field('0123456789'.repeat(5), 2),
      ['> 01[2]345678901234567890123456789012345~', 'q(  text)'],
    ],
    ['tells how nothing is typed', question({ mayBeEmpty: true }), {}, ['> [ ]q()', 'q(  text; "" for nothing)']],
    [
      'does not where Enter answers nothing',
      question({ mayBeEmpty: true, suggestion: { text: '', because: '' } }),
      {},
      ['> [(]q(nothing))', 'q(  text)'],
    ],
    ['of a path tells of Tab', path(), field('x'), ['> x[ ]', 'q(  a file; Tab completes)']],
    [
      'of a log tells that it can be pasted',
      path({ isLog: true }),
      {},
      ['> [ ]q()', 'q(  a file; Tab completes; the log can be)', 'q(  pasted)'],
    ],
    [
      'lists how a path may go on, by names',
      named('b/', 'b/one', 'b/two/'),
      field('b/'),
      ['> b/[ ]', 'q(  one  two/)', 'q(  a file; Tab completes)'],
    ],
    [
      'cuts a long list of names',
      named('b', 'b1234567890', 'b1234567891', 'b1234567892', 'b1234567893'),
      field('b'),
      ['> b[ ]', 'q(  b1234567890  b1234567891  b1234567892~)', 'q(  a file; Tab completes)'],
    ],
    ['does not list the name that is typed', named('b', 'b'), field('b'), ['> b[ ]', 'q(  a file; Tab completes)']],
    [
      'lists the one name that goes on',
      named('b', 'bc'),
      field('b'),
      ['> b[ ]', 'q(  bc)', 'q(  a file; Tab completes)'],
    ],
    [
      'does not list the names of another text',
      named('c', 'c1', 'c2'),
      field('b'),
      ['> b[ ]', 'q(  a file; Tab completes)'],
    ],
    [
      'does not list names for what is suggested',
      path({ suggestion: { text: 'x', because: '' }, tried: tried({ text: 'x', completions: ['x1', 'x2'] }) }),
      {},
      ['> [x]q()', 'q(  a file; Tab completes)'],
    ],
    [
      'of a text lists no names',
      question({ tried: tried({ text: 'x', completions: ['x1', 'x2'] }) }),
      field('x'),
      ['> x[ ]', 'q(  text)'],
    ],
    ['at the board wants a log', bringUp(), { ...empty, what: 'log' }, ['> [a]q( file name, or paste)']],
    ['at the board wants a folder', bringUp(), { ...empty, what: 'parts' }, ['> [a]q( folder)']],
    ['at the board shows what is typed', bringUp(), { what: 'log', ...field('x') }, ['> x[ ]']],
  ])('%s', (_, screen, ui, lines) => {
    expect(fieldLines({ ui: at(screen, ui), screen, place: place() })).toEqual(lines)
  })
})
