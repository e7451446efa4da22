import { describe, expect, test } from 'vitest'
import { stepStates } from '../../src/engine/states.ts'
import { turnGates } from '../../src/engine/turn-gates.ts'
import { parseFile } from '../../src/learn/file.ts'
import { dom0Lines, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { start, toBoard, walk } from './walk.ts'

const board = walk(start(), toBoard('sbc.dtb'))
const ofBoard = (lines: readonly string[]) => lines.map((line) => line.replace('linux,dummy-virt', 'Some SBC'))
const log = (lines: readonly string[]) => parseFile(Buffer.from(text(lines)), 'console.log', undefined, 'log')

const linuxAt = (level: string, machine: string) => [
  ...uBootLines.slice(0, 4),
  'Starting kernel ...',
  '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
  '[    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP Debian',
  `[    0.000000] Machine model: ${machine}`,
  '[    0.000000] psci: PSCIv1.1 detected in firmware.',
  `[    0.050000] CPU: All CPU(s) started at ${level}`,
  '[    1.287637] Run /init as init process',
]

describe('the gates that a log opens', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['Linux without Xen, entered at EL2', linuxAt('EL2', 'Some SBC'), ['firmware.done', 'native.done']],
    ['the same before it reaches userspace', linuxAt('EL2', 'Some SBC').slice(0, -1), ['firmware.done']],
    ['Linux without Xen, entered at EL1', linuxAt('EL1', 'Some SBC'), []],
    ['Linux in QEMU, for a board', linuxAt('EL2', 'linux,dummy-virt'), []],
    ['silence', silentBoot, []],
    ['Xen that starts', ofBoard([...uBootLines, ...xenLines]), []],
    ['dom0 under Xen', ofBoard([...uBootLines, ...xenLines, ...dom0Lines.slice(0, -1)]), []],
    ['dom0 that lists a guest', ofBoard([...uBootLines, ...xenLines, ...dom0Lines]), ['dom0-userspace.done']],
    [
      'Linux without Xen, then dom0 that lists a guest',
      ofBoard([...linuxAt('EL2', 'Some SBC'), ...uBootLines, ...xenLines, ...dom0Lines]),
      ['firmware.done', 'native.done', 'dom0-userspace.done'],
    ],
  ])('%s', (_, lines, keys) => {
    const { session, turned } = turnGates(board, log(lines))
    expect(turned.map(({ key }) => key)).toEqual(keys)
    for (const { key, because } of turned) {
      expect(session.saved[key]).toBe('done')
      expect(because).toMatch(/^console\.log\b/)
    }
    if (keys.length === 0) expect(session).toBe(board)
  })

  test('stay as they are where they are passed', () => {
    const passed = walk(start(), { ...toBoard('sbc.dtb'), 'firmware.done': 'done' })
    expect(turnGates(passed, log(linuxAt('EL2', 'Some SBC'))).turned.map(({ key }) => key)).toEqual(['native.done'])
  })
})

test('a log that is named at one question proves the gates of other steps, and the map says by which line', () => {
  const learnt = log(linuxAt('EL2', 'Some SBC'))
  const named = {
    ...board,
    saved: { ...board.saved, 'native.log': 'console.log' },
    learnt: { ...board.learnt, 'native.log': learnt },
  }
  const states = Object.fromEntries(stepStates(named).map(({ id, state, reason }) => [id, [state, reason]]))
  expect(states['firmware']).toEqual([
    'done',
    expect.stringMatching(/^console\.log, line \d+ shows that the firmware hands over in EL2/),
  ])
  expect(states['native']).toEqual(['done', expect.stringMatching(/^console\.log shows Linux up without Xen/)])
  expect(Object.fromEntries(stepStates(board).map(({ id, state }) => [id, state]))['firmware']).toBe('open')
})
