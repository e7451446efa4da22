/** The full screen in the test's own process: everything but what only a kernel does, which is in terminal.test.ts. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { tuiFront } from '../../../src/fronts/tui/tui-front.ts'
import { inside } from '../../commands/inside.ts'
import { ownFolder, started } from '../../commands/program.ts'
import { dtb } from '../../dtb.ts'
import { board } from '../../learn/board.ts'
import { type Grid, InnerGrid, keys } from '../grid.ts'
import { bringUp, question, task } from './screens.ts'

const open: Grid[] = []

function start(place: Partial<ConstructorParameters<typeof InnerGrid>[0]> = {}): InnerGrid {
  const grid = new InnerGrid({ folder: ownFolder(), ...place })
  open.push(grid)
  return grid
}

afterEach(() => open.splice(0).forEach((grid) => grid.close()))

/** The question that stands first, below the header. */
const titleOf = (grid: Grid): string =>
  grid.lines[1]!.split('│')
    .at(grid.lines[1]!.split('│').length === 3 ? 1 : 0)!
    .trim()

/** Enter after Enter, up to the review. */
const toReview = (grid: Grid): Promise<void> => enterUntil(grid, 'Look it over, then write')

/** Enter after Enter, until the screen shows this. */
async function enterUntil(grid: Grid, text: string): Promise<void> {
  for (let presses = 0; !grid.text.includes(text); presses++) {
    if (presses > 100) throw new Error(`no "${text}" after 100 answers:\n${grid.text}`)
    const before = titleOf(grid)
    // Every question is to be met.
    grid.press(before.includes('How much do you want to be asked?') ? `${keys.down}${keys.enter}` : keys.enter)
    await grid.until(() => titleOf(grid) !== before, 'another question')
  }
}

/** The front end by itself, on streams of 80 columns and 24 rows. */
function alone(page: (markdown: string) => Promise<string>) {
  let bytes = ''
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode() {
      return stdin
    },
  })
  const stdout = Object.assign(
    new Writable({
      write: (chunk: Buffer, _, done) => {
        bytes += chunk.toString()
        done()
      },
    }),
    { columns: 80, rows: 24 },
  )
  const front = tuiFront({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    color: false,
    env: { LANG: 'C.UTF-8' },
    page,
    whenEnding: () => () => {},
    suspend: () => {},
    whenSuspended: () => () => {},
  })
  return { front, stdin, sent: () => bytes }
}

describe('the full screen', () => {
  test.each([
    [12, 40],
    [60, 200],
  ])('leads from nothing to files at %i rows of %i columns, and never scrolls', async (rows, columns) => {
    const grid = start({ rows, columns })
    await grid.sees('Where is Xen to run?', 'qemu')
    expect(grid.modes.alternate).toBe(true)
    await toReview(grid)
    await grid.type(keys.enter, 'compare the console')
    expect(existsSync(join(grid.folder, 'xenup-out/boot/boot.scr'))).toBe(true)
    grid.press('q')
    expect(await grid.ends()).toBe(0)
    expect(grid.modes).toEqual({ alternate: false, paste: false, cursorHidden: false })
    expect(grid.isRaw).toBe(false)
    expect(grid.history).toContain('Next: open xenup-out/BRINGUP.md')
    expect(grid.stream).not.toContain('\x1b[3J')
    expect(await inside(grid.folder, 'generate', '--check')).toMatchObject({ status: 0 })
  })

  test('shows three panes where there is room: the map, the question, and what the answer does', async () => {
    const grid = start({ rows: 60, columns: 200 })
    await grid.sees(
      'Where is Xen to run?',
      'What you want to reach',
      'Look it over and write',
      'What comes out',
      'stage.sh',
    )
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
    await grid.type('h', 'The answer for this board')
    await grid.type(keys.left, 'How to find out')
    await grid.type(keys.escape, 'hardware')
    await grid.type('a', 'What comes out', 'lines touched')
    await grid.type('r', 'Memory', '0x40000000')
    await grid.type('k', 'Keys', 'function keys')
    for (const line of grid.lines) expect(line.length).toBeLessThanOrEqual(40)
  })

  test('goes back with Escape, jumps with the map, and forgets nothing', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    await grid.type(keys.enter, 'Which Arm')
    await grid.type(keys.escape, 'Where is Xen to run?')
    await toReview(grid)
    // Typed faster than the screen follows, and in one piece.
    grid.press(`m/guest name${keys.enter}`)
    await grid.sees('What is the guest called?', '10/12')
    grid.press(`web${keys.enter}`)
    // Back where one was.
    await grid.sees('Look it over, then write')
    await grid.type(keys.enter, 'compare the console')
    expect(readFileSync(join(grid.folder, 'xenup-out/guests/web.cfg'), 'utf8')).toContain('web')
  })

  test('says at once what is wrong with what is typed, and takes no letter for a command', async () => {
    const grid = start({ folder: started() })
    await grid.sees('Look it over, then write')
    grid.press(`m/dom0-kernel.memory${keys.enter}`)
    await grid.sees('How much memory does dom0 get?', 'Enter takes')
    await grid.type('768', 'has no unit')
    await grid.type(keys.enter, 'Not taken:')
    await grid.type('M', '768M')
    await grid.type(keys.f(2), 'The map')
  })

  test('completes a path with Tab, however soon it is pressed', async () => {
    const folder = started()
    writeFileSync(join(folder, 'serial-of-monday.log'), 'words\n')
    const grid = start({ folder })
    await grid.sees('Look it over, then write')
    grid.press(`m/native.log${keys.enter}`)
    await grid.sees('A console log of Linux booted without Xen?', 'Enter takes')
    await grid.type('serial-o\t', 'serial-of-monday.log')
    await grid.type('\x15nothing-like-it\t', 'no file here goes on like that')
  })

  test('says how much was written, what is there again, and what stays as it was edited', async () => {
    const folder = started()
    rmSync(join(folder, 'xenup-out/boot'), { recursive: true })
    writeFileSync(join(folder, 'xenup-out/BRINGUP.md'), 'my own\n')
    const grid = start({ folder })
    await grid.sees('Look it over, then write')
    await grid.type(keys.enter, 'files were written to xenup-out.', 'again', 'As you edited it: BRINGUP.md')
  })

  test('takes the size it is given, at any moment', async () => {
    const grid = start()
    await grid.sees('Where is Xen to run?')
    for (const [rows, columns] of [
      [12, 40],
      [60, 200],
      [5, 20],
      [24, 80],
    ] as const) {
      grid.resize(rows, columns)
      await grid.sees(rows > 5 ? 'Where is Xen to run?' : 'xenup')
      expect(grid.lines.at(-1)).toBe('')
    }
    expect(grid.stream).not.toContain('\x1b[3J')
  })

  test('rehearses from where the board is waited for, and says what is missing', async () => {
    const grid = start({ folder: started() })
    await grid.sees('Look it over, then write')
    await grid.type(keys.enter, 'rehearse it in QEMU')
    grid.press(keys.down, keys.enter, 'nowhere', keys.enter)
    await grid.sees('nowhere: the parts folder lacks U-Boot', 'rehearse it in QEMU')
  })

  test('shows the stages of long work, and Escape stops it', async () => {
    const { front, stdin, sent } = alone((markdown) => Promise.resolve(markdown))
    const asked = front.ask(
      bringUp({
        actions: [{ text: 'rehearse', does: { kind: 'type', what: 'parts', prompt: 'Which folder?' } }],
      }),
    )
    stdin.write(`${keys.enter}parts${keys.enter}`)
    expect(await asked).toEqual({ kind: 'rehearse', parts: 'parts' })
    const work = front.working('Rehearsing')
    work.stage('U-Boot runs.')
    await expect.poll(sent).toContain('U-Boot runs.')
    expect(sent()).toContain('Esc stops it')
    const stopped = new Promise((resolve) => work.signal.addEventListener('abort', resolve))
    stdin.write(keys.escape)
    await stopped
    front.close()
  })

  test('paints the whole screen again with Ctrl-L, and copies through the terminal', async () => {
    const { front, stdin, sent } = alone((markdown) => Promise.resolve(markdown))
    void front.ask(question({ tasks: [task({ commands: ['bdinfo'] })] }))
    await expect.poll(sent).toContain('What is the guest called?')
    const before = sent().length
    stdin.write('\x0c')
    await expect.poll(() => sent().slice(before)).toContain('What is the guest called?')
    stdin.write('\x1b[20~')
    await expect.poll(sent).toContain(`\x1b]52;c;${Buffer.from('bdinfo').toString('base64')}\x07`)
    front.close()
  })

  test('sends nothing when it ends before anything was asked', () => {
    const { front, sent } = alone((markdown) => Promise.resolve(markdown))
    front.close()
    expect(sent()).toBe('')
  })

  test('leaves at its next question when it was stopped in between', async () => {
    const { front } = alone((markdown) => Promise.resolve(markdown))
    front.stop()
    expect(await front.ask(question({}))).toEqual({ kind: 'leave' })
    front.close()
  })

  test.each([
    ['while a page is drawn', () => Promise.reject(new Error('a bug for the test'))],
    [
      'in a component',
      () => {
        throw new Error('a bug for the test')
      },
    ],
  ])('a bug %s ends the wizard as any other', async (_, page) => {
    const { front } = alone(page)
    await expect(front.ask(question({ page: '# Page' }))).rejects.toThrow('a bug for the test')
    front.close()
  })

  test('speaks ASCII where the locale does, and has its meaning without colours', async () => {
    const grid = start({ env: { LC_ALL: 'C', NO_COLOR: '1' }, rows: 60, columns: 160 })
    await grid.sees('Where is Xen to run?', 'What comes out')
    expect(grid.stream).toMatch(/^[\x00-\x7e]*$/)
    expect(grid.stream).not.toMatch(/\x1b\[[\d;]*\b(3[0-7]|4[0-7]|9\d|10\d)\b[\d;]*m/)
    expect(grid.text).toMatch(/> qemu/)
  })

  test('shows nothing of a hostile tree but what can be seen', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'evil.dtb'), dtb(board({ model: 'evil\x1b]0;owned\x07\x1b[3J\u202eboard' })))
    const grid = start({
      folder,
      args: ['--set', 'goal.target=hardware', '--set', 'board.id=other'],
      rows: 40,
      columns: 160,
    })
    await grid.sees('How far')
    await enterUntil(grid, 'Which .dtb?')
    await grid.type('evil.dtb', 'evil')
    grid.press(keys.enter)
    await grid.until(() => !grid.text.includes('Which .dtb?'), 'the next question')
    expect(grid.stream).not.toContain('\x1b]')
    expect(grid.stream).not.toContain('\x1b[3J')
  })
})

describe('a terminal that cannot show it', () => {
  test.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }, { INK_SCREEN_READER: 'true' }])(
    '%j is answered with lines',
    async (env) => {
      const grid = start({ env: env as unknown as Record<string, string>, rows: 60 })
      await grid.sees('Where is Xen to run?')
      await grid.type(`?${keys.enter}`, 'Why Xen needs it.')
      await grid.type(`hardware${keys.enter}`, 'How far')
      expect(grid.stream).not.toContain('\x1b')
    },
  )
})
