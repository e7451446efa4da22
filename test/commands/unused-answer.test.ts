import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inside } from './inside.ts'

/** A folder with an answers file and what is generated from it. */
async function withAnswers(more = ''): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'xenup-unused-'))
  writeFileSync(join(cwd, 'xenup.answers.yaml'), `xenup: 2\ngoal:\n  target: qemu\n${more}`)
  expect((await inside(cwd, 'generate')).status).toBe(0)
  return cwd
}

test('--set of an answer that is not asked is warned of by generate and check, and says why', async () => {
  const cwd = await withAnswers()
  for (const command of ['generate', 'check']) {
    const { status, out, err } = await inside(cwd, command, '--set', 'firmware.loader=uefi')
    expect(status).toBe(0)
    expect(out + err).toMatch(
      /^warning: firmware\.loader=uefi \(--set\) is not asked, and has no effect:\s+goal\.target is\s+qemu/m,
    )
  }
})

test('an answer that the file keeps for another time is a note, and changes no artifact', async () => {
  const [cwd, kept] = [await withAnswers(), await withAnswers('firmware:\n  loader: uefi\n')]
  const { status, out } = await inside(kept, 'check')
  expect(status).toBe(0)
  expect(out).toMatch(/^note: The answers file has firmware\.loader, which is not asked: goal\.target is\s+qemu/m)
  const handbook = (at: string) => readFileSync(join(at, 'xenup-out', 'BRINGUP.md'), 'utf8')
  expect(handbook(kept)).toBe(handbook(cwd))
  expect((await inside(kept, 'generate', '--check')).status).toBe(0)
})
