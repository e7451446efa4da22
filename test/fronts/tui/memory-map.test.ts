/** RAM as a column. */
import { expect, test } from 'vitest'
import { memoryLines } from '../../../src/fronts/tui/memory-map.ts'
import type { Region } from '../../../src/model/plan.ts'
import { list, place, text, tried } from './screens.ts'

const MiB = 1n << 20n
const region = (kind: Region['kind'], at: bigint, size: bigint, name: string = kind): Region => ({
  base: at * MiB,
  size: size * MiB,
  name,
  kind,
  because: `the ${kind} lies there`,
})
const shown = (
  banks: readonly (readonly [bigint, bigint])[],
  regions: readonly Region[],
  more: Parameters<typeof place>[0] = {},
): string =>
  text(
    memoryLines(
      list({
        tried: tried({
          memory: { banks: banks.map(([base, size]) => ({ base: base * MiB, size: size * MiB })), regions },
        }),
      }),
      place({ width: 44, height: 6, ...more }),
    ),
  )

const kinds = [
  region('load', 1024n, 8n),
  region('script', 1032n, 1n),
  region('reserved', 1040n, 8n),
  region('firmware', 1084n, 4n),
]

test('each kind of region has its sign, and what is free none', () => {
  expect(shown([[1024n, 64n]], kinds)).toMatchInlineSnapshot(`
    "b(0x40000000  RAM, 64 MiB)
    0x40000000 a(|###|) load, 8 MiB
    0x40800000 w(|===|) script, 1 MiB
    0x40900000 q(|   |) q(free, 7 MiB)
    0x41000000 w(|xxx|) reserved, 8 MiB
    0x41800000 q(|   |) q(free, 36 MiB)
    0x43c00000 w(|///|) firmware, 4 MiB
    q(0x44000000)

    q(# loaded by us, = boot script, x reserved, /)
    q(firmware; heights are to scale, but none is)
    q(below one line)"
  `)
})
test('heights are to scale, as far as there is room', () => {
  expect(shown([[1024n, 64n]], [region('load', 1024n, 32n)], { height: 18 })).toMatchInlineSnapshot(`
    "b(0x40000000  RAM, 64 MiB)
    0x40000000 a(|###|) load, 32 MiB
               a(|###|)
               a(|###|)
               a(|###|)
               a(|###|)
               a(|###|)
               a(|###|)
    0x42000000 q(|   |) q(free, 32 MiB)
               q(|   |)
               q(|   |)
               q(|   |)
               q(|   |)
               q(|   |)
               q(|   |)
    q(0x44000000)

    q(# loaded by us, = boot script, x reserved, /)
    q(firmware; heights are to scale, but none is)
    q(below one line)"
  `)
})
test('a wide screen has more room for words, a very wide one for reasons', () => {
  expect(shown([[1024n, 64n]], kinds, { width: 60 })).toMatchInlineSnapshot(`
    "b(0x40000000  RAM, 64 MiB)
      0x40000000 a(|########|) load, 8 MiB
      0x40800000 w(|========|) script, 1 MiB
      0x40900000 q(|        |) q(free, 7 MiB)
      0x41000000 w(|xxxxxxxx|) reserved, 8 MiB
      0x41800000 q(|        |) q(free, 36 MiB)
      0x43c00000 w(|////////|) firmware, 4 MiB
    q(0x44000000)

    q(# loaded by us, = boot script, x reserved, / firmware;)
    q(heights are to scale, but none is below one line)"
  `)
  expect(shown([[1024n, 64n]], kinds.slice(0, 1), { width: 100 })).toMatchInlineSnapshot(`
    "b(0x40000000  RAM, 64 MiB)
      0x40000000 a(|########|) load, 8 MiB: the load lies there
      0x40800000 q(|        |) q(free, 56 MiB)
    q(0x44000000)

    q(# loaded by us, = boot script, x reserved, / firmware; heights are to scale, but none is below one)
    q(line)"
  `)
  expect(shown([[1024n, 64n]], kinds.slice(0, 1), { width: 59 })).toMatchInlineSnapshot(`
    "b(0x40000000  RAM, 64 MiB)
    0x40000000 a(|###|) load, 8 MiB
    0x40800000 q(|   |) q(free, 56 MiB)
    q(0x44000000)

    q(# loaded by us, = boot script, x reserved, / firmware;)
    q(heights are to scale, but none is below one line)"
  `)
})
test.each([44, 60])('words that are wider than %i columns are cut at the edge', (width) => {
  const named = [region('load', 1024n, 8n, 'the root file system of the first guest')]
  const [, line = ''] = shown([[1024n, 64n]], named, { width })
    .replace(/a\((.*?)\)/, '$1')
    .split('\n')
  expect(line).toMatch(/~$/)
  expect(line).toHaveLength(width)
})
test('reasons need 100 columns', () => {
  expect(shown([[1024n, 64n]], kinds, { width: 99 })).not.toContain('lies there')
})
test('two banks stand one below the other, each with what is in it', () => {
  expect(
    shown(
      [
        [0n, 16n],
        [1024n, 16n],
      ],
      [region('load', 0n, 16n), region('reserved', 1032n, 8n)],
    ),
  ).toMatchInlineSnapshot(`
    "b(0x0  RAM, 16 MiB)
           0x0 a(|###|) load, 16 MiB
    q(0x1000000)
    b(0x40000000  RAM, 16 MiB)
    0x40000000 q(|   |) q(free, 8 MiB)
    0x40800000 w(|xxx|) reserved, 8 MiB
    q(0x41000000)

    q(# loaded by us, = boot script, x reserved, /)
    q(firmware; heights are to scale, but none is)
    q(below one line)"
  `)
})
test('regions that overlap are both there', () => {
  expect(
    shown([[0n, 16n]], [region('load', 0n, 8n), region('reserved', 2n, 2n), region('script', 4n, 6n)]),
  ).toMatchInlineSnapshot(`
    "b(0x0  RAM, 16 MiB)
           0x0 a(|###|) load, 8 MiB
      0x200000 w(|xxx|) reserved, 2 MiB
      0x400000 w(|===|) script, 6 MiB
      0xa00000 q(|   |) q(free, 6 MiB)
    q(0x1000000)

    q(# loaded by us, = boot script, x reserved, /)
    q(firmware; heights are to scale, but none is)
    q(below one line)"
  `)
})
test('says why there is none yet', () => {
  expect(memoryLines(list(), place())).toEqual(['Nothing was worked out yet.'])
  expect(memoryLines(list({ tried: tried({ refusal: 'no' }) }), place())).toEqual(['no'])
  expect(memoryLines(list({ tried: tried({ refusal: 'no', unplanned: 'first the board' }) }), place())).toEqual([
    'first the board',
  ])
})

test('where UEFI finds the places, a sentence stands in place of the map', () => {
  const screen = list({ tried: tried({ memory: { unplaced: 'UEFI finds the places itself: there is no map.' } }) })
  expect(text(memoryLines(screen, place({ width: 30, height: 6 })))).toMatchInlineSnapshot(`
    "UEFI finds the places itself:
    there is no map."
  `)
})
