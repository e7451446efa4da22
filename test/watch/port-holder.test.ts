import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { portHolder } from '../../src/watch/port-holder.ts'
import { ownFolder } from '../commands/program.ts'

/** A machine with processes, the files that each has open, and lock files. */
function machine(
  processes: Readonly<Record<string, { readonly comm: string; readonly open?: readonly string[] }>>,
  locks: Readonly<Record<string, string>> = {},
) {
  const folder = ownFolder()
  mkdirSync(join(folder, 'lock'))
  for (const [name, text] of Object.entries(locks)) writeFileSync(join(folder, 'lock', name), text)
  for (const [number, { comm, open = [] }] of Object.entries(processes)) {
    mkdirSync(join(folder, 'proc', number, 'fd'), { recursive: true })
    writeFileSync(join(folder, 'proc', number, 'comm'), `${comm}\n`)
    open.forEach((path, index) => symlinkSync(path, join(folder, 'proc', number, 'fd', String(index))))
  }
  symlinkSync('77', join(folder, 'proc', 'self'))
  return { processes: join(folder, 'proc'), locks: [join(folder, 'no-such-folder'), join(folder, 'lock')] }
}

describe('who has a port open', () => {
  test.each([
    ['nobody', machine({ 12: { comm: 'bash', open: ['/dev/pts/3'] } }), undefined],
    [
      'a terminal program that locked it',
      machine({ 1234: { comm: 'minicom' } }, { 'LCK..ttyUSB0': '      1234\n' }),
      { process: 1234, program: 'minicom' },
    ],
    [
      'a lock whose process has ended',
      machine({ 12: { comm: 'bash' } }, { 'LCK..ttyUSB0': '      1234\n' }),
      undefined,
    ],
    ['a lock that is no number', machine({ 12: { comm: 'bash' } }, { 'LCK..ttyUSB0': 'mine' }), undefined],
    ["another port's lock", machine({ 12: { comm: 'minicom' } }, { 'LCK..ttyUSB1': '12' }), undefined],
    [
      'a program without a lock',
      machine({ 12: { comm: 'bash' }, 45: { comm: 'screen', open: ['/dev/null', '/dev/ttyUSB0'] } }),
      { process: 45, program: 'screen' },
    ],
    ['only ourselves', machine({ 77: { comm: 'node', open: ['/dev/ttyUSB0'] } }), undefined],
  ])('%s', (_, places, holder) => {
    expect(portHolder('/dev/ttyUSB0', places)).toEqual(holder)
  })
})
