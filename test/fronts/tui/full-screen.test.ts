import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ownFolder, xenup } from '../../commands/program.ts'
import { Grid, hasTerminal, keys } from '../grid.ts'

const open: Grid[] = []

function start(place: Partial<ConstructorParameters<typeof Grid>[0]> & { readonly folder?: string } = {}): Grid & { readonly folder: string } {
  const folder = place.folder ?? ownFolder()
  const grid = Object.assign(new Grid({ ...place, folder }), { folder })
  open.push(grid)
  return grid
}

afterEach(() => open.splice(0).forEach((grid) => grid.close()))

/** Every file below a folder with its bytes. */
const bytesOf = (folder: string): Readonly<Record<string, string>> => Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]))

/** What a program must have put back, however it ended. */
const asItWas = { alternate: false, paste: false, cursorHidden: false }

/** The question that stands first, below the header. */
const titleOf = (grid: Grid): string => grid.lines[1]!.split('│').at(grid.lines[1]!.split('│').length === 3 ? 1 : 0)!.trim()

/** Enter after Enter, up to the review. */
async function toReview(grid: Grid): Promise<void> {
  for (let presses = 0; !/Look it over, then write/.test(grid.text); presses++) {
    if (presses > 100) throw new Error(`no review after 100 answers:\n${grid.text}`)
    const before = titleOf(grid)
    grid.press(keys.enter)
    await grid.until(() => titleOf(grid) !== before, 'another question')
  }
}

describe.skipIf(!hasTerminal)('the full screen', () => {
  test.each([[12, 40], [24, 80], [60, 200]])('leads from nothing to files at %i rows of %i columns, and never scrolls', async (rows, columns) => {
    const grid = start({ rows, columns })
    await grid.sees('Where is Xen to run?', 'qemu')
    expect(grid.modes.alternate).toBe(true)
    await toReview(grid)
    await grid.type(keys.enter, 'compare the console')
    expect(existsSync(join(grid.folder, 'xenup-out/boot/boot.scr'))).toBe(true)
    grid.press('q')
    expect(await grid.ends()).toBe(0)
    expect(grid.modes).toEqual(asItWas)
    expect(grid.history).toContain('Next: open xenup-out/BRINGUP.md')
    expect(grid.stream).not.toContain('\x1b[3J')
    expect(xenup(grid.folder, ['generate', '--check'])).toMatchObject({ status: 0 })
  })

  test('shows three panes where there is room: the map, the question, and what the answer does', async () => {
    const grid = start({ rows: 60, columns: 200 })
    await grid.sees('Where is Xen to run?', 'What you want to reach', 'Look it over and write', 'What comes out', 'BRINGUP.md')
    // The preview follows the choice.
    await grid.type(keys.down, 'has to be answered first')
  })

  test('has a key for everything that a narrow screen does not show', async () => {
    const grid = start({ rows: 12, columns: 40 })
    await grid.sees('Where is Xen to run?')
    await grid.type('?', 'Why this question', 'Suggested: qemu')
    await grid.type(keys.escape, 'Where is Xen to run?')
    await grid.type('m', 'The map', 'Which board')
    await grid.type(keys.escape, 'hardware')
    await grid.type('h', 'A nudge')
    await grid.type('h', 'How to find out')
    await grid.type(keys.escape, 'hardware')
    await grid.type('a', 'What comes out', 'BRINGUP.md')
    await grid.type('r', 'Memory', '0x40000000')
    await grid.type('f', 'Findings so far')
    await grid.type('k', 'Keys', 'function keys')
    for (const line of grid.lines) expect(line.length).toBeLessThanOrEqual(40)
  })

  test('goes back with Escape, jumps with the map, and forgets nothing', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    await grid.type(keys.enter, 'How far')
    await grid.type(keys.escape, 'Where is Xen to run?')
    await toReview(grid)
    await grid.type('m', 'The map')
    grid.press('/', 'guest name')
    await grid.sees('What is the guest called?'.slice(0, 10))
    await grid.type(keys.enter, 'What is the guest called?', '8/')
    await grid.type('web', 'web')
    grid.press(keys.enter)
    await grid.until(() => !grid.text.includes('What is the guest called?'), 'the next question')
    await toReview(grid)
    await grid.type(keys.enter, 'compare the console')
    expect(readFileSync(join(grid.folder, 'xenup-out/guests/web.cfg'), 'utf8')).toContain('web')
  })

  test('says at once what is wrong with what is typed, and takes no letter for a command', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    grid.press('m', '/', 'memory', keys.escape, keys.escape)
    await toReview(grid)
    await grid.type('m', 'The map')
    grid.press('/', 'dom0-kernel.memory', keys.enter)
    await grid.sees('How much memory', '768M')
    await grid.type('768', 'has no unit')
    await grid.type(keys.enter, 'Not taken:')
    await grid.type('M', '768M')
    await grid.type(keys.f(2), 'The map')
  })

  test('takes the size it is given, at any moment', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    for (const [rows, columns] of [[12, 40], [60, 200], [5, 20], [24, 80]] as const) {
      grid.resize(rows, columns)
      await grid.until(() => grid.lines[0]!.length === columns || grid.lines[0]!.startsWith('xenup'), 'a header')
      await grid.sees(rows > 5 ? 'Where is Xen to run?' : 'xenup')
      expect(grid.lines.at(-1)).toBe('')
    }
    expect(grid.stream).not.toContain('\x1b[3J')
  })

  test('is stopped with Ctrl-Z and goes on with fg, the terminal as it was in between', async () => {
    const grid = start({ command: ['bash', '--norc', '--noprofile', '-i'] })
    await grid.sees('bash-')
    const { program } = await import('../../journeys/conversation.ts')
    grid.press(`'${process.execPath}' '${program}'\r`)
    await grid.sees('Where is Xen to run?')
    grid.press(keys.ctrlZ)
    await grid.sees('bash-', 'Stopped')
    expect(grid.modes).toMatchObject({ alternate: false, cursorHidden: false })
    grid.press('fg\r')
    await grid.sees('Where is Xen to run?', 'hardware')
    expect(grid.modes).toMatchObject({ alternate: true, paste: true, cursorHidden: true })
    await grid.type(keys.enter, 'How far')
    grid.press(keys.ctrlC)
    await grid.sees('Your answers are saved')
    expect(grid.modes).toMatchObject({ alternate: false, cursorHidden: false })
  })

  test('goes on where it was killed', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    await grid.type(keys.enter, 'How far')
    await grid.type(keys.enter, 'Which board')
    grid.signal(9)
    await grid.ends()
    const again = start({ folder: grid.folder })
    await again.sees('Which board')
    await again.type('m', 'target: qemu')
  })

  test.each([['Ctrl-C', (grid: Grid) => grid.press(keys.ctrlC), 130], ['q', (grid: Grid) => grid.press('q'), 130], ['SIGTERM', (grid: Grid) => grid.signal(15), 130], ['SIGHUP', (grid: Grid) => grid.signal(1), 130], ['SIGINT', (grid: Grid) => grid.signal(2), 130]] as const)(
    'leaves with %s, everything saved and the terminal as it was', async (_, leave, status) => {
      const grid = start()
      await grid.sees('Where is Xen to run?')
      await grid.type(keys.enter, 'How far')
      leave(grid)
      expect(await grid.ends()).toBe(status)
      expect(grid.modes).toEqual(asItWas)
      expect(grid.text.replace(/\s+/g, ' ')).toContain('Your answers are saved in xenup.answers.yaml')
      expect(readFileSync(join(grid.folder, 'xenup.answers.yaml'), 'utf8')).toContain('target: qemu')
      expect(grid.stream).not.toContain('\x1b[3J')
    })

  test('leaves the terminal as it was when it crashes, and the report can be read', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'crash.mjs'), "setTimeout(() => { throw new Error('a bug for the test') }, 2500)\n")
    const grid = start({ folder, env: { NODE_OPTIONS: `--import=${join(folder, 'crash.mjs')}` } })
    expect(await grid.ends()).toBe(70)
    expect(grid.modes).toEqual(asItWas)
    expect(grid.history).toContain('this is a bug in xenup')
    expect(grid.history).toContain('a bug for the test')
  })

  test('speaks ASCII where the locale does, and has its meaning without colours', async () => {
    const grid = start({ env: { LC_ALL: 'C', NO_COLOR: '1' }, rows: 60, columns: 160 })
    await grid.sees('Where is Xen to run?', 'What comes out')
    expect(grid.stream).toMatch(/^[\x00-\x7e]*$/)
    expect(grid.stream).not.toMatch(/\x1b\[[\d;]*\b(3[0-7]|4[0-7]|9\d|10\d)\b[\d;]*m/)
    expect(grid.text).toMatch(/> qemu/)
  })

  test('shows nothing of a hostile tree but what can be seen', async () => {
    const { boards } = await import('../../steps/boards.ts')
    expect(boards.length).toBeGreaterThan(0)
    const folder = ownFolder()
    const { dtb } = await import('../../dtb.ts')
    writeFileSync(join(folder, 'evil.dtb'), dtb({ '': { model: 'evil\x1b]0;owned\x07\x1b[3J\u202eboard' } } as never))
    const grid = start({ folder, rows: 40, columns: 160 })
    await grid.sees('Where is Xen to run?')
    grid.press(keys.down, keys.enter)
    await grid.sees('How far')
    expect(grid.stream).not.toContain('\x1b]')
  })
})

describe.skipIf(!hasTerminal)('without a terminal that can', () => {
  test.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }, { INK_SCREEN_READER: 'true' }])('%j is answered with lines', async (env) => {
    const grid = start({ env: env as unknown as Record<string, string> })
    await grid.sees('Where is Xen to run?')
    expect(grid.modes.alternate).toBe(false)
  })
})

test('nothing at all is drawn into a pipe', () => {
  const folder = ownFolder()
  const { stdout } = spawnSync(process.execPath, [new URL('../../../dist/src/main.js', import.meta.url).pathname], { cwd: folder, encoding: 'utf8', input: '' })
  expect(stdout).toBe('')
  expect(bytesOf(folder)).toEqual({})
})
