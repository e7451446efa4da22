import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { removeLeftOvers, stagingName, temporaryFileName } from '../../src/disk/temporary.ts'
import { inTurn } from '../../src/disk/turn.ts'
import { UserError } from '../../src/model/user-error.ts'

function ownFolder(): string {
  const folder = mkdtempSync(join(inject('folder'), 'disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Another process, and when it began as the system tells; it ends with the test. */
function other(): { readonly pid: number; readonly start: string } {
  const child = spawn('sleep', ['100'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
  return { pid: child.pid!, start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]! }
}

const ended = (): number => spawnSync('true').pid

describe('what writes leave', () => {
  test('goes when their process is gone, and stays while it runs', () => {
    const folder = ownFolder()
    const { pid, start } = other()
    const running = [`.xenup-${pid}-${start}.tmp`, temporaryFileName(), 'notes.tmp', '.xenuprc', 'xenup-staging-1-1']
    const gone = [
      `.xenup-${ended()}-1.tmp`,
      // Of a process before it that had its number.
      `.xenup-${pid}-1.tmp`,
      '.xenup-0123456789abcdef.tmp',
    ]
    for (const name of [...running, ...gone]) writeFileSync(join(folder, name), 'x')
    const staging = [`.xenup-staging-${pid}-${start}`, stagingName()]
    for (const name of [...staging, `.xenup-staging-${ended()}-1`, '.xenup-staging-FHXIka'])
      mkdirSync(join(folder, name, 'deep'), { recursive: true })
    removeLeftOvers(folder)
    expect(readdirSync(folder).sort()).toEqual([...running, ...staging].sort())
  })
})

describe('a turn to write', () => {
  test('has an empty folder of its own, of which nothing is left', () => {
    const folder = ownFolder()
    const name = inTurn(folder, (staging) => {
      expect(readdirSync(staging)).toEqual([])
      writeFileSync(join(staging, 'x'), 'x')
      return staging
    })
    expect(name).toBe(join(folder, stagingName()))
    expect(readdirSync(folder)).toEqual([])
  })

  test('is not given while another process writes, which is named', () => {
    const folder = ownFolder()
    const { pid, start } = other()
    mkdirSync(join(folder, `.xenup-staging-${pid}-${start}`))
    expect(() => inTurn(folder, () => 'written')).toThrow(
      new UserError(`another xenup (process ${pid}) is writing into this folder`, {
        where: folder,
        advice: 'Start again when it is done.',
      }),
    )
    expect(readdirSync(folder)).toEqual([`.xenup-staging-${pid}-${start}`])
  })

  test('is given after one that was killed', () => {
    const folder = ownFolder()
    mkdirSync(join(folder, `.xenup-staging-${ended()}-1/old`), { recursive: true })
    expect(inTurn(folder, () => 'written')).toBe('written')
    expect(readdirSync(folder)).toEqual([])
  })
})
