/** A log among the answers that takes its time: there is a word of it before, and Ctrl-C stops it. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put } from '../artifacts/folder.ts'
import { patience } from '../patience.ts'
import { program, started, xenup } from './program.ts'

/** A capture of Linux with so many bytes. */
function capture(size: number): string {
  const start = '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]\n'
  const line = '[    0.100000] pci 0000:00:01.0: BAR 0: assigned [mem 0x10000000-0x10003fff 64bit pref]\n'
  return `${start}${line.repeat(Math.ceil((size - start.length) / line.length))}`.slice(0, size)
}

/** A folder whose answers name a log. */
function withLog(size: number): string {
  const folder = started()
  put(folder, 'native.log', capture(size))
  const answers = readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')
  put(folder, 'xenup.answers.yaml', answers.replace('  log: none', '  log: native.log'))
  return folder
}

const word = 'xenup: native.log: 4 MiB are read; Ctrl-C stops\n'

test.each(['generate', 'check', 'graph'])('%s says on stderr that it reads a log of 4 MiB', (command) => {
  const { err, status } = xenup(withLog(4 << 20), [command])
  expect(status).toBeLessThanOrEqual(1)
  expect(err).toContain(word)
})

test('nothing is said of a log as boots have it', () => {
  expect(xenup(withLog(200_000), ['check']).err).toBe('')
})

test('Ctrl-C stops it', async () => {
  const child = spawn(process.execPath, [program, 'check'], {
    cwd: withLog(4 << 20),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const deadline = setTimeout(() => child.kill('SIGKILL'), patience)
  let out = ''
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString()
  })
  child.stderr.on('data', () => child.kill('SIGINT'))
  const signal = await new Promise((resolve) => child.on('close', (_status, by) => resolve(by)))
  clearTimeout(deadline)
  expect({ signal, out }).toEqual({ signal: 'SIGINT', out: '' })
})
