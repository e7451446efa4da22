import { appendFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownFolder } from '../commands/program.ts'
import { dom0Lines, text, uBootLines, xenLines } from '../console/boots.ts'
import { watching } from './watching.ts'

describe('the growing log of a terminal program', () => {
  test('is read from its beginning and followed, and no other log is kept', async () => {
    const folder = ownFolder()
    const file = join(folder, 'minicom.cap')
    writeFileSync(file, text(uBootLines))
    const { sees, stop } = watching(folder, 'minicom.cap')
    await sees('Starting kernel ...')
    appendFileSync(file, text(xenLines))
    await sees('(XEN) Freed 352kB init memory.')
    appendFileSync(file, text(dom0Lines))
    await sees('guest1')
    expect(await stop()).toBe(0)
    expect(readdirSync(folder)).toEqual(['minicom.cap'])
  })

  test('that is begun anew is read from its beginning', async () => {
    const folder = ownFolder()
    const file = join(folder, 'log')
    writeFileSync(file, text(uBootLines))
    const { sees, stop } = watching(folder, 'log')
    await sees('Starting kernel ...')
    writeFileSync(file, text(uBootLines.slice(0, 2)))
    await sees('| the file was replaced or cut short, and is read from its beginning')
    await sees('| The board starts again: boot 2.')
    writeFileSync(join(folder, 'another'), text(uBootLines))
    renameSync(join(folder, 'another'), file)
    await sees('| The board starts again: boot 3.')
    await stop()
  })

  test.each([
    ['no-such-file', 'there is no such port or file'],
    ['.', 'it is a folder'],
  ])('%s is refused', async (name, says) => {
    await expect(watching(ownFolder(), name).status).rejects.toThrow(says)
  })
})
