/**
 * Set up in each worker before the tests of a file: notes what instrumented sources reach, test by test. What is reached
 * outside a test, when modules are loaded and tables of tests are made, counts for every test of the file.
 */
import { afterEach, beforeEach } from 'vitest'
import { packed, reachedName } from './reached.ts'

const outside = new Set<number>()
let current = outside

Object.assign(globalThis, {
  [reachedName]: (...numbers: readonly number[]) => {
    for (const number of numbers) current.add(number)
  },
})

beforeEach(() => {
  current = new Set()
})

afterEach(({ task }) => {
  Object.assign(task.meta, { reached: packed(new Set([...outside, ...current])) })
  current = outside
})
