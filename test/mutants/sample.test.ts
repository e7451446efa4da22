import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAccepted, unused } from '../../mutants/accepted.ts'
import { mutantsOf } from '../../mutants/operators.ts'
import { randomNumbers, sample } from '../../mutants/sample.ts'

const items = Array.from({ length: 100 }, (_, i) => i)

test('a sample has as many as were asked for, in their order, and the seed repeats it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 150 }), (seed, count) => {
      const drawn = sample(items, count, randomNumbers(seed))
      expect(drawn).toHaveLength(Math.min(count, 100))
      expect([...drawn].sort((a, b) => a - b)).toEqual(drawn)
      expect(sample(items, count, randomNumbers(seed))).toEqual(drawn)
    }),
  )
})

test('another seed draws others, and each comes at some time', () => {
  const drawn = Array.from({ length: 100 }, (_, seed) => sample(items, 10, randomNumbers(seed)))
  expect(new Set(drawn.map(String)).size).toBe(100)
  expect(new Set(drawn.flat()).size).toBe(100)
})

test('a mutant is accepted by the line it stands on, wherever that is now', () => {
  const root = new URL('../..', import.meta.url).pathname
  const path = 'mutants/sample.ts'
  const [row] = [{ file: path, line: 'if (isTaken) needed--', change: 'isTaken => true', reason: 'a test' }]
  const at = (line: number) => ({ ...mutantsOf('a.ts', 'a < b')[0]!, change: 'isTaken => true', line })
  const places = Array.from({ length: 40 }, (_, i) => i + 1).filter((line) => isAccepted([row!], root, path, at(line)))
  expect(places).toHaveLength(1)
  expect(isAccepted([row!], root, 'mutants/command.ts', at(places[0]!))).toBe(false)
  expect(unused([row!], root, [path])).toEqual([])
  expect(unused([{ ...row!, line: 'it is gone' }], root, [path])).toHaveLength(1)
})
