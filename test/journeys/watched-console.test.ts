/** From the checklist to the board's console and back, on a terminal of its own. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { started } from '../commands/program.ts'
import { text, uBootLines, xenLines } from '../console/boots.ts'
import { hasTerminal, PtyGrid } from '../fronts/grid.ts'

let grid: PtyGrid
afterEach(() => grid.close())

describe.skipIf(!hasTerminal)('watching the console from the checklist', () => {
  test('on the full screen takes the terminal, and Ctrl-C gives back the checklist, ticked', async () => {
    const folder = started()
    writeFileSync(join(folder, 'console.log'), text([...uBootLines, ...xenLines.slice(0, 4)]))
    grid = new PtyGrid({ folder, env: { LANG: 'C.UTF-8' } })
    await grid.sees('Look it over, then write')
    await grid.type('\r', 'At the board: compare the console')
    grid.press('\x1b[B', '\x1b[B')
    await grid.sees('❯ watch the console: name its port')
    await grid.type('\r', '/dev/ttyUSB0')
    await grid.type('console.log', 'console.log')
    await grid.type('\r', /\(4\.17\.5|Xen version/, /-- boot 1, .* -- Ctrl-C ends/)
    await grid.type('\x03', 'At the board: compare the console', 'On the console: After "', '6 of 16 lines were seen')
    await grid.type('\x03', 'Next: open xenup-out/BRINGUP.md')
    expect(await grid.ends()).toBe(0)
  })

  test('line by line does the same, and a port that is not there is said with the checklist', async () => {
    const folder = started()
    writeFileSync(join(folder, 'console.log'), text([...uBootLines, ...xenLines.slice(0, 4)]))
    grid = new PtyGrid({ folder, args: ['--accessible'], rows: 60, env: { LANG: 'C.UTF-8' } })
    await grid.sees('1. go on to the board')
    await grid.type('1\r', '4. watch the console: name its port')
    await grid.type('4\r', 'Which port?')
    await grid.type('nothing.log\r', 'nothing.log: there is no such port or file.', 'What now?')
    await grid.type('4\r', /Which port\?(?!.*nothing)/)
    await grid.type('console.log\r', /-- boot 1, .* -- Ctrl-C ends/)
    await grid.type('\x03', '6 of 16 lines were seen', 'On the console: After "')
    await grid.type('2\r')
    expect(await grid.ends()).toBe(0)
  })
})
