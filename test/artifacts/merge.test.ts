import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markerIn } from '../../src/artifacts/markers.ts'
import { merge } from '../../src/artifacts/merge.ts'
import { ownFolder } from './fixtures.ts'
import { withTools } from './tools.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

/** The merged text, with markers where it clashes. */
const merged = (base: string | undefined, mine: string, next: string): string | undefined => {
  const all = merge(base === undefined ? undefined : bytes(base), bytes(mine), bytes(next))
  return all && Buffer.from(all.bytes('markers')).toString('latin1')
}

const carried = (base: string, mine: string, next: string) =>
  merge(bytes(base), bytes(mine), bytes(next))!
    .carried('new')
    .map(({ first, last }) => [first, last])

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('')

describe('an edit', () => {
  test('that stands elsewhere than what changes is carried over, and its lines are told', () => {
    expect(merged(lines('a', 'b', 'c'), lines('a', 'b', 'c', 'mine'), lines('A', 'b', 'c'))).toBe(
      lines('A', 'b', 'c', 'mine'),
    )
    expect(carried(lines('a', 'b', 'c'), lines('a', 'b', 'c', 'mine'), lines('A', 'A', 'b', 'c'))).toEqual([[5, 5]])
    expect(carried(lines('a', 'b', 'c'), lines('a', 'b'), lines('A', 'b', 'c')), 'a line taken out').toEqual([[3, 2]])
  })

  test('that is what the new text says as well is no clash', () => {
    expect(merged(lines('a', 'b', 'c'), lines('x', 'b', 'c'), lines('x', 'b', 'd'))).toBe(lines('x', 'b', 'd'))
  })

  test('in the same line clashes, and so does one in the line beside', () => {
    expect(merged(lines('a'), lines('m'), lines('n'))).toBe(lines('<<<<<<< mine', 'm', '=======', 'n', '>>>>>>> new'))
    expect(merge(bytes(lines('a', 'b')), bytes(lines('m', 'b')), bytes(lines('a', 'n')))!.clashes).toEqual([
      { before: ['a', 'b'], mine: ['m', 'b'], new: ['a', 'n'], at: { first: 1, last: 2 } },
    ])
  })

  test('clashes in as few lines as there are', () => {
    expect(merged(lines('a', 'b', 'c'), lines('x', 'm', 'y'), lines('x', 'n', 'y'))).toBe(
      lines('x', '<<<<<<< mine', 'm', '=======', 'n', '>>>>>>> new', 'y'),
    )
  })

  test('clashes wherever it differs, when nobody knows what was there before', () => {
    expect(merged(undefined, lines('a', 'm', 'c'), lines('a', 'n', 'c'))).toBe(
      lines('a', '<<<<<<< mine', 'm', '=======', 'n', '>>>>>>> new', 'c'),
    )
  })
})

describe('how a text is written down', () => {
  const base = lines('a', 'b', 'c')
  const next = lines('A', 'b', 'c')
  test.each([
    ['CR LF in every line, as some editors save it', 'a\r\nb\r\nm\r\n', 'A\r\nb\r\nm\r\n'],
    ['CR LF, and no other edit', 'a\r\nb\r\nc\r\n', 'A\r\nb\r\nc\r\n'],
    ['a byte order mark', '\xef\xbb\xbfa\nb\nm\n', '\xef\xbb\xbfA\nb\nm\n'],
    ['no end of the last line', 'a\nb\nm', 'A\nb\nm'],
    ['no end of the last line, and no other edit', 'a\nb\nc', 'A\nb\nc'],
    ['a CR in one line alone, which is an edit of that', 'a\nb\nc\r\n', 'A\nb\nc\r\n'],
    ['bytes that are no UTF-8', 'a\nb\n\xff\xfe\n', 'A\nb\n\xff\xfe\n'],
    ['an empty line at the end', 'a\nb\nc\n\n', 'A\nb\nc\n\n'],
    ['nothing at all', '', lines('<<<<<<< mine', '=======', 'A', 'b', 'c', '>>>>>>> new')],
  ])('%s: it is carried over', (_, mine, wanted) => {
    expect(merged(base, mine, next)).toBe(wanted)
  })

  test('a line that comes behind a last line without an end has a line of its own', () => {
    expect(merged(lines('a', 'b', 'c', 'd'), 'm\nb\nc\nd', lines('a', 'b', 'c', 'D'))).toBe(lines('m', 'b', 'c', 'D'))
  })
})

test('what is no text, or far too long, is not merged', () => {
  expect(merged('a\n', 'm\0\n', 'n\n')).toBeUndefined()
  expect(merged('a\n', '\n'.repeat(5001), 'n\n')).toBeUndefined()
})

test('markers are found where they stand alone in their line, with either line end', () => {
  expect(markerIn(bytes('a\n<<<<<<< mine\n'))).toBe(2)
  expect(markerIn(bytes('a\r\nb\r\n>>>>>>> new\r\n'))).toBe(3)
  expect(markerIn(bytes('echo "<<<<<<< mine"\n======='))).toBeUndefined()
})

describe('against git', () => {
  /** What `git merge-file` makes of it, with its exit status: the number of clashes. */
  function reference(
    folder: string,
    base: string,
    mine: string,
    next: string,
  ): { readonly text: string; readonly clashes: number } {
    for (const [name, text] of Object.entries({ base, mine, new: next })) writeFileSync(join(folder, name), bytes(text))
    const { status, stdout } = spawnSync(
      'git',
      ['merge-file', '-p', '-L', 'mine', '-L', 'base', '-L', 'new', 'mine', 'base', 'new'],
      {
        cwd: folder,
      },
    )
    return { text: stdout.toString('latin1'), clashes: status ?? -1 }
  }

  /** The text as it is when somebody takes one side everywhere. */
  const settled = (text: string, side: 'mine' | 'new'): string =>
    text.replace(/^<{7} mine\n([^]*?)^={7}\n([^]*?)^>{7} new\n/gm, side === 'mine' ? '$1' : '$2')

  /** An edit as people and templates make them: lines changed, put in, taken out; every line that is new is another. */
  const edit = fc.record({
    at: fc.nat({ max: 40 }),
    out: fc.nat({ max: 3 }),
    in: fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 3 }),
  })
  type Edit = { readonly at: number; readonly out: number; readonly in: readonly string[] }
  const applied = (text: readonly string[], edits: readonly Edit[], who: string): readonly string[] =>
    edits.reduce<readonly string[]>(
      (now, one, i) =>
        now.toSpliced(one.at % (now.length + 1), one.out, ...one.in.map((word) => `${who} ${i} ${word}`)),
      text,
    )
  const base = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,10}$/), { minLength: 4, maxLength: 40 })
  // Few edits as often as many: where there are many, hardly a round is without a clash.
  const edits = fc.oneof(fc.array(edit, { maxLength: 1 }), fc.array(edit, { maxLength: 4 }))

  withTools('git')('200 rounds of edits and changes come out the same, with the same clashes', () => {
    const folder = ownFolder()
    let [rounds, clean] = [0, 0]
    fc.assert(
      fc.property(base, edits, edits, (old, my, our) => {
        const [o, a, b] = [old, applied(old, my, 'mine'), applied(old, our, 'new')].map((all) => lines(...all)) as [
          string,
          string,
          string,
        ]
        const wanted = reference(folder, o, a, b)
        const got = merged(o, a, b)!
        // Git writes clashes that are near to each other as one; what they come to is the same.
        for (const side of ['mine', 'new'] as const)
          expect(settled(got, side), `taking ${side}`).toBe(settled(wanted.text, side))
        expect(got.includes('<<<<<<<')).toBe(wanted.clashes > 0)
        rounds++
        if (wanted.clashes === 0) clean++
      }),
      { numRuns: 200 },
    )
    // Where there is little time there are fewer than 200.
    expect(clean, 'rounds without a clash').toBeGreaterThan(rounds / 5)
  })
})
