import { describe, expect, test } from 'vitest'
import { mutantsOf } from '../../mutants/operators.ts'

/** The whole text after each mutant. */
const changed = (source: string): readonly string[] =>
  mutantsOf('file.ts', source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end))

/** A line, and all lines that a mistake may make of it. */
const table: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'a boundary': ['f = a < b', 'f = a <= b'],
  'the other boundary': ['f = a >= b', 'f = a > b'],
  equality: ['f = a === b', 'f = a !== b'],
  'both and either': ['f = a && b || c', 'f = a || b || c', 'f = a && b && c'],
  'a sum': ['f = a + b', 'f = a - b'],
  'no sum of texts': ["f = 'a' + b + c"],
  'a sum that is kept': ['f += a', 'f -= a'],
  'bits and shifts': ['f = a & b << c', 'f = a | b << c', 'f = a & b >> c'],
  'a rest': ['f = a % b', 'f = a * b'],
  'a number': ['f = 5', 'f = 6', 'f = 4'],
  'a number that cannot be less': ['f = 0', 'f = 1'],
  'an address': ['f = 0x4000_0000n', 'f = 1073741825n', 'f = 1073741823n'],
  'no fraction': ['f = 0.5'],
  'no name of a property': ['f = { 5: a }'],
  'a yes': ['f = true', 'f = false'],
  'a not': ['f = !a', 'f = a'],
  'a fallback': ['f = a ?? b', 'f = a'],
  'a condition': ['if (a) f()', 'if (true) f()', 'if (false) f()', 'if (a) void 0'],
  'a choice': ['f = a ? b : c', 'f = true ? b : c', 'f = false ? b : c'],
  'a loop': ['while (a) f = b', 'while (false) f = b'],
  'no endless loop': ['while (true) f = b', 'while (false) f = b'],
  'a call for its effect': ['f(a)', 'void 0'],
  'a call that is waited for': ['await f(a)', 'void 0'],
  'no assignment': ['f = g(a)'],
  'what may be missing': ['f = a?.b', 'f = a.b'],
  'a call of what may be missing': ['f = a?.(b)', 'f = a(b)'],
  'some and all': ['f = a.some(b)', 'f = a.every(b)'],
  'least and most': ['f = Math.min(a, b)', 'f = Math.max(a, b)'],
  'the beginning': ['f = a.startsWith(b)', 'f = a.endsWith(b)'],
  'a filter': ['f = a.filter(b).map(c)', 'f = a.map(c)'],
  'an order': ['f = a.sort()', 'f = a'],
  'a text that decides': ["f = a === 'b'", "f = a !== 'b'", "f = a === ''"],
  'a text that is looked for': ["f = a.includes('b')", "f = a.includes('')"],
  'no text for people': ["f = g('there is no such file')"],
  'a pattern for the whole': ['f = /^a$/i', 'f = /a$/i', 'f = /^a/i'],
  'a pattern that ends with a dollar': ['f = /a\\$/'],
  'no types': ['interface A { readonly a: 5; readonly b?: true }\nlet b: 1 | 2'],
  'no imports': ["import { a } from 'b'"],
}

describe('of a line the operators make', () => {
  test.each(Object.entries(table))('%s', (_, [source, ...mutants]) => {
    expect([...changed(source)].sort()).toEqual([...mutants].sort())
  })
})

describe('a mutant', () => {
  test('says on which line it is, and what changes', () => {
    const [first] = mutantsOf('file.ts', 'const a = 1\nconst b =\n  a <\n  c\n')
    const second = mutantsOf('file.ts', 'const a = 1\nconst b =\n  a <\n  c\n').at(-1)
    expect(first).toMatchObject({ line: 1, change: 'a = 1 => a = 2' })
    expect(second).toMatchObject({ line: 3, change: 'a < c => a <= c' })
  })

  test('of JSX is one as well', () => {
    expect(mutantsOf('file.tsx', 'const a = <Box>{b && c}</Box>').map(({ change }) => change)).toEqual([
      'b && c => b || c',
    ])
  })
})
