/** A real pseudo-terminal in the place of a serial port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { constants, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { ownFolder } from '../commands/program.ts'
import { text, uBootLines, xenLines } from '../console/boots.ts'
import { watching } from './watching.ts'

const helper = fileURLToPath(new URL('serial-line.py', import.meta.url))
const hasTerminals =
  spawnSync('python3', ['-c', 'import pty; pty.openpty()']).status === 0 && !spawnSync('stty', ['--version']).error
if (!hasTerminals)
  console.warn('SKIPPED: no python3 or no stty on this machine, so xenup watch is not tested on a serial port')

const lines: ChildProcess[] = []
afterEach(() => lines.splice(0).forEach((line) => void line.kill()))

/** A serial line, whose port is linked to from `path`; what comes back to the board is kept. */
async function serialLine(path: string) {
  const child = spawn('python3', [helper], { stdio: ['pipe', 'pipe', 'inherit'] })
  lines.push(child)
  const told: string[] = []
  const reader = createInterface({ input: child.stdout! })
  reader.on('line', (line) => told.push(line))
  while (told.length === 0) await once(reader, 'line')
  rmSync(path, { force: true })
  symlinkSync(told[0]!, path)
  return {
    device: told[0]!,
    says: (words: string) => void child.stdin!.write(words),
    /** Pulled out, or powered off. */
    async goes() {
      child.kill()
      await once(child, 'close')
    },
    got: () => told.slice(1),
  }
}

const openToRead = (device: string): number =>
  openSync(device, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK)

describe.skipIf(!hasTerminals)('a serial port that is watched', () => {
  test('is set up and read, nothing is sent or echoed, and the log has every byte', async () => {
    const folder = ownFolder()
    const board = await serialLine(join(folder, 'port'))
    const { sees, stop, shown } = watching(folder, 'port', '--baud', '57600')
    await sees('Watching port at 57600 baud; nothing is ever sent')
    // Set up before the board speaks.
    const speed = () => spawnSync('stty', ['-F', board.device, '-a'], { encoding: 'utf8' }).stdout
    while (!/57600 baud/.test(speed()) || !/-echo /.test(speed()))
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(speed()).toMatch(/ -hupcl /)
    expect(speed()).toMatch(/ clocal /)
    const said = `${text(uBootLines).replaceAll('\n', '\r\n')}\x00\x1b[31m=> `
    board.says(said)
    await sees(/U-Boot jumped into Xen/)
    await sees('Starting kernel ...')
    expect(await stop()).toBe(1)
    expect(readFileSync(join(folder, 'console-1.log'), 'utf8')).toBe(said)
    expect(board.got()).toEqual([])
    expect(shown()).toContain('Kept: console-1.log')
  })

  test('that is pulled out and comes back is opened again', async () => {
    const folder = ownFolder()
    const path = join(folder, 'port')
    const first = await serialLine(path)
    const { sees, stop, shown } = watching(folder, 'port')
    first.says(text(uBootLines))
    await sees('U-Boot jumped into Xen')
    await first.goes()
    await sees(/\| (?:port has (?:gone|ended)|there is no )/)
    const second = await serialLine(path)
    second.says(text(xenLines))
    await sees('| port is back')
    await sees('(XEN) Freed 352kB init memory.')
    await stop()
    expect(readFileSync(join(folder, 'console-1.log'), 'utf8')).toBe(text([...uBootLines, ...xenLines]))
    expect(shown()).not.toContain('boot 2')
  })

  test('that somebody else has open is refused with their name', async () => {
    const folder = ownFolder()
    const board = await serialLine(join(folder, 'port'))
    const other = spawn('sleep', ['100'], { stdio: [openToRead(board.device), 'ignore', 'ignore'] })
    lines.push(other)
    await expect(watching(folder, 'port').status).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^\S+port is in use by sleep \(process \d+\)$/),
    })
  })

  test('that is no serial port is refused', async () => {
    await expect(watching(ownFolder(), '/dev/null').status).rejects.toThrow('/dev/null is no serial port')
  })

  test('that cannot do the speed is refused with another', async () => {
    const folder = ownFolder()
    await serialLine(join(folder, 'port'))
    await expect(watching(folder, 'port', '--baud', '12345').status).rejects.toMatchObject({
      message: expect.stringContaining('cannot be set up'),
      advice: expect.stringContaining('--baud'),
    })
  })
})
