/** What the build keeps of V8's code is a help and nothing else: without it, or where V8 cannot use it, all is the same. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder, program, started, xenup } from './program.ts'

const dist = join(dirname(program), '..')
const folderOf = (root: string): string => join(root, 'dist/code-cache', readdirSync(join(root, 'dist/code-cache'))[0]!)

/** The built program in a folder of its own, as a package has it. */
function installed(): string {
  const root = ownFolder()
  for (const name of ['content', 'package.json']) cpSync(join(dist, '..', name), join(root, name), { recursive: true })
  for (const name of ['src', 'code-cache', 'package.json', 'pages.json', 'front-matter.json'])
    cpSync(join(dist, name), join(root, 'dist', name), { recursive: true })
  return root
}

/** What `check` says there. */
function says(root: string, ...options: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...options, join(root, 'dist/src/main.js'), 'check'],
    {
      cwd: started(),
      encoding: 'utf8',
    },
  )
  return { status, out: stdout, err: stderr }
}

const right = xenup(started(), ['check'])

test('it is there for the Node.js that built it, and V8 takes it', () => {
  const kept = readdirSync(folderOf(join(dist, '..')))
  expect(kept).toContain('start.bin')
  const ask = `const { load, parts } = require(${JSON.stringify(join(dist, 'src/load.cjs'))})
    load('start:src/main.js').main(['check']).then(() =>
      process.stderr.write(JSON.stringify([...parts].map(([name, { script }]) => [name, script.cachedDataRejected]))))`
  const { stderr } = spawnSync(process.execPath, ['-e', ask], { cwd: started(), encoding: 'utf8' })
  const parts = JSON.parse(stderr) as [string, boolean | undefined][]
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.filter(([, rejected]) => rejected !== false)).toEqual([])
})

test.each<[string, (root: string) => void]>([
  ['is not there, as for another Node.js', (root) => rmSync(join(root, 'dist/code-cache'), { recursive: true })],
  ['is empty', (root) => overwrite(root, () => Buffer.alloc(0))],
  ['is something else', (root) => overwrite(root, (size) => Buffer.alloc(size, 0xa5))],
  [
    'cannot be read',
    (root) => {
      const folder = folderOf(root)
      rmSync(join(folder, 'start.bin'))
      mkdirSync(join(folder, 'start.bin'))
    },
  ],
])('a command says the same where it %s', (_, spoil) => {
  const root = installed()
  spoil(root)
  expect(says(root)).toEqual(right)
})

test('a command says the same where V8 is told to work otherwise', () => {
  expect(says(installed(), '--no-opt')).toEqual(right)
})

test('running it writes nothing into the package', () => {
  const root = installed()
  const state = () =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => [path, statSync(join(root, path)).mtimeMs])
  const before = state()
  says(root)
  expect(state()).toEqual(before)
})

function overwrite(root: string, bytes: (size: number) => Buffer): void {
  const folder = folderOf(root)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    writeFileSync(path, bytes(statSync(path).size))
  }
}
