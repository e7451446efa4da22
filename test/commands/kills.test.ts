/**
 * The program, killed at moments that nobody chose, and two of it at once. `XENUP_KILLS=1000` kills it as often; `npm test`
 * does a few times what test/artifacts/killed.test.ts does at every call.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readManifest, sha256 } from '../../src/artifacts/manifest.ts'
import { contents, put } from '../artifacts/folder.ts'
import { ownFolder, program, xenup } from './program.ts'

const kills = Number(process.env['XENUP_KILLS'] ?? 4)

const answers = [
  ['--set', 'guest.memory=300M'],
  ['--set', 'guest.memory=400M', '--set', 'guest.name=web', '--set', 'dom0-kernel.cmdline=console=hvc0 foo'],
  ['--set', 'guest.memory=500M', '--set', 'dom0-kernel.cmdline=console=hvc0 bar'],
] as const

/** The files that generate writes, without the manifest, which says what was edited. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const all = Object.entries(contents(folder)).filter(([path, text]) => text !== 'folder' && !/manifest/.test(path))
  return Object.fromEntries(all)
}

/** Runs it until it is killed at some moment while it writes, or just before or after; true when it was killed. */
function killed(cwd: string, set: readonly string[], delay: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, 'generate', ...set], { cwd, stdio: 'ignore' })
    const watch = setInterval(() => {
      if (!readdirSync(join(cwd, 'xenup-out')).some((name) => name.startsWith('.xenup-staging-'))) return
      clearInterval(watch)
      setTimeout(() => child.kill('SIGKILL'), delay)
    }, 1)
    child.on('close', (_, signal) => {
      clearInterval(watch)
      resolve(signal === 'SIGKILL')
    })
  })
}

/** A folder with the artifacts of the first answers, and what each of the others come to. */
function prepared() {
  const cwd = ownFolder()
  expect(xenup(cwd, ['--yes']).status).toBe(0)
  const wanted = answers.map((set, i) => {
    xenup(cwd, ['generate', ...set, '-o', `wanted-${i}`])
    return filesIn(join(cwd, `wanted-${i}`))
  })
  return { cwd, out: join(cwd, 'xenup-out'), wanted }
}

test('killed at any moment, the program takes none of its files for edited the next time, and loses no edit', async () => {
  const { cwd, out, wanted } = prepared()
  for (let round = 0; round < kills; round++) {
    await killed(cwd, answers[round % 3]!, (round * 7) % 40)
    const isEdited = round % 4 === 3
    if (isEdited) put(out, 'stage.sh', `typed by hand, ${round}\n`)
    const next = (round + 1 + (round % 2)) % 3
    const { err } = xenup(cwd, ['generate', ...answers[next]!])
    if (isEdited) {
      expect(contents(out)['stage.sh']).toBe(`typed by hand, ${round}\n`)
      put(out, 'stage.sh', wanted[next]!['stage.sh']!)
      xenup(cwd, ['generate', ...answers[next]!])
    } else expect(err, `round ${round}`).not.toContain('edited by hand')
    expect(filesIn(out), `round ${round}`).toEqual(wanted[next])
  }
})

test('what a killed save has left beside the answers goes with the next generate', () => {
  const { cwd } = prepared()
  put(cwd, '.xenup-4194305-7.tmp', 'half an ans')
  xenup(cwd, ['generate'])
  expect(readdirSync(cwd)).not.toContain('.xenup-4194305-7.tmp')
})

test('of two programs at once, one set is whole in the end, and the manifest is of it', async () => {
  const { cwd, out, wanted } = prepared()
  for (let round = 0; round < 2; round++) {
    await Promise.all(
      answers.slice(1).map(
        (set) =>
          new Promise((resolve) => {
            spawn(process.execPath, [program, 'generate', ...set], { cwd, stdio: 'ignore' }).on('close', resolve)
          }),
      ),
    )
    const now = filesIn(out)
    expect(wanted.slice(1)).toContainEqual(now)
    const manifest = readManifest(contents(out)['xenup.manifest.json']!)!
    for (const [path, hashes] of Object.entries(manifest))
      expect(hashes).toEqual([sha256(Buffer.from(now[path]!, 'latin1'))])
  }
})
