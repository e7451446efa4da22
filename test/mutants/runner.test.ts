/** A small project with a strong test, a weak one and none at all, and what becomes of its mutants. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MutatedFile, mutatedFiles, Runner } from '../../mutants/runner.ts'
import { ownFolder } from '../commands/program.ts'

const sources: Readonly<Record<string, string>> = {
  'src/age.ts': 'export const isOfAge = (age: number): boolean => age >= 18\n',
  'src/age.test.ts': `import { expect, test } from 'vitest'
import { isOfAge } from './age.ts'
test('on the birthday', () => expect(isOfAge(18)).toBe(true))
test('the day before', () => expect(isOfAge(17)).toBe(false))
`,
  'src/speed.ts': 'export const isTooFast = (speed: number): boolean => speed > 50\n',
  'src/speed.test.ts': `import { expect, test } from 'vitest'
import { isTooFast } from './speed.ts'
test('at 100', () => expect(isTooFast(100)).toBe(true))
`,
  'src/count.ts': `export function count(to: number): number {
  let n = 0
  for (let i = to; i > 0; i -= 1) n += 1
  return n
}
export const unused = (a: number): number => a - 1
`,
  'src/count.test.ts': `import { expect, test } from 'vitest'
import { count } from './count.ts'
test('to ten', () => expect(count(10)).toBe(10))
`,
}

let runner: Runner
let files: readonly MutatedFile[]

beforeAll(async () => {
  const root = ownFolder()
  mkdirSync(join(root, 'src'))
  for (const [path, text] of Object.entries(sources)) writeFileSync(join(root, path), text)
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'))
  files = mutatedFiles(root, ['src/age.ts', 'src/speed.ts', 'src/count.ts'])
  runner = await Runner.start({ root, tests: ['src/**/*.test.ts'], budget: 1000, patience: 2000 }, files)
})
afterAll(() => runner?.close())

/** What becomes of the mutant that is shown so. */
function fateOf(path: string, change: string): ReturnType<Runner['fate']> {
  const file = files.find((one) => one.path === path)!
  const mutant = file.mutants.find((one) => one.change === change)
  if (!mutant) throw new Error(`it is none of ${file.mutants.map((one) => one.change).join('; ')}`)
  return runner.fate(file, mutant)
}

describe('a mutant', () => {
  test('is killed by a test that looks at the boundary', async () => {
    expect(await fateOf('src/age.ts', 'age >= 18 => age > 18')).toEqual({ kind: 'killed', by: 'on the birthday' })
  })

  test('survives a test that looks far away from it', async () => {
    expect(await fateOf('src/speed.ts', 'speed > 50 => speed >= 50')).toEqual({ kind: 'survived', tests: 1 })
  })

  test('that no test evaluates is told apart', async () => {
    expect(await fateOf('src/count.ts', 'a - 1 => a + 1')).toEqual({ kind: 'unreached' })
  })

  test('that never ends is killed', async () => {
    expect(await fateOf('src/count.ts', 'i -= 1 => i += 1')).toEqual({ kind: 'killed', by: 'took too long' })
  })

  test('leaves nothing behind: the next one meets the others as they were', async () => {
    expect(await fateOf('src/age.ts', 'age >= 18 => age >= 17')).toMatchObject({ kind: 'killed' })
    expect(await fateOf('src/speed.ts', 'speed > 50 => speed > 51')).toMatchObject({ kind: 'survived' })
  })
})
