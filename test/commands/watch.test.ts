import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { goodBoot, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { hasTerminal, InnerGrid, PtyGrid } from '../fronts/grid.ts'
import { watching } from '../watch/watching.ts'
import { inside } from './inside.ts'
import { ownFolder, shell, started, unclean, wide } from './program.ts'

const panics = [
  ...uBootLines,
  ...xenLines.slice(0, 9),
  '(XEN) IRQ 33 is already used by Xen',
  '(XEN) Panic on CPU 0:',
  '(XEN) Could not set up DOM0 guest OS',
]

/** `xenup watch -` of a whole capture. */
async function watched(lines: readonly string[], folder = ownFolder(), ...args: string[]) {
  const { stdin, status, shown } = watching(folder, '-', ...args)
  stdin.end(text(lines))
  return { status: await status, out: shown(), folder }
}

describe('xenup watch', () => {
  test('passes the console through, with what it reached between its lines, and sums it up', async () => {
    const { status, out, folder } = await watched(goodBoot)
    expect(status).toBe(0)
    expect(out).toContain('Starting kernel ...\n|     0.0 s  U-Boot jumped into Xen\n')
    expect(out).toMatch(
      /\n\nWatched standard input: one boot\.\nNothing is wrong here: Xen 4\.17 started, dom0 runs\.\nKept: console-1\.log\. /,
    )
    expect(readFileSync(join(folder, 'console-1.log'), 'utf8')).toBe(text(goodBoot))
    expect(unclean(out)).toEqual([])
  })

  test('ends with 1 and the cause when a boot went wrong, as diagnose tells it', async () => {
    const { status, out, folder } = await watched(panics)
    expect(status).toBe(1)
    const diagnosis = await inside(folder, 'diagnose', 'console-1.log')
    const [sentence] = diagnosis.out.split('\n')
    expect(out).toContain(`\n${sentence}\n`)
    expect(out).toContain('xenup generate --set console.edits=yes')
    expect(wide(out.slice(out.indexOf('Watched')))).toEqual([])
  })

  test('tells of a boot that went wrong before the next, and which one counts in the end', async () => {
    const { status, out } = await watched([...panics, ...goodBoot])
    expect(status).toBe(0)
    expect(out.indexOf('| Xen stopped while it made the device tree of dom0')).toBeLessThan(
      out.indexOf('| The board starts again: boot 2.'),
    )
    expect(out).toContain('Watched standard input: 2 boots, of which boot 2 counts.')
    expect(out).toContain('Kept: console-1.log, console-2.log.')
  })

  test('ends with 2 when there was no boot', async () => {
    const { status, out } = await watched(['Dear all,', 'hello'])
    expect(status).toBe(2)
    expect(out).toContain('Watched standard input: there was no line of a boot in it.')
  })

  test('with answers ticks the plan, rules out what they prove, and keeps the log beside them', async () => {
    const house = started()
    const folder = ownFolder()
    const { status, out } = await watched(silentBoot, folder, '-a', join(house, 'xenup.answers.yaml'))
    expect(status).toBe(1)
    expect(out).toMatch(/\| +0\.0 s {2}\[x\] U-Boot found the script and runs it \(1 of \d+\)\n/)
    expect(out).toContain('Not this: Xen has no console')
    expect(out.replace(/\n/g, ' ')).toMatch(/\d of the plan's \d+ lines came in the last boot; the first that did not:/)
    expect(readFileSync(join(house, 'console-1.log'), 'utf8')).toBe(text(silentBoot))
  })

  test('notices a stall and goes on', async () => {
    const { stdin, sees, stop } = watching(ownFolder(), '-', '--stall', '1')
    stdin.write(text(silentBoot))
    await sees('| Nothing for 1 s after "Starting kernel ...".')
    await sees('| 1. Xen may run and have no console')
    stdin.write(text(xenLines))
    await sees(/\| It goes on, after \d+ s of silence\./)
    expect(await stop()).toBe(1)
  })

  test('keeps its logs where it is told to, or none', async () => {
    const folder = ownFolder()
    mkdirSync(join(folder, 'logs'))
    await watched(goodBoot, folder, '--log', 'logs/board')
    expect(readFileSync(join(folder, 'logs/board-1'), 'utf8')).toBe(text(goodBoot))
    expect((await watched(goodBoot, ownFolder(), '--log', 'none')).out).not.toContain('Kept:')
  })

  test.each([
    ['no console', [], 'xenup watch: name the console\n'],
    ['two consoles', ['a', 'b'], 'xenup watch: there is an argument too many: b\n'],
    ['a speed that is none', ['-', '--baud', 'fast'], 'xenup watch --baud: fast is no number from 300 to 4000000\n'],
    ['a stall of no time', ['-', '--stall', '0'], 'xenup watch --stall: 0 is no number from 1 to 86400\n'],
  ])('refuses %s with 2', async (_, args, says) => {
    const folder = ownFolder()
    const { status, err } = await inside(folder, 'watch', ...args)
    expect(status).toBe(2)
    expect(err).toContain(says)
  })

  test('refuses to keep a log in a folder that is not there', async () => {
    await expect(watched([], ownFolder(), '--log', 'no/such/log')).rejects.toMatchObject({
      name: 'UserError',
      message: 'no log can be kept there (ENOENT)',
    })
  })

  test('as a program reads a pipe and writes one', () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'log'), text(goodBoot))
    const { status, out, err } = shell(folder, 'cat log | xenup watch - | cat')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('Nothing is wrong here')
  })
})

describe('the screen of a watch', () => {
  const hostile = '\x1b[2J\x1b[31m\x1b]0;title\x07(XEN) Xen \x1b[5;5Hversion'

  test('has the console, what it reached, and at the bottom how things stand', async () => {
    const folder = ownFolder()
    const log = join(folder, 'log')
    writeFileSync(log, text(uBootLines))
    const grid = new InnerGrid({ folder, args: ['watch', 'log'], env: { NO_COLOR: '1' } })
    await grid.sees('U-Boot jumped into Xen', /-- boot 1, \d+ s; next: Xen version -- Ctrl-C ends/)
    appendFileSync(log, `${hostile}\nLoading:  10%\r  50%`)
    await grid.sees(/^\(XEN\) Xen version\n {2}50%ng: {2}10%\n-- boot 1, /m)
    appendFileSync(log, '\r\x1b[K100%\n=> ')
    await grid.sees(/^100%\n=> ?\n-- boot 1, .* -- Ctrl-C ends$/m)
    grid.stop()
    await grid.sees('If it is not that:')
    expect(grid.text).not.toContain('Ctrl-C ends\n')
    expect(await grid.ends()).toBe(1)
  })

  test.skipIf(!hasTerminal)('is given back at Ctrl-C, with the exit status of the boot', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'log'), text(goodBoot))
    const grid = new PtyGrid({ folder, args: ['watch', 'log'] })
    await grid.sees('-- Ctrl-C ends')
    grid.press('\x03')
    await grid.sees('Watched log: one boot.', 'Nothing is wrong here')
    expect(await grid.ends()).toBe(0)
  })
})
