import { describe, expect, test } from 'vitest'
import { questionScreen } from '../../src/engine/build-screen.ts'
import type { Event, QuestionScreen, ReviewScreen } from '../../src/engine/screen.ts'
import { advance } from '../../src/engine/session.ts'
import { plainFront } from '../../src/fronts/plain/plain-front.ts'
import { start, toBoard, type, walk, words } from '../engine/walk.ts'
import { FakeTerminal, keys, shown } from './terminal.ts'

const { enter, down, up, ctrlC, backspace } = keys

/** The screen of the open question of a walk. */
const screenAt = (session: ReturnType<typeof start>, purpose = ''): QuestionScreen =>
  questionScreen(session, words({ purpose }))!

/** One screen, some keys: what is to be seen before and after, and what the front end makes of it. */
async function dialogue(
  screen: QuestionScreen | ReviewScreen,
  ...typed: readonly string[]
): Promise<{ before: string; event: Event; after: string; sent: string }> {
  const terminal = new FakeTerminal()
  const asked = plainFront(terminal).ask(screen)
  await terminal.press('')
  const before = terminal.news()
  await terminal.press(...typed)
  return { before, event: await asked, after: shown(terminal.sent).join('\n').trim(), sent: terminal.sent }
}

/** True when the front end still waits after these keys. */
async function stillAsks(screen: QuestionScreen | ReviewScreen, ...typed: readonly string[]): Promise<string> {
  const terminal = new FakeTerminal()
  let answered: Event | undefined
  void plainFront(terminal)
    .ask(screen)
    .then((event) => {
      answered = event
    })
  await terminal.press('', ...typed)
  expect(answered).toBeUndefined()
  const seen = shown(terminal.sent).join('\n').trim()
  await terminal.press(ctrlC)
  return seen
}

describe('a list', () => {
  const target = screenAt(start(), 'Where Xen runs first.')

  test('shows where we are, what it is about, what is suggested and why, then the offers', async () => {
    const { before, event, after } = await dialogue(target, down, enter)
    expect(before).toMatchInlineSnapshot(`
      "[1/12] What you want to reach
      Type ? for an explanation, < to go back; Ctrl-C leaves, and all is saved.
      In a list h hints, m shows the map, c the commands to copy, f what would
      follow, t takes what is suggested for the rest of the step, T for all; where
      text is typed, ?h ?m ?c ?f ?t ?T do.
      Where Xen runs first.
      Suggested: qemu, because nothing has to be bought or wired, and a board can
      follow with the same steps.
      ? Where is Xen to run?
      ❯ qemu  a software model: QEMU on this machine
        hardware  a board on the desk
        fvp  a software model: Arm's Fixed Virtual Platform

      ↑↓ navigate • ⏎ select"
    `)
    expect(event).toEqual({ kind: 'answer', text: 'hardware' })
    expect(after).toMatch(/✔ Where is Xen to run\? hardware$/)
  })

  test('takes what is suggested with Enter, wherever that stands in the list', async () => {
    expect((await dialogue(target, enter)).event).toEqual({ kind: 'answer', text: 'qemu' })
    const release = screenAt(walk(start(), {}, 'xen.version'))
    expect((await dialogue(release, enter)).event).toEqual({ kind: 'answer', text: '4.20' })
    expect((await dialogue(release, up, enter)).event).toEqual({ kind: 'answer', text: '4.19' })
  })

  test('explains at ? and goes back at <, at once', async () => {
    expect((await dialogue(target, '?')).event).toEqual({ kind: 'explain' })
    expect((await dialogue(target, down, '<')).event).toEqual({ kind: 'back' })
  })

  test('is left with Ctrl-C', async () => {
    expect((await dialogue(target, ctrlC)).event).toEqual({ kind: 'leave' })
  })

  test('shows why an offer cannot be picked, and does not let it be', async () => {
    const source = screenAt(walk(start(), { 'goal.target': 'hardware' }, 'dtb.source'))
    expect((await dialogue(source, enter)).event).toEqual({ kind: 'answer', text: 'file' })
    const seen = await stillAsks(source, down, enter)
    expect(seen).toContain('firmware  the tree that U-Boot holds when it runs (xenup could not read it')
    expect(seen).toContain('This option is disabled')
  })

  test('that is no closed choice lets one type another value', async () => {
    const uart = screenAt(walk(start(), {}, 'console.dtuart'))
    const { before, event } = await dialogue(uart, down, down, enter, 'serial7', enter)
    expect(before).toContain('another: type it')
    expect(event).toEqual({ kind: 'answer', text: 'serial7' })
    expect((await dialogue(uart, down, down, enter, '<', enter)).event).toEqual({ kind: 'back' })
    expect((await dialogue(uart, down, down, enter, ctrlC)).event).toEqual({ kind: 'leave' })
    expect((await dialogue(uart, down, down, enter, enter)).event).toEqual({ kind: 'answer', text: '/pl011@9000000' })
  })

  test('begins with an earlier answer that is none of the offers', async () => {
    const typed = walk(start(), { 'console.dtuart': 'serial7:115200' }, 'guest.name')
    const uart = screenAt(advance(typed, { kind: 'back' }))
    const { before, event } = await dialogue(uart, enter)
    expect(before).toMatch(/❯ serial7:115200/)
    expect(event).toEqual({ kind: 'answer', text: 'serial7:115200' })
  })
})

describe('a list too long to look through', () => {
  const named: QuestionScreen['offers'] = [
    { text: 'cubieboard2', label: 'Cubietech Cubieboard2' },
    { text: 'cubietruck', label: 'Cubietech Cubietruck' },
    { text: 'ultra96', label: 'Avnet Ultra96' },
    { text: 'rpi4', label: 'Raspberry Pi 4 Model B' },
    {
      text: 'avenger96',
      label: 'Arrow Avenger96',
      disabled: 'its interrupt controller is described without the part on which Xen relies',
    },
    ...Array.from({ length: 20 }, (_, index) => ({ text: `sbc${index}`, label: 'Some board' })),
    { text: 'other', label: 'here is my .dtb' },
  ]
  const board = { ...screenAt(walk(start(), { 'goal.target': 'hardware' }, 'board.id')), offers: named }

  test('begins with what is suggested', async () => {
    const { before, event } = await dialogue(board, enter)
    expect(before).toMatch(/\(type to search\)\n❯ other/)
    expect(event).toEqual({ kind: 'answer', text: 'other' })
  })

  test('is searched by what is typed, whatever letters that has', async () => {
    expect((await dialogue(board, 'cubiet', enter)).event).toEqual({ kind: 'answer', text: 'cubietruck' })
    expect((await dialogue(board, 'raspberry pi 4', enter)).event).toEqual({ kind: 'answer', text: 'rpi4' })
    expect((await dialogue(board, 'arrow-av', enter)).event).toEqual({ kind: 'answer', text: 'arrow-av' })
  })

  test('tells in full why a board cannot be picked when few are left', async () => {
    expect((await stillAsks(board, 'avenger')).replace(/\s+/g, '')).toContain('withoutthepartonwhichXenrelies')
    expect((await stillAsks(board, 'a')).replace(/\s+/g, '')).toContain('cannotbepicked')
    // Its name all the same is refused by the step, in its own words.
    expect((await dialogue(board, 'avenger96', enter)).event).toEqual({ kind: 'answer', text: 'avenger96' })
  })

  test('takes what is none of it as it was typed, explains and goes back', async () => {
    expect((await dialogue(board, 'myboard', enter)).event).toEqual({ kind: 'answer', text: 'myboard' })
    expect((await dialogue(board, '?')).event).toEqual({ kind: 'explain' })
    expect((await dialogue(board, '<')).event).toEqual({ kind: 'back' })
  })
})

describe('a gate', () => {
  const gate = screenAt(walk(start(), { 'goal.target': 'hardware', 'board.id': 'sbc' }, 'firmware.done'))

  test('shows what to do and what the console should then show, before it asks whether that is done', async () => {
    const { before, event } = await dialogue(gate, enter)
    expect(before).toMatch(/Ask U-Boot what it is[^]*bdinfo\nprintenv[^]*It should then show:[^]*not-yet/)
    expect(event).toEqual({ kind: 'answer', text: 'not-yet' })
  })
})

describe('a text', () => {
  const name = screenAt(walk(start(), {}, 'guest.name'), 'What xl calls the guest.')

  test('is typed; Enter alone takes what is suggested', async () => {
    const { before, event } = await dialogue(name, 'web', enter)
    expect(before).toMatchInlineSnapshot(`
      "[10/12] The first guest
      Type ? for an explanation, < to go back; Ctrl-C leaves, and all is saved.
      What xl calls the guest.
      Suggested: guest1, because xl needs a name, and this one is free.
      ? What is the guest called? (guest1)"
    `)
    expect(event).toEqual({ kind: 'answer', text: 'web' })
    expect((await dialogue(name, enter)).event).toEqual({ kind: 'answer', text: 'guest1' })
    expect((await dialogue(name, 'w', 'x', backspace, 'eb', enter)).event).toEqual({ kind: 'answer', text: 'web' })
  })

  test('explains at ? and goes back at <, when that is all that was typed', async () => {
    expect((await dialogue(name, '?', enter)).event).toEqual({ kind: 'explain' })
    expect((await dialogue(name, '<', enter)).event).toEqual({ kind: 'back' })
    expect((await dialogue(name, 'a<b', enter)).event).toEqual({ kind: 'answer', text: 'a<b' })
    expect((await dialogue(name, 'why?', enter)).event).toEqual({ kind: 'answer', text: 'why?' })
  })

  test('is left with Ctrl-C', async () => {
    expect((await dialogue(name, 'half a na', ctrlC)).event).toEqual({ kind: 'leave' })
  })

  test('may be nothing, where nothing is an answer, and says how to type that', async () => {
    const options = screenAt(walk(start(), {}, 'xen.options'))
    const { before, event } = await dialogue(options, '""', enter)
    expect(before.replaceAll('\n', ' ')).toContain('Type "" for nothing.')
    expect(event).toEqual({ kind: 'answer', text: '' })
    expect((await dialogue(name, enter)).before).not.toContain('for nothing')
  })

  test('that was nothing the last time is nothing with Enter', async () => {
    const before = walk(start(), { 'xen.options': '' }, 'dom0-userspace.system')
    const options = screenAt(advance(before, { kind: 'back' }))
    const { before: seen, event } = await dialogue(options, enter)
    expect(seen).toContain('Suggested: nothing, because it is your earlier answer')
    expect(event).toEqual({ kind: 'answer', text: '' })
  })

  test('without a suggestion gives the empty text, for the session to refuse', async () => {
    const dtb = screenAt(walk(start(), { 'goal.target': 'hardware' }, 'dtb.file'))
    expect((await dialogue(dtb, enter)).event).toEqual({ kind: 'answer', text: '' })
  })
})

describe('what stands above a question', () => {
  const front = (terminal: FakeTerminal) => plainFront(terminal)

  test('names the step when it begins, and not again', async () => {
    const terminal = new FakeTerminal()
    const plain = front(terminal)
    const first = start()
    const asked = plain.ask(screenAt(first))
    await terminal.press('')
    expect(terminal.news()).toContain('[1/12] What you want to reach')
    await terminal.press(enter)
    await asked
    const second = plain.ask(screenAt(type(first, 'qemu')))
    await terminal.press('')
    expect(terminal.news()).not.toContain('[1/13]')
    await terminal.press(enter)
    await second
    const third = plain.ask(screenAt(walk(first, {}, 'board.id')))
    await terminal.press('')
    expect(terminal.news()).toContain('[2/12] Which board')
    await terminal.press(ctrlC)
    await third
  })

  test('is the refusal, in the place of the purpose, when an answer was not taken', async () => {
    const refused = type(walk(start(), {}, 'dom0-kernel.memory'), '768')
    const { before } = await dialogue(screenAt(refused, 'Memory that dom0 gets.'), enter)
    expect(before).toContain('Not taken: "768" has no unit (Xen would take a bare number as KiB); write 768M')
    expect(before).not.toContain('Memory that dom0 gets.')
    expect(before).toContain('Suggested: 768M')
  })

  test('is the page, when it was asked for', async () => {
    const explaining = advance(start(), { kind: 'explain' })
    const { before } = await dialogue(
      questionScreen(explaining, words({ purpose: 'Short.', page: 'Long\n  and indented.\n\n' }))!,
      enter,
    )
    expect(before).toContain('Long\n  and indented.\nSuggested: qemu')
    expect(before).not.toContain('Short.')
  })

  test('tells what the file before turned out to be', async () => {
    const session = walk(start(), toBoard('sbc.dtb'), 'native.log')
    expect((await dialogue(screenAt(session), enter)).before).toMatch(/sbc\.dtb .*device tree/)
  })

  test('is no wider than 80 columns, whatever is said', async () => {
    for (const key of ['goal.target', 'xen.options', 'boot-media.addresses', 'dom0-kernel.cmdline'] as const) {
      const { sent } = await dialogue(screenAt(walk(start(), {}, key), 'word '.repeat(60)), enter)
      for (const line of shown(sent)) expect(line.length, line).toBeLessThanOrEqual(80)
    }
  })

  test('has its meaning in the words: colours only add to it', async () => {
    const refused = type(walk(start(), {}, 'guest.name'), 'a b')
    const [plain, coloured] = await Promise.all(
      [false, true].map(async (color) => {
        const terminal = new FakeTerminal({ color })
        const asked = plainFront(terminal).ask(screenAt(refused))
        await terminal.press('', ctrlC)
        await asked
        return terminal.sent
      }),
    )
    expect(shown(coloured!)).toEqual(shown(plain!))
    expect(coloured).toContain('\x1b[31mNot taken:')
    expect(plain).not.toContain('\x1b[31m')
  })
})

describe('the review', () => {
  const review: ReviewScreen = {
    kind: 'review',
    answers: [
      { title: 'Where is Xen to run?', text: 'qemu', origin: 'suggested, because it needs no board', isGuess: false },
    ],
    tried: {
      completions: [],
      findings: [
        { rule: 'gic', severity: 'warning', says: 'it is old', at: 'board.dtb', fix: 'Take another.', isNew: false },
      ],
      passed: ['overlap'],
      notChecked: [{ rule: 'timer', missing: ['a device tree'] }],
      files: [],
      memory: {
        banks: [{ base: 0x40000000n, size: 0x200000n }],
        regions: [{ base: 0x40000000n, size: 0x200000n, name: 'Xen', kind: 'load', because: 'it is first' }],
      },
    },
    folder: 'xenup-out',
    actions: [
      { text: 'write 6 files to xenup-out', does: { kind: 'write' } },
      { text: 'go back and change an answer', does: { kind: 'back' } },
      { text: 'leave; everything is saved', does: { kind: 'leave' } },
    ],
    isExplaining: false,
    map: [],
  }

  test('shows the report and writes with Enter', async () => {
    const { before, event } = await dialogue(review, enter)
    expect(before).toMatchInlineSnapshot(`
      "Look it over
      warning: it is old.
        at board.dtb
        Take another.
        xenup explain gic

      Not checked:
        timer: needs a device tree

      0 errors, 1 warning, 0 notes; 1 passed, 1 not checked

      Memory map (# loaded by us, = boot script, x reserved, / firmware)

              0x40000000 +--------+ RAM, 2 MiB
              0x40000000 |########| Xen, 2 MiB: it is first
              0x40200000 +--------+

      1 answers; "xenup answers" lists them, and where each comes from.

      ? What now?
      ❯ write 6 files to xenup-out
        go back and change an answer
        leave; everything is saved

      ↑↓ navigate • ⏎ select"
    `)
    expect(event).toEqual({ kind: 'write' })
  })

  test('leads back, and out', async () => {
    expect((await dialogue(review, down, enter)).event).toEqual({ kind: 'back' })
    expect((await dialogue(review, '<')).event).toEqual({ kind: 'back' })
    expect((await dialogue(review, down, down, enter)).event).toEqual({ kind: 'leave' })
    expect((await dialogue(review, ctrlC)).event).toEqual({ kind: 'leave' })
  })

  test('offers no writing where there is nothing to write, and says why', async () => {
    const { before, event } = await dialogue(
      { ...review, actions: review.actions.slice(1), refusal: 'boot/boot.cmd: a value cannot be carried' },
      enter,
    )
    expect(before).toContain('boot/boot.cmd: a value cannot be carried')
    expect(before).not.toContain('write')
    expect(event).toEqual({ kind: 'back' })
  })
})

describe('what comes from a file', () => {
  // The terminal of these tests throws at any control sequence that prompts do not send.
  test.each(['console.dtuart', 'xen.file', 'boot-media.device'] as const)(
    'cannot steer the terminal at %s',
    async (key) => {
      const session = walk(start(), toBoard('hostile.dtb'), key)
      const { sent } = await dialogue(screenAt(session), enter)
      expect(sent).not.toContain('\x1b]')
      expect(sent).not.toContain('\x1b[2J')
      expect(shown(sent).join('\n')).not.toMatch(/[\x07\x9b]/)
    },
  )

  test('is shown for what it is', async () => {
    const { before } = await dialogue(screenAt(walk(start(), toBoard('hostile.dtb'), 'console.dtuart')), enter)
    expect(before).toContain('ns16550')
  })

  test('and what was typed, is shown escaped when it is refused', async () => {
    const refused = type(walk(start(), { 'goal.target': 'hardware' }, 'dtb.file'), 'evil\x1b[2J.dtb')
    const { before } = await dialogue(screenAt(refused), enter)
    expect(before).toContain('Not taken: "evil\\x1b[2J.dtb" has an escape character at character 5; rename the')
  })
})
