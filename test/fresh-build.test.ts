import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newest } from '../src/fresh-build.mjs'
import { ownFolder } from './commands/program.ts'

test('a build is stale when anything among its sources is newer, however deep', () => {
  const folder = ownFolder()
  const at = (path: string, seconds: number) => utimesSync(join(folder, path), seconds, seconds)
  mkdirSync(join(folder, 'src/read'), { recursive: true })
  for (const path of ['src/read/fdt.ts', 'src/main.ts', 'package.json']) writeFileSync(join(folder, path), '')
  for (const path of ['src/read/fdt.ts', 'src/read', 'src/main.ts', 'src', 'package.json']) at(path, 1000)
  const inputs = ['src', 'package.json', 'there is no such file']
  expect(newest(folder, inputs)).toBe(1_000_000)
  at('src/read/fdt.ts', 2000)
  expect(newest(folder, inputs)).toBe(2_000_000)
  at('package.json', 3000)
  expect(newest(folder, inputs)).toBe(3_000_000)
  // A file that goes changes its folder.
  at('src/read', 4000)
  expect(newest(folder, inputs)).toBe(4_000_000)
  expect(newest(folder, ['there is no such file'])).toBe(0)
})
