/** A file was edited where other answers change it: the wizard asks before it writes, on every front end. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { inside } from '../commands/inside.ts'
import { started } from '../commands/program.ts'
import { InnerGrid, keys } from './grid.ts'

const guest = 'guests/guest1.cfg'
const more = ['--set', 'guest.memory=512M']

/** A folder with artifacts in which somebody has given the guest other memory, and another CPU. */
function edited(): string {
  const folder = started()
  const file = join(folder, 'xenup-out', guest)
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('memory = 256', 'memory = 333').replace('vcpus = 1', 'vcpus = 2'),
  )
  return folder
}

const read = (folder: string, path: string): string => readFileSync(join(folder, 'xenup-out', path), 'utf8')

const open: InnerGrid[] = []
afterEach(() => open.splice(0).forEach((grid) => grid.close()))

function start(args: readonly string[] = [], size: { readonly rows?: number; readonly columns?: number } = {}) {
  const folder = edited()
  const grid = new InnerGrid({ folder, args: [...args, ...more], ...size })
  open.push(grid)
  return { folder, grid }
}

/** Presses a key again and again, until it has been pressed `times`. */
async function down(grid: InnerGrid, to: string): Promise<void> {
  for (let times = 0; !grid.text.includes(`❯ ${to}`); times++) {
    if (times > 9) throw new Error(`no "${to}" in the list:\n${grid.text}`)
    const before = grid.text
    grid.press(keys.down)
    await grid.until(() => grid.text !== before, 'the cursor moves')
  }
}

describe('the full screen', () => {
  test('shows mine and new side by side on 80 columns, and leaves the file where nobody chooses', async () => {
    const { folder, grid } = start()
    await grid.sees('Look it over, then write', 'you will be asked')
    await grid.type(keys.enter, 'xenup-out/guests/guest1.cfg was edited by hand')
    const sides = grid.lines.find((line) => line.includes('memory = 333'))!
    expect(sides).toMatch(/^memory = 333 +│ memory = 512/)
    const before = read(folder, guest)
    await grid.type(keys.enter, 'compare the console')
    expect(read(folder, guest)).toBe(before)
    expect(read(folder, `${guest}.xenup-new`)).toMatch(/^memory = 512$/m)
  })

  test.each([
    ['mine', /^memory = 333$[^]*^vcpus = 2$/m],
    ['new', /^memory = 512$[^]*^vcpus = 1$/m],
    ['both', /^<{7} mine\nmemory = 333\n={7}\nmemory = 512\n>{7} new$[^]*^vcpus = 2$/m],
  ])('writes what is chosen: %s', async (choice, wanted) => {
    const { folder, grid } = start()
    await grid.sees('Look it over, then write')
    await grid.type(keys.enter, 'was edited by hand')
    await down(grid, choice)
    await grid.type(keys.enter, 'compare the console')
    expect(read(folder, guest)).toMatch(wanted)
    expect(existsSync(join(folder, 'xenup-out', `${guest}.xenup-mine`))).toBe(choice === 'new')
    expect((await inside(folder, 'generate', ...more)).status).toBe(choice === 'both' ? 1 : 0)
  })

  test('puts one version above the other where there is no room, and writes nothing when one goes back', async () => {
    const { folder, grid } = start([], { rows: 40, columns: 40 })
    await grid.sees('Look it over, then write')
    await grid.type(keys.enter, 'mine', 'memory = 333', 'new', 'memory = 512')
    await grid.type(keys.escape, 'Look it over, then write')
    expect(existsSync(join(folder, 'xenup-out', `${guest}.xenup-new`))).toBe(false)
    expect(read(folder, 'xenup.answers.yaml')).toContain('memory: 256M')
  })

  test('says at the review that edits are carried over, and shows them in the new text', async () => {
    const folder = started()
    const file = join(folder, 'xenup-out', guest)
    writeFileSync(file, readFileSync(file, 'utf8').replace('vcpus = 1', 'vcpus = 2'))
    const grid = new InnerGrid({ folder, args: more })
    open.push(grid)
    await grid.sees('Look it over, then write', 'changes; your edits are carried over')
    await grid.type(keys.enter, 'guests/guest1.cfg was merged: yours are line')
    expect(read(folder, guest)).toMatch(/^memory = 512$[^]*^vcpus = 2$/m)
  })
})

test('the plain front asks with both versions above the question', async () => {
  const { folder, grid } = start(['--plain'], { rows: 60 })
  await grid.sees('What now?')
  await grid.type(keys.enter, 'guest1.cfg was edited by hand', 'Mine:', 'memory = 333', 'New:', 'What is to stay?')
  grid.press(keys.down)
  await grid.sees('❯ mine')
  await grid.type(keys.enter, 'The console must show')
  expect(read(folder, guest)).toMatch(/^memory = 333$/m)
  expect(await inside(folder, 'generate', ...more)).toMatchObject({ status: 0 })
})

test('the accessible front asks with a number for each way', async () => {
  const { folder, grid } = start(['--accessible'], { rows: 60, columns: 120 })
  await grid.sees('Number:')
  await grid.type('1\r', 'guest1.cfg was edited by hand.', 'memory = 333', 'memory = 512', '3. new')
  await grid.type('3\r', 'The console must show')
  expect(read(folder, guest)).toMatch(/^memory = 512$/m)
  expect(read(folder, `${guest}.xenup-mine`)).toMatch(/^memory = 333$/m)
})
