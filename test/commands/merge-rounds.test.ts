/** A year with one output folder: 200 rounds of edits by hand, other answers and newer templates, against git. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Artifact } from '../../src/artifacts/render.ts'
import { writeArtifacts } from '../../src/artifacts/write.ts'
import { files } from '../artifacts/folder.ts'
import { withTools } from '../artifacts/tools.ts'
import { inside } from './inside.ts'
import { ownFolder, started } from './program.ts'

const answers = ['guest.memory=256M', 'guest.memory=512M', 'dom0-kernel.memory=1G', 'guest.vcpus=2', 'goal.reach=dom0']

/** The texts that each of the answers make, by path. */
async function texts(): Promise<readonly (readonly Artifact[])[]> {
  const folder = started()
  const all: (readonly Artifact[])[] = []
  for (const set of answers) {
    await inside(folder, 'generate', '-o', set, '--set', set)
    const paths = files(join(folder, set)).filter((path) => !/\.scr$|manifest\.json$/.test(path))
    all.push(paths.map((path) => ({ path, bytes: readFileSync(join(folder, set, path)) })))
  }
  return all
}

/** As a newer version of the templates has it: its number in the first lines, and words changed all over. */
const newer = (version: number, { path, bytes }: Artifact): Artifact => ({
  path,
  bytes: Buffer.from(
    bytes
      .toString()
      .split('\n')
      .map((line, at) => (at % 17 === version % 17 ? `${line} # ${version}` : line))
      .join('\n'),
  ),
})

const round = fc.record({
  answers: fc.nat({ max: answers.length - 1 }),
  version: fc.nat({ max: 3 }),
  edits: fc.array(fc.record({ file: fc.nat({ max: 20 }), at: fc.nat({ max: 300 }), does: fc.nat({ max: 2 }) }), {
    maxLength: 3,
  }),
  settles: fc.constantFrom('mine' as const, 'new' as const, 'reject' as const),
})

withTools('git')('every edit is carried over as git does it, and a clash is one for git as well', async () => {
  const sets = await texts()
  const folder = ownFolder()
  const out = join(folder, 'out')
  const read = (path: string): string => readFileSync(join(out, path), 'utf8')
  let written: ReadonlyMap<string, string> = new Map()
  const counts = { merged: 0, clashes: 0, cautious: 0 }
  fc.sample(round, { numRuns: 200, seed: Number(process.env['XENUP_SEED'] ?? 1) }).forEach((one, number) => {
    const paths = files(out).filter((path) => written.has(path))
    for (const { file, at, does } of one.edits) {
      const path = paths[file % Math.max(1, paths.length)]
      if (path === undefined) continue
      const lines = read(path).split('\n')
      const typed = does === 2 ? [] : [`typed by hand in round ${number}`]
      writeFileSync(join(out, path), lines.toSpliced(at % lines.length, does === 0 ? 0 : 1, ...typed).join('\n'))
    }
    const set = sets[one.answers]!.map((artifact) => newer(one.version, artifact))
    const before = new Map(paths.map((path) => [path, read(path)]))
    const told = writeArtifacts(out, set, '1')
    const settled = new Map(written)
    for (const { path, bytes } of set) {
      const [base, mine, next] = [written.get(path), before.get(path), bytes.toString()]
      const wanted = base === undefined || mine === undefined ? next : reference(folder, base, mine, next)
      const isClash = told.clashing.some((other) => other.path === path)
      // Where lines are alike the two may line them up otherwise; then we are rather the one that asks.
      if (isClash && wanted !== undefined) counts.cautious++
      else expect(isClash, `${path} clashes in round ${number}`).toBe(wanted === undefined)
      expect(read(path), `${path} in round ${number}`).toBe(isClash ? mine : wanted)
      if (told.merged.some((other) => other.path === path)) counts.merged++
      if (isClash) counts.clashes++
      settled.set(path, next)
    }
    // An edited file that is no longer made is left, and is merged when it is made again.
    for (const path of settled.keys())
      if (!set.some((other) => other.path === path) && !told.keptStale.includes(path)) settled.delete(path)
    writeArtifacts(out, set, '1', {
      all: 'merge',
      files: Object.fromEntries(told.clashing.map(({ path }) => [path, one.settles])),
    })
    written = settled
  })
  expect(counts.merged).toBeGreaterThan(20)
  expect(counts.clashes).toBeGreaterThan(5)
  expect(counts.cautious).toBeLessThan(3)
})

/** What git makes of it; undefined where it clashes. */
function reference(folder: string, base: string, mine: string, next: string): string | undefined {
  if (mine === base || next === base) return mine === base ? next : mine
  for (const [name, text] of Object.entries({ base, mine, new: next })) writeFileSync(join(folder, name), text)
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', 'mine', 'base', 'new'], { cwd: folder })
  return status === 0 ? stdout.toString() : undefined
}
