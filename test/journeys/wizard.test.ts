import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { boardPages } from '../../src/content/board-page.ts'
import { loadLibrary } from '../../src/content/library.ts'
import { answered } from '../../src/engine/replay.ts'
import { type Asked, advance, begin, positionOf, type Session } from '../../src/engine/session.ts'
import { suggestionFor } from '../../src/engine/suggestion.ts'
import { showAnswer } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { shown } from '../fronts/terminal.ts'
import { Conversation, environment, opener, program } from './conversation.ts'

const enter = '\r'
const root = mkdtempSync(join(tmpdir(), 'xenup-journeys-'))
const conversations: Conversation[] = []

afterEach(() => conversations.splice(0).forEach((one) => one.close()))
afterAll(() => rmSync(root, { recursive: true, force: true }))

if (!opener)
  console.warn(
    'SKIPPED: the journeys through the wizard need a terminal, from "script" (util-linux) or python3; this machine has neither.',
  )

/** A folder of its own for each conversation. */
function emptyFolder(name: string): string {
  const folder = join(root, name)
  mkdirSync(folder)
  return folder
}

function start(place: ConstructorParameters<typeof Conversation>[0]): Conversation {
  const conversation = new Conversation(place)
  conversations.push(conversation)
  return conversation
}

/** The questions that somebody meets who answers with Enter alone, each with what Enter answers. */
function questionsByEnter(): readonly (Asked & { readonly text: string })[] {
  const all: (Asked & { text: string })[] = []
  for (let session: Session = begin(steps, boardPages(loadLibrary())); ; ) {
    const { open } = positionOf(session)
    if (!open) return all
    const text = showAnswer(open.question.key, suggestionFor(session, open)!.value)
    all.push({ ...open, text })
    session = advance(
      session,
      answered(session, text, () => {
        throw new Error('no file is named')
      }),
    )
  }
}

const questions = questionsByEnter()

/** After the board: to be asked everything, which is the second line. */
async function choosesEveryQuestion(conversation: Conversation): Promise<void> {
  await conversation.sees('? How much do you want to be asked?')
  conversation.press('\x1b[B')
  await conversation.sees('❯ every')
  conversation.press(enter)
}

/** Presses Enter at each question until one with this key is open. */
async function enterUntil(conversation: Conversation, key?: string): Promise<void> {
  for (const { question } of questions) {
    await conversation.sees(`? ${question.title}`)
    if (question.key === key) return
    conversation.press(enter)
    if (question.key === 'board.id') await choosesEveryQuestion(conversation)
  }
  await conversation.sees('? What now?')
}

/** At the review: writes, and is done. */
async function writesAndLeaves(conversation: Conversation): Promise<void> {
  conversation.press(enter)
  await conversation.sees('Next: open', 'The console must show, in this order:', '? What now?')
  conversation.press(enter)
  expect(await conversation.ends()).toBe(0)
}

/** The same without a terminal. */
function run(
  folder: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** Every file below a folder, by its path, as text that compares byte for byte. */
const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'latin1')]),
  )

describe.skipIf(!opener)('the wizard on a terminal', () => {
  test('led through with Enter alone, writes byte for byte what xenup --yes writes', async () => {
    const folder = emptyFolder('enter')
    const conversation = start({ folder })
    await enterUntil(conversation)
    expect(conversation.transcript).toMatch(/0 errors, 0 warnings, 0 notes/)
    expect(conversation.transcript).toContain('Memory map')
    await writesAndLeaves(conversation)
    expect(conversation.transcript).toContain('Next: open xenup-out/BRINGUP.md and follow it.')

    const other = emptyFolder('yes')
    expect(run(other, '--yes').status).toBe(0)
    const written = filesIn(folder)
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining([
        'xenup-out/BRINGUP.md',
        'xenup-out/boot/boot.cmd',
        'xenup-out/boot/boot.scr',
        'xenup-out/guests/guest1.cfg',
        'xenup-out/xenup.manifest.json',
        'xenup.answers.yaml',
      ]),
    )
    expect(written).toEqual(filesIn(other))
  })

  test('asks each question in 80 columns, with a reason for what it suggests', async () => {
    const conversation = start({ folder: emptyFolder('columns'), env: { NO_COLOR: '1' } })
    await enterUntil(conversation, 'guest.name')
    const lines = shown(conversation.stream)
    conversation.press('\x03')
    await conversation.ends()
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(lines.filter((line) => line.startsWith('Suggested: ')).length).toBeGreaterThan(20)
    expect(lines.join('\n')).not.toMatch(/undefined|\[object/)
  })

  test('writes the same after a detour: back, another value, an explanation', async () => {
    const folder = emptyFolder('detour')
    const conversation = start({ folder })
    await enterUntil(conversation, 'guest.name')
    conversation.press(`web${enter}`)
    await conversation.sees('? Where in dom0 is the kernel of the guest?')
    conversation.press(`?${enter}`)
    await conversation.sees('What it is.', '? Where in dom0 is the kernel of the guest?')
    conversation.press(`<${enter}`)
    await conversation.sees('? What is the guest called?')
    conversation.press(`<${enter}`)
    await conversation.sees('? Which UART is Xen to use?')
    conversation.press(enter)
    await conversation.sees('? What is the guest called? (web)')
    conversation.press(`my guest${enter}`)
    await conversation.sees('Not taken: "my guest" is not the name of the guest', '? What is the guest called?')
    conversation.press(`www${enter}`)
    for (const { question } of questions.slice(
      questions.findIndex(({ question: { key } }) => key === 'guest.name') + 1,
    )) {
      await conversation.sees(`? ${question.title}`)
      conversation.press(enter)
    }
    await conversation.sees('? What now?')
    await writesAndLeaves(conversation)

    const other = emptyFolder('detour-yes')
    expect(run(other, '--yes', '--save', '--set', 'guest.name=www').status).toBe(0)
    expect(filesIn(folder)).toEqual(filesIn(other))
  })

  test('left in the middle with Ctrl-C, ends with 130, names the file, and goes on there the next time', async () => {
    const folder = emptyFolder('interrupted')
    const first = start({ folder })
    await enterUntil(first, 'boot-media.partition')
    first.press('\x03')
    expect(await first.ends()).toBe(130)
    expect(first.transcript).toContain(
      'Your answers are saved in xenup.answers.yaml. Start xenup again to go on at "Which device and partition, as U-Boot counts?".',
    )
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toMatch(/^ {2}device: virtio$/m)
    expect(existsSync(join(folder, 'xenup-out'))).toBe(false)

    const second = start({ folder })
    await second.sees('? Which device and partition, as U-Boot counts?')
    expect(second.transcript).not.toContain('Where is Xen to run?')
    second.press(`1:2${enter}`)
    await second.sees('? Who names the files on the medium?')
    second.press('\x03')
    expect(await second.ends()).toBe(130)
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toMatch(/^ {2}partition: "?1:2"?$/m)
  })

  test('left in a list, before anything was answered, has nothing to save', async () => {
    const folder = emptyFolder('at-once')
    const conversation = start({ folder })
    await enterUntil(conversation, 'goal.target')
    conversation.press('\x03')
    expect(await conversation.ends()).toBe(130)
    expect(conversation.transcript).toContain('Nothing was answered yet')
    expect(filesIn(folder)).toEqual({})
  })

  test.each([
    ['a list', 'goal.reach'],
    ['a text', 'xen.options'],
  ])('left with the end of input (Ctrl-D) in %s, ends with 130 as well', async (_, key) => {
    const conversation = start({ folder: emptyFolder(`ctrl-d-${key}`) })
    await enterUntil(conversation, key)
    conversation.press('\x04')
    expect(await conversation.ends()).toBe(130)
    expect(conversation.transcript).toContain('Your answers are saved in xenup.answers.yaml.')
  })

  test('that was answered to the end begins with the review', async () => {
    const folder = emptyFolder('review')
    expect(run(folder, '--yes').status).toBe(0)
    const conversation = start({ folder })
    await conversation.sees('? What now?')
    conversation.press('<')
    await conversation.sees(`? ${questions.at(-1)!.question.title}`)
    conversation.press('\x03')
    expect(await conversation.ends()).toBe(130)
  })

  test('on a terminal that does not know its size, as a serial line, does not print a word a line', async () => {
    const conversation = start({ folder: emptyFolder('no-size'), size: { rows: 0, columns: 0 } })
    await enterUntil(conversation, 'goal.target')
    expect(Math.max(...conversation.transcript.split('\n').map((line) => line.length))).toBeGreaterThan(60)
    conversation.press('\x03')
    expect(await conversation.ends()).toBe(130)
  })
})

describe('without a terminal', () => {
  test('the wizard says what it would have asked, and which command asks nothing', () => {
    const { status, stdout, stderr } = run(emptyFolder('no-terminal'))
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('there is no terminal to ask on; it would have asked for goal.target')
    expect(stderr).toContain('xenup --yes')
  })

  test('xenup --yes needs a .dtb for a board, and says how to give it', () => {
    const { status, stderr } = run(emptyFolder('no-dtb'), '--yes', '--set', 'goal.target=hardware')
    expect(status).toBe(2)
    expect(stderr).toContain('dtb.file: there is no answer')
    expect(stderr).toContain('--set dtb.file=')
  })

  test('a .dtb that is not there is the one thing complained of, not what would follow from it', () => {
    const { status, stderr } = run(
      emptyFolder('dtb-gone'),
      '--yes',
      '--set',
      'goal.target=hardware',
      '--set',
      'dtb.file=gone.dtb',
    )
    expect(status).toBe(2)
    expect(stderr).toContain('dtb.file: gone.dtb: there is no such file')
    expect(stderr).not.toContain('there is no answer')
  })

  test('xenup --yes finds no fault with its own suggestions', () => {
    const { status, stderr } = run(emptyFolder('no-findings'), '--yes')
    expect(status).toBe(0)
    expect(stderr).not.toMatch(/^(error|warning|note):/m)
  })
})
