/** At the board: what the console printed is pasted or named, and compared with the checklist. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/engine/replay.ts'
import type { BringUpScreen, Event, QuestionScreen, Screen } from '../../src/engine/screen.ts'
import { carriedOver } from '../../src/model/edited-files.ts'
import type { Io } from '../../src/model/io.ts'
import { Interrupted } from '../../src/model/user-error.ts'
import { AnswersOnDisk } from '../../src/project/answers-on-disk.ts'
import { loadLayers } from '../../src/project/layers.ts'
import { library, openSession } from '../../src/project/open.ts'
import { projectPaths } from '../../src/project/paths.ts'
import { addTry, readTries, triesPath } from '../../src/project/tries.ts'
import { fileReader } from '../../src/project/user-file.ts'
import { Walk } from '../../src/wizard/walk.ts'
import { ownFolder } from '../commands/program.ts'
import { dom0Lines, goodBoot, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { decorations } from '../console/decorations.ts'
import { quietFront } from './quiet-front.ts'

const pages = library()

/**
 * A walk to the end with every suggestion taken, from the first question or from the review; `at` says what else is done
 * at a screen, once for each.
 */
async function walk(
  folder: string,
  from: 'first question' | 'review' | 'the answers file',
  at: (screen: Screen) => Event | undefined,
  onStdin = '',
): Promise<void> {
  const ask = (screen: Screen): Event => {
    const other = at(screen)
    if (other) return other
    if (screen.kind === 'bring-up' || screen.kind === 'clash') return { kind: 'leave' }
    if (screen.kind === 'review') return { kind: 'write' }
    return { kind: 'answer', text: screen.key === 'lane' ? 'every' : screen.suggestion!.text }
  }
  const front = quietFront(ask)
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
  const layers = loadLayers(from === 'the answers file' ? places.layers : [], io)
  const { loaded } = layers
  const file = new AnswersOnDisk(places.answers, loaded)
  const teach = fileReader(places)
  const start = openSession(
    loaded?.answers ?? {},
    loaded ? {} : { 'goal.target': 'qemu', 'xen.version': '4.17' },
    pages,
    {
      save: true,
    },
  )
  const session = from === 'first question' ? start : replay(start, teach, { takeSuggestions: !loaded }).session
  const known = new Map()
  await new Walk(front, { library: pages, file, layers, places, io, teach, known, choices: carriedOver }).run(session)
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
    expect(screen!.note).toMatch(/^After "Starting kernel \.\.\." \(line 2\) the log says no more/)
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

/** A second walk in a folder in which the first one has answered everything; the screens at the board. */
async function nextMorning(folder: string, ...events: readonly Event[]): Promise<readonly Screen[]> {
  const screens: Screen[] = []
  const left = [...events]
  await walk(folder, 'the answers file', (screen) => {
    screens.push(screen)
    return left.shift() ?? { kind: 'leave' }
  }).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) throw error
  })
  return screens
}

/** A boot of Linux without Xen, entered at EL2. */
const nativeLines = [
  ...uBootLines.slice(0, 4),
  'Starting kernel ...',
  '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
  '[    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP Debian',
  '[    0.000000] Machine model: linux,dummy-virt',
  '[    0.000000] psci: PSCIv1.1 detected in firmware.',
  '[    0.050000] CPU: All CPU(s) started at EL2',
  '[    1.287637] Run /init as init process',
]

const tooSmall = [
  ...uBootLines,
  ...xenLines.slice(0, 8),
  '(XEN) Allocating 1:1 mappings totalling 384MB for dom0:',
  '(XEN) Panic on CPU 0:',
  '(XEN) Not enough memory in the first bank for the kernel+dtb+initrd.',
]

describe('a boot that went wrong', () => {
  test('leads to the question at fault with the answer that mends it, and the artifacts are made again', async () => {
    const folder = ownFolder()
    let mended: BringUpScreen | undefined
    let asked: QuestionScreen | undefined
    let step = 0
    await walk(folder, 'review', (screen) => {
      if (screen.kind === 'question') {
        asked = screen
        return undefined
      }
      if (screen.kind !== 'bring-up') return undefined
      step++
      if (step === 1) return paste(tooSmall)
      if (step > 2) {
        mended = screen
        return undefined
      }
      expect(screen.note).toContain('do not fit')
      const [first] = screen.actions
      expect(first).toMatchObject({ isNext: true, text: expect.stringMatching(/^mend it: .* becomes /) })
      return first!.does as Event
    })
    const { text: suggested, because } = asked!.suggestion!
    expect(asked!.key).toBe('dom0-kernel.memory')
    expect(because).toMatch(/^the log says: The kernel, the device tree and the initramfs of dom0 do not fit/)
    expect(mended!.written.written).toContain('boot/boot.cmd')
    expect(mended!.expects.every(({ seen }) => seen === undefined)).toBe(true)
    expect(mended!.tries).toEqual([expect.stringMatching(/UTC {2}bring-up\.log: The kernel.* Then: .*memory/)])
    expect(readFileSync(join(folder, 'xenup-out/boot/boot.cmd'), 'utf8')).toContain(`dom0_mem=${suggested} `)
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toContain(`memory: ${suggested}`)
  })

  test('is there the next morning, with its log, its cause and what mends it', async () => {
    const folder = ownFolder()
    await atTheBoard(folder, paste(tooSmall))
    const [screen] = await nextMorning(folder)
    expect(screen).toMatchObject({ kind: 'bring-up', note: expect.stringContaining('do not fit') })
    const { actions, tries, expects } = screen as BringUpScreen
    expect(actions[0]!.text).toMatch(/^mend it/)
    expect(tries).toHaveLength(1)
    expect(expects.some(({ seen }) => seen)).toBe(true)
  })

  test('says nothing the next morning of other artifacts than those that it booted', async () => {
    const folder = ownFolder()
    await atTheBoard(folder, paste(tooSmall))
    const file = join(folder, 'xenup.answers.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(vcpus:) 2/, '$1 1'))
    const [screen] = await nextMorning(folder)
    expect(screen!.kind).toBe('review')
    const [, , atBoard] = await nextMorning(folder, { kind: 'write' }, { kind: 'explain' })
    expect(atBoard).toMatchObject({ kind: 'bring-up', tries: [expect.any(String)] })
    expect((atBoard as BringUpScreen).note).toBeUndefined()
  })

  test('is no reason to ask again where no question is at fault', async () => {
    const [screen] = await atTheBoard(ownFolder(), paste([...goodBoot, '[   99.000000] reboot: Power down']))
    expect(screen!.note).toMatch(/^Nothing is wrong here/)
    expect(screen!.actions.some(({ isNext }) => isNext)).toBe(false)
  })
})

describe('a log that proves something', () => {
  const states = (screen: BringUpScreen) =>
    Object.fromEntries(
      screen.map.map(({ id, state, reason }) => [id, reason === undefined ? state : `${state}: ${reason}`]),
    )

  test('turns the gate to done, with the line that proves it, though it was given at the board', async () => {
    const folder = ownFolder()
    const [screen] = await atTheBoard(folder, paste(nativeLines))
    expect(screen!.note).toMatch(/^Done: Linux without Xen, first, because bring-up\.log shows Linux up without Xen/)
    expect(states(screen!)['native']).toMatch(/^done: bring-up\.log shows Linux up/)
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toMatch(/native:[^]*done: done/)
    const [morning] = await nextMorning(folder)
    expect(states(morning as BringUpScreen)['native']).toMatch(/^done: bring-up\.log shows/)
  })

  test('never does so for the firmware when it was taken under Xen', async () => {
    const [screen] = await atTheBoard(ownFolder(), paste([...uBootLines, ...xenLines, ...dom0Lines]))
    expect(states(screen!)['native']).toBe('open')
    expect(screen!.note).not.toContain('Done:')
  })
})

describe('the record of tries', () => {
  test('is refused with what to do where it is damaged, and left as it is', async () => {
    const folder = ownFolder()
    await atTheBoard(folder, paste(tooSmall))
    const file = join(folder, 'xenup.tries.json')
    for (const damaged of ['', '{', '{"tries": 3}', '{"tries": [{"at": 1}]}']) {
      writeFileSync(file, damaged)
      await expect(nextMorning(folder)).rejects.toThrow('it is no record of tries')
      expect(readFileSync(file, 'utf8')).toBe(damaged)
    }
  })

  test('is named after the answers file', () => {
    expect(triesPath({ answers: '/a/xenup.answers.yaml' })).toBe('/a/xenup.tries.json')
    expect(triesPath({ answers: '/a/seat3.yaml' })).toBe('/a/seat3.tries.json')
  })

  test('holds the last 200', () => {
    const folder = ownFolder()
    const answers = join(folder, 'xenup.answers.yaml')
    const one = { log: 'a.log', came: 'silent', says: 'x', proved: {}, artifacts: '' } as const
    for (let number = 0; number < 203; number++) addTry({ answers }, { ...one, at: String(number) })
    const tries = readTries({ answers })
    expect([tries.length, tries[0]!.at, tries.at(-1)!.at]).toEqual([200, '3', '202'])
  })

  test('copies a log from elsewhere beside the answers', async () => {
    const folder = ownFolder()
    const elsewhere = join(ownFolder(), 'console.txt')
    writeFileSync(elsewhere, text(tooSmall))
    await atTheBoard(folder, { kind: 'answer', text: elsewhere })
    expect(readFileSync(join(folder, 'bring-up.log'), 'utf8')).toBe(text(tooSmall))
    expect(readTries({ answers: join(folder, 'xenup.answers.yaml') })[0]!.log).toBe('bring-up.log')
  })
})
