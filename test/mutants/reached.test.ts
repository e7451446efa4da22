import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mutantsOf } from '../../mutants/operators.ts'
import { instrumented, packed, reachedName, unpacked } from '../../mutants/reached.ts'

/** Runs a script; what it gave `value`, and the changes of the mutants whose expressions were evaluated. */
function run(source: string): { readonly value: unknown; readonly reached: readonly string[] } {
  const mutants = mutantsOf('script.ts', source)
  const numbers = new Set<number>()
  const note = (...some: readonly number[]): void => {
    for (const number of some) numbers.add(number)
  }
  const world: { value?: unknown } = {}
  runInNewContext(instrumented(source, mutants, 100), Object.assign(world, { [reachedName]: note }))
  return { value: world.value, reached: mutants.filter((_, i) => numbers.has(100 + i)).map(({ change }) => change) }
}

describe('an instrumented source', () => {
  test.each([
    ['value = 1 + 2 * 3', 7],
    ['const f = (a) => a?.b?.c.map((one) => one + 1).filter((one) => one > 2)\nvalue = f({ b: { c: [1, 2] } })[0]', 3],
    ['const f = (a) => a?.b.c.d\nvalue = String(f(undefined))', 'undefined'],
    ['const a = { n: 1, get() { return this.n } }\nvalue = a?.get()', 1],
    ['let n = 0\nconst f = () => void n++\nf()\nf()\nvalue = n', 2],
    ['let n = 5\nif (n > 3) n = 1\nelse n = 2\nvalue = n', 1],
    ['const a = [3, 1, 2]\na.sort()\nvalue = a[0]', 1],
    ['let n = 0\nfor (let i = 0; i < 3; i++) n += i\nvalue = n', 3],
  ])('does what it did: %s', (source, value) => {
    expect(run(source).value).toEqual(value)
  })

  test('tells what was evaluated, and what was not', () => {
    expect(run('const f = (a) => (a ? 1 : 2)\nvalue = f(true)').reached).toEqual([
      'a ? 1 : 2 => true ? 1 : 2',
      'a ? 1 : 2 => false ? 1 : 2',
      'a ? 1 : 2 => a ? 2 : 2',
      'a ? 1 : 2 => a ? 0 : 2',
      'f(true) => f(false)',
    ])
  })

  test('keeps its lines', () => {
    const source = 'const a =\n  1 +\n  2\n\nif (a > 2)\n  console.log()\n'
    const lines = instrumented(source, mutantsOf('script.ts', source), 0).split('\n')
    expect(lines).toHaveLength(source.split('\n').length)
    expect(lines[4]).toContain('a > ')
  })
})

test('what was reached comes back from its text', () => {
  const number = fc.nat({ max: 9000 })
  fc.assert(
    fc.property(fc.uniqueArray(number), (numbers) => {
      expect([...unpacked(packed(new Set(numbers)))]).toEqual(numbers.sort((a, b) => a - b))
    }),
  )
})
