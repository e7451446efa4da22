/** The disk is full, or cannot be written to for another reason: what was typed or pasted is still there when it can. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { BringUpScreen, Event, QuestionScreen, Screen } from '../../src/engine/screen.ts'
import { carriedOver } from '../../src/model/edited-files.ts'
import type { Io } from '../../src/model/io.ts'
import { AnswersOnDisk } from '../../src/project/answers-on-disk.ts'
import { loadLayers } from '../../src/project/layers.ts'
import { library, openSession } from '../../src/project/open.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { fileReader } from '../../src/project/user-file.ts'
import { Walk } from '../../src/wizard/walk.ts'
import { ownFolder } from '../commands/program.ts'
import { goodBoot, text } from '../console/boots.ts'
import { quietFront } from './quiet-front.ts'

const disk = vi.hoisted(() => ({ isFull: false }))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const writing =
    <A extends readonly unknown[], R>(write: (...args: A) => R) =>
    (...args: A): R => {
      if (disk.isFull)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
      return write(...args)
    }
  const full = {
    ...real,
    writeSync: writing(real.writeSync as (...args: unknown[]) => number),
    writeFileSync: writing(real.writeFileSync),
    copyFileSync: writing(real.copyFileSync),
  }
  return { ...full, default: full }
})

beforeEach(() => {
  disk.isFull = false
})

const noSpace = 'no space is left on the disk, and what was there before is unchanged. Make room and try again.'

/** A walk from the first question, with every suggestion taken but for what `at` does; the screens that it showed. */
async function walk(folder: string, at: (screen: Screen) => Event | undefined): Promise<readonly Screen[]> {
  const screens: Screen[] = []
  const ask = (screen: Screen): Event => {
    screens.push(screen)
    const other = at(screen)
    if (other) return other
    if (screen.kind === 'bring-up' || screen.kind === 'clash') return { kind: 'leave' }
    if (screen.kind === 'review') return { kind: 'write' }
    return { kind: 'answer', text: screen.key === 'lane' ? 'every' : screen.suggestion!.text }
  }
  const front = quietFront(ask)
  const io = { out: () => {}, err: () => {}, columns: 80, color: false, env: {}, cwd: folder } as unknown as Io
  const places = projectPaths({}, io)
  const teach = fileReader(places)
  const pages = library()
  const session = openSession({}, { 'goal.target': 'qemu', 'xen.version': '4.17' }, pages)
  const file = new AnswersOnDisk(places.answers, undefined)
  await new Walk(front, {
    library: pages,
    file,
    layers: loadLayers([], io),
    places,
    io,
    teach,
    known: new Map(),
    choices: carriedOver,
  }).run(session)
  return screens
}

/** Does one thing after the other at the screens that `is` picks; the disk is full for the first. */
function fullFor(is: (screen: Screen) => boolean, events: readonly Event[]): (screen: Screen) => Event | undefined {
  const left = [...events]
  return (screen) => {
    const next = is(screen) ? left.shift() : undefined
    if (next) disk.isFull = left.length === events.length - 1
    return next
  }
}

const isQuestion =
  (key: string) =>
  (screen: Screen): boolean =>
    screen.kind === 'question' && screen.key === key

describe('on a full disk', () => {
  test('an answer is asked again, and taken once there is room', async () => {
    const folder = ownFolder()
    const answer: Event = { kind: 'answer', text: '300M' }
    const screens = await walk(folder, fullFor(isQuestion('guest.memory'), [answer, answer]))
    const asked = screens.filter(isQuestion('guest.memory')) as QuestionScreen[]
    expect(asked.map(({ refusal }) => refusal)).toEqual([
      undefined,
      `${join(folder, 'xenup.answers.yaml')}: it cannot be saved: ${noSpace}`,
    ])
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toContain('memory: 300M')
  })

  test('a log that was pasted as an answer is kept, and saved with Enter', async () => {
    const folder = ownFolder()
    const log = text(goodBoot)
    const screens = await walk(
      folder,
      fullFor(isQuestion('native.log'), [
        { kind: 'paste', text: log },
        { kind: 'answer', text: 'native.log' },
      ]),
    )
    const [, again] = screens.filter(isQuestion('native.log')) as QuestionScreen[]
    expect(again!.refusal).toBe(`${join(folder, 'native.log')}: it cannot be saved: ${noSpace}`)
    expect(again!.draft).toBe('native.log')
    expect(readFileSync(join(folder, 'native.log'), 'utf8').trimEnd()).toBe(log.trimEnd())
  })

  test('a log that was pasted at the board is kept, and an action saves and reads it', async () => {
    const folder = ownFolder()
    const log = text(goodBoot)
    const isBoard = (screen: Screen): boolean => screen.kind === 'bring-up'
    const screens = await walk(
      folder,
      fullFor(isBoard, [
        { kind: 'paste', text: log },
        { kind: 'answer', text: 'bring-up.log' },
      ]),
    )
    const [first, refused, read] = screens.filter(isBoard) as BringUpScreen[]
    expect(first!.actions.map(({ text }) => text)).not.toContain('save what you pasted as bring-up.log, and read it')
    expect(refused!.refusal).toContain(noSpace)
    expect(refused!.actions[0]).toEqual({
      text: 'save what you pasted as bring-up.log, and read it',
      does: { kind: 'answer', text: 'bring-up.log' },
    })
    expect(read!.note).toContain('line')
    expect(read!.tries).toHaveLength(1)
    expect(readFileSync(join(folder, 'bring-up.log'), 'utf8').trimEnd()).toBe(log.trimEnd())
    expect(readdirSync(folder).filter((name) => /bring-up|\.tmp$/.test(name))).toEqual(['bring-up.log'])
  })

  test('nothing is written, the review says why, and writes once there is room', async () => {
    const folder = ownFolder()
    const isReview = (screen: Screen): boolean => screen.kind === 'review'
    const screens = await walk(folder, fullFor(isReview, [{ kind: 'write' }, { kind: 'write' }]))
    const [, again] = screens.filter(isReview)
    expect(again).toMatchObject({ refusal: expect.stringContaining('ENOSPC') as string })
    expect(existsSync(join(folder, 'xenup-out/BRINGUP.md'))).toBe(true)
  })
})
