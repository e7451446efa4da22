import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { replaceFile } from '../../src/disk/replace-file.ts'
import { until } from '../dying-fs.ts'

vi.mock('node:fs', async (original) => (await import('../dying-fs.ts')).dyingFs(await original()))

/** A folder with the answers as they were. */
function folderWith(text: string): string {
  const folder = mkdtempSync(join(inject('folder'), 'killed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'answers'), text)
  return folder
}

const read = (folder: string): string => readFileSync(join(folder, 'answers'), 'utf8')

test('killed at any system call, a file is the old one or the new one, and what is left goes with the next write', () => {
  const save = (folder: string): void => replaceFile(join(folder, 'answers'), 'new answers\n')
  const undisturbed = folderWith('old answers\n')
  const { calls } = until(undefined, () => save(undisturbed))
  expect(calls).toBeGreaterThan(10)
  for (let at = 1; at <= calls; at++) {
    for (const half of [false, true]) {
      const folder = folderWith('old answers\n')
      expect(until({ at, half }, () => save(folder)).died).toBe(true)
      expect(['old answers\n', 'new answers\n']).toContain(read(folder))
      // No process has a number as high.
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.tmp')))
        renameSync(join(folder, name), join(folder, '.xenup-4194305-7.tmp'))
      save(folder)
      expect(read(folder)).toBe('new answers\n')
      expect(readdirSync(folder), `killed at ${at}`).toEqual(['answers'])
    }
  }
})
