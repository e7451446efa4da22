/** At the board: what the console printed is pasted or named, and compared with the checklist. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/engine/replay.ts'
import type { BringUpScreen, Event, QuestionScreen, Screen } from '../../src/engine/screen.ts'
import type { Front } from '../../src/fronts/front.ts'
import type { Io } from '../../src/model/io.ts'
import { AnswersOnDisk } from '../../src/project/answers-on-disk.ts'
import { library, openSession } from '../../src/project/open.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { fileReader } from '../../src/project/user-file.ts'
import { Walk } from '../../src/wizard/walk.ts'
import { ownFolder } from '../commands/program.ts'
import { dom0Lines, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { decorations } from '../console/decorations.ts'

const pages = library()

/**
 * A walk to the end with every suggestion taken, from the first question or from the review; `at` says what else is done
 * at a screen, once for each.
 */
async function walk(
  folder: string,
  from: 'first question' | 'review',
  at: (screen: Screen) => Event | undefined,
  onStdin = '',
): Promise<void> {
  const ask = (screen: Screen): Event => {
    const other = at(screen)
    if (other) return other
    if (screen.kind === 'bring-up') return { kind: 'leave' }
    if (screen.kind === 'review') return { kind: 'write' }
    return { kind: 'answer', text: screen.suggestion!.text }
  }
  const front: Front = {
    isGoneAfterwards: true,
    ask: (screen) => Promise.resolve(ask(screen)),
    working: () => ({ stage: () => {}, signal: new AbortController().signal }),
    aside: (run) => run(),
    stop: () => {},
    close: () => {},
  }
  const io = {
    out: () => {},
    err: () => {},
    columns: 80,
    color: false,
    env: {},
    cwd: folder,
    stdin: Readable.from([Buffer.from(onStdin)]),
    stdout: new Writable({ write: (_chunk, _, done) => done() }),
  } as unknown as Io
  const places = projectPaths({}, io)
  const file = new AnswersOnDisk(places.answers, undefined)
  const teach = fileReader(places)
  const start = openSession({}, ['goal.target=qemu', 'xen.version=4.17'], pages)
  const session = from === 'review' ? replay(start, teach, { takeSuggestions: true }).session : start
  await new Walk(front, { library: pages, file, places, io, teach }).run(session)
}

/** The checklist after each of these events at the board. */
const atTheBoard = (folder: string, ...events: readonly Event[]): Promise<readonly BringUpScreen[]> =>
  atTheConsole(folder, '', ...events)

/** The same, with something to be read on standard input. */
async function atTheConsole(
  folder: string,
  onStdin: string,
  ...events: readonly Event[]
): Promise<readonly BringUpScreen[]> {
  const screens: BringUpScreen[] = []
  const left = [...events]
  await walk(
    folder,
    'review',
    (screen) => {
      if (screen.kind !== 'bring-up') return undefined
      screens.push(screen)
      return left.shift()
    },
    onStdin,
  )
  return screens.slice(1)
}

const paste = (lines: readonly string[]): Event => ({ kind: 'paste', text: text(lines) })
const seen = (screen: BringUpScreen | undefined): readonly string[] =>
  screen?.expects.filter((one) => one.seen).map(({ line }) => line) ?? []

/** The suggested machine of QEMU has another memory for dom0 than the house board: its own checklist tells. */
async function goodLines(folder: string): Promise<readonly string[]> {
  const [screen] = await atTheBoard(folder, paste(['hello']))
  const expected = screen!.expects.map(({ line }) => line)
  const megabytes = /totalling (\d+)MB/.exec(expected.join('\n'))![1]!
  const cpus = /Brought up (\d+) CPUs/.exec(expected.join('\n'))?.[1] ?? '1'
  const gic = /GICv\d/.exec(expected.join('\n'))![0]
  return [...uBootLines, ...xenLines, ...dom0Lines].map((line) =>
    line.replace('768MB', `${megabytes}MB`).replace('Brought up 2', `Brought up ${cpus}`).replace('GICv2', gic),
  )
}

describe('the checklist at the board', () => {
  test('has every line of a good boot, and judges two boots in one paste by the last', async () => {
    const folder = ownFolder()
    const good = await goodLines(folder)
    const [one, two, three] = await atTheBoard(
      ownFolder(),
      paste(good),
      paste([...good, ...silentBoot]),
      paste([...silentBoot, ...good]),
    )
    expect(seen(one)).toEqual(one!.expects.map(({ line }) => line))
    expect(seen(two).at(-1)).toBe('Starting kernel ...')
    expect(two!.expects.some(({ line, seen }) => line.startsWith('Xen version') && seen === false)).toBe(true)
    expect(seen(three)).toEqual(seen(one))
  })

  test('is ticked by a console that is watched, whose log lies beside the answers', async () => {
    const folder = ownFolder()
    const [one] = await atTheConsole(folder, text(await goodLines(ownFolder())), { kind: 'watch', source: '-' })
    expect(seen(one)).toEqual(one!.expects.map(({ line }) => line))
    expect(one!.watched).toBe('Nothing is wrong here: Xen 4.17 started, dom0 runs.')
    expect(existsSync(join(folder, 'console-1.log'))).toBe(true)
  })

  test('says that a console showed nothing, or why it could not be watched', async () => {
    const [one, two] = await atTheConsole(
      ownFolder(),
      '',
      { kind: 'watch', source: '-' },
      { kind: 'watch', source: 'tcp://nowhere' },
    )
    expect(one!.refusal).toBe('The console showed no line of a boot.')
    expect(two!.refusal).toMatch(/^tcp:\/\/nowhere: it names no server\. Write tcp:\/\/host:port/)
  })

  test('finds the lines through colours, times, carriage returns and mail quotes', async () => {
    const good = await goodLines(ownFolder())
    const names = Object.keys(decorations)
    const screens = await atTheBoard(
      ownFolder(),
      ...names.map((name) => paste(good.map((line) => decorations[name]!(line)))),
    )
    screens.forEach((screen, index) =>
      expect(seen(screen), names[index]).toEqual(screen.expects.map(({ line }) => line)),
    )
  })

  test('reads a file that is named, also one of UTF-16', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'console.txt'), Buffer.from(`\ufeff${text(silentBoot)}`, 'utf16le'))
    const [screen] = await atTheBoard(folder, { kind: 'answer', text: 'console.txt' })
    expect(seen(screen).at(-1)).toBe('Starting kernel ...')
  })

  test('takes a log that has one line of a console among prose', async () => {
    const [screen] = await atTheBoard(
      ownFolder(),
      paste(['I have switched it on and waited for an hour.', 'Starting kernel ...', 'Then nothing more came of it.']),
    )
    expect(screen!.refusal).toBeUndefined()
    expect(screen!.note).toMatch(/^bring-up\.log: a console log/)
    expect(seen(screen)).toEqual(['Starting kernel ...'])
  })

  test('has nothing ticked of an earlier log once the files are written again', async () => {
    const screens: BringUpScreen[] = []
    let went = 0
    await walk(ownFolder(), 'review', (screen) => {
      if (screen.kind !== 'bring-up') return undefined
      screens.push(screen)
      went++
      return went === 1 ? paste(silentBoot) : went === 2 ? { kind: 'back' } : undefined
    })
    expect(seen(screens[1]).length).toBeGreaterThan(0)
    expect(screens[2]!.expects.every((one) => one.seen === undefined)).toBe(true)
  })
})

describe('a question for a log', () => {
  const answerTo = async (log: readonly string[]): Promise<QuestionScreen | undefined> => {
    let given = false
    let after: QuestionScreen | undefined
    const folder = ownFolder()
    await walk(folder, 'first question', (screen) => {
      if (screen.kind !== 'question') return undefined
      if (given) after ??= screen
      if (screen.key !== 'native.log' || given) return undefined
      given = true
      return paste(log)
    })
    expect(existsSync(join(folder, 'native.log'))).toBe(true)
    expect(readFileSync(join(folder, 'xenup-out/BRINGUP.md'), 'utf8')).toContain('Starting kernel')
    return after
  }

  test.each([
    ['U-Boot and silence', silentBoot],
    [
      'a mail that tells of it',
      ['Hello all, here is what my board shows:', '> Starting kernel ...', 'Any idea of why?'],
    ],
    ['a few lines of early printk', ['- UART enabled -', '- Boot CPU booting -']],
  ])('takes %s', async (_, log) => {
    expect(await answerTo(log)).toMatchObject({ key: expect.not.stringMatching(/^native\.log$/) })
  })

  test('refuses text without any line of a console, with what it is', async () => {
    expect(await answerTo(['It does not boot.', 'Please help me.'])).toMatchObject({
      key: 'native.log',
      refusal: 'native.log is text, and a console log is asked for here.',
    })
  })
})
