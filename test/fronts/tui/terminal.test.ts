/** The full screen on a pseudo-terminal: every way out, and what job control does. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ownFolder, program, started } from '../../commands/program.ts'
import { hasTerminal, keys, PtyGrid } from '../grid.ts'

const open: PtyGrid[] = []

function start(place: Partial<ConstructorParameters<typeof PtyGrid>[0]> = {}): PtyGrid {
  const grid = new PtyGrid({ folder: ownFolder(), ...place })
  open.push(grid)
  return grid
}

afterEach(() => open.splice(0).forEach((grid) => grid.close()))

/** What a program must have put back, however it ended. */
const asItWas = { alternate: false, paste: false, cursorHidden: false }

describe.skipIf(!hasTerminal)('the full screen on a terminal', () => {
  test('writes, tells where what was written lies, and leaves no trace of itself', async () => {
    const grid = start({ folder: started() })
    await grid.sees('Look it over, then write')
    expect(grid.modes).toEqual({ alternate: true, paste: true, cursorHidden: true })
    grid.resize(12, 40)
    await grid.sees('leave; everything is saved')
    await grid.type(keys.enter, 'compare the console')
    grid.press('q')
    expect(await grid.ends()).toBe(0)
    expect(grid.modes).toEqual(asItWas)
    expect(grid.history).toContain('Next: open xenup-out/BRINGUP.md')
    expect(grid.stream).not.toContain('\x1b[3J')
  })

  test('is stopped with Ctrl-Z and goes on with fg, the terminal as it was in between', async () => {
    const grid = start({ command: ['bash', '--norc', '--noprofile', '-i'] })
    await grid.sees('bash-')
    grid.press(`'${process.execPath}' '${program}'\r`)
    await grid.sees('Where is Xen to run?')
    grid.press(keys.ctrlZ)
    await grid.sees('bash-', 'Stopped')
    expect(grid.modes).toMatchObject({ alternate: false, cursorHidden: false })
    grid.press('fg\r')
    await grid.sees('Where is Xen to run?', 'hardware')
    expect(grid.modes).toMatchObject({ alternate: true, paste: true, cursorHidden: true })
    await grid.type(keys.enter, 'Which Arm')
    grid.press(keys.ctrlC)
    await grid.sees('Your answers are saved')
    expect(grid.modes).toMatchObject({ alternate: false, cursorHidden: false })
  })

  test.each([{ CI: 'true' }, { CONTINUOUS_INTEGRATION: '1' }])(
    'is drawn where %j is set, and its keys work',
    async (env) => {
      const grid = start({ env: env as unknown as Record<string, string> })
      await grid.sees('Where is Xen to run?')
      await grid.type(keys.down, /❯ hardware/)
    },
  )

  test('goes on where it was killed', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    await grid.type(keys.enter, 'Which Arm')
    await grid.type(keys.enter, 'How far')
    grid.signal(9)
    await grid.ends()
    const again = start({ folder: grid.folder })
    await again.sees('How far')
    await again.type('m', 'target: qemu')
  })

  test.each([
    ['Ctrl-C', (grid: PtyGrid) => grid.press(keys.ctrlC)],
    ['SIGTERM', (grid: PtyGrid) => grid.signal(15)],
    ['SIGHUP', (grid: PtyGrid) => grid.signal(1)],
  ] as const)('leaves with %s, everything saved and the terminal as it was', async (_, leave) => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    await grid.type(keys.enter, 'Which Arm')
    leave(grid)
    expect(await grid.ends()).toBe(130)
    expect(grid.modes).toEqual(asItWas)
    expect(grid.text.replace(/\s+/g, ' ')).toContain('Your answers are saved in xenup.answers.yaml')
    expect(readFileSync(join(grid.folder, 'xenup.answers.yaml'), 'utf8')).toContain('target: qemu')
    expect(grid.stream).not.toContain('\x1b[3J')
  })

  test('leaves the terminal as it was when it crashes, and the report can be read', async () => {
    const folder = ownFolder()
    const crash = join(folder, 'crash.mjs')
    // Once the screen is up and the first key comes.
    writeFileSync(crash, "process.stdin.on('data', () => { throw new Error('a bug for the test') })\n")
    const grid = start({ folder, env: { NODE_OPTIONS: `--import=${crash}` } })
    await grid.sees('Where is Xen to run?')
    grid.press(keys.down)
    expect(await grid.ends()).toBe(70)
    expect(grid.modes).toEqual(asItWas)
    expect(grid.history).toContain('this is a bug in xenup')
    expect(grid.history).toContain('a bug for the test')
  })
})

test('nothing at all is drawn into a pipe', () => {
  const folder = ownFolder()
  const { stdout, stderr } = spawnSync(process.execPath, [program], { cwd: folder, encoding: 'utf8', input: '' })
  expect(stdout).toBe('')
  expect(stderr).not.toContain('\x1b')
  expect(readdirSync(folder)).toEqual([])
})
