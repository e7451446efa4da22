/** A log that takes its time is named on the screen while it is read, and nobody has to wait for it. */
import { expect, test } from 'vitest'
import type { Front } from '../../src/fronts/front.ts'
import { type FilesKnown, fileReader } from '../../src/project/user-file.ts'
import { readAhead } from '../../src/wizard/long-log.ts'
import { put } from '../artifacts/folder.ts'
import { ownFolder } from '../commands/program.ts'
import { quietFront } from './quiet-front.ts'

const start = '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x410fd034]\n'
const line = '[    0.100000] pci 0000:00:01.0: BAR 0: assigned [mem 0x10000000-0x10003fff 64bit pref]\n'

/** A log in a folder, what was said of it, and what became known. */
async function read(lines: number, signal = new AbortController().signal) {
  const folder = ownFolder()
  put(folder, 'boot.log', start + line.repeat(lines))
  const places = { folders: [folder] } as never
  const known: FilesKnown = new Map()
  const said: string[] = []
  const front: Front = {
    ...quietFront(() => ({ kind: 'leave' })),
    working(says) {
      said.push(says)
      return { stage: () => {}, signal }
    },
  }
  return { isRead: await readAhead('boot.log', front, { places, known }), said, known, places }
}

test('a long log is named while it is read, and is known when it is asked for', async () => {
  const { isRead, said, known, places } = await read(20_000)
  expect(isRead).toBe(true)
  expect(said).toEqual(['Reading boot.log; it takes a second or two'])
  const ahead = known.get('boot.log')?.learnt
  expect(ahead?.kind).toBe('log')
  expect(fileReader(places, { known })('boot.log', 'log')).toBe(ahead)
  expect(fileReader(places)('boot.log', 'log')).toEqual(ahead)
})

test('who does not want to wait stops it, and nothing is known of it', async () => {
  const { isRead, known } = await read(20_000, AbortSignal.abort())
  expect(isRead).toBe(false)
  expect(known.size).toBe(0)
})

test('of a log as boots have it nothing is said', async () => {
  expect(await read(1000)).toMatchObject({ isRead: true, said: [] })
})
