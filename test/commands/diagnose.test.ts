import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { isAgreed } from '../../src/commands/ask.ts'
import type { Io } from '../../src/model/io.ts'
import { goodBoot, silentBoot, text, uBootLines, xenLines } from '../console/boots.ts'
import { inside } from './inside.ts'
import { ownFolder, shell, started, unclean, wide } from './program.ts'

const failed = [
  ...uBootLines,
  ...xenLines.slice(0, 9),
  '(XEN) IRQ 33 is already used by Xen',
  '(XEN) Device tree generation failed (-16).',
  '(XEN) Panic on CPU 0:',
  '(XEN) Could not set up DOM0 guest OS',
]

function folderWith(logs: Readonly<Record<string, readonly string[]>>, folder = ownFolder()): string {
  for (const [name, lines] of Object.entries(logs)) writeFileSync(join(folder, name), text(lines))
  return folder
}

describe('xenup diagnose', () => {
  test('says first what stopped, then the lines, the fix, the answer and the step; ends with 1', async () => {
    const { status, out, err } = await inside(folderWith({ log: failed }), 'diagnose', 'log')
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toMatch(/^Xen stopped while it made the device tree of dom0, because interrupt 33 is Xen's\n/)
    expect(out).toContain('\n> 21  (XEN) IRQ 33 is already used by Xen\n')
    expect(out).toContain('\n    xenup generate --set console.edits=yes\n')
    expect(out).toContain('xenup explain console.edits')
    expect(out.replace(/\n/g, ' ')).toContain('Xen panicked (line 23)')
    expect(wide(out)).toEqual([])
  })

  test('ends with 0 when the boot is good', async () => {
    const { status, out } = await inside(folderWith({ log: goodBoot }), 'diagnose', 'log')
    expect(status).toBe(0)
    expect(out).toMatch(/^Nothing is wrong here: Xen 4\.17 started, dom0 runs\.\n/)
  })

  test.each([
    ['no log', { log: ['Dear all,', 'hello'] }, ['log'], 'log: there is no line of a boot in it'],
    ['no file', {}, ['nope'], 'nope: there is no such file'],
    ['nothing named', {}, [], 'xenup diagnose: name the log of a console'],
    ['a folder', {}, ['.'], '.: it is a folder'],
    [
      'a boot that is not there',
      { log: goodBoot },
      ['log', '--boot', '2'],
      'xenup diagnose: there is no boot 2 to be judged',
    ],
    [
      'a boot that is no number',
      { log: goodBoot },
      ['log', '--boot', 'x'],
      'xenup diagnose: --boot x is no number of a boot',
    ],
  ])('ends with 2 for %s', async (_, logs, args, says) => {
    const { status, out, err } = await inside(folderWith(logs as never), 'diagnose', ...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(says)
  })

  test('tells a silence with what decides it, and what was ruled out by the answers', async () => {
    const folder = folderWith({ log: silentBoot }, started())
    const alone = await inside(folder, 'diagnose', 'log')
    expect(alone.out).toMatch(/^After "Starting kernel \.\.\." \(line 11\) the log says no more; next should come\n/)
    expect(alone.out).toContain('1. Xen may run and have no console')
    expect(alone.out).toContain('    => fdt print /aliases\n')
    expect(alone.out).not.toContain('CONFIG_EARLY_UART')
    const { status, out } = await inside(folder, 'diagnose', 'log', '-a', 'xenup.answers.yaml')
    expect(status).toBe(1)
    expect(out).toContain('1. Firmware may have started Xen below EL2')
    expect(out).toContain('    CONFIG_EARLY_UART_CHOICE_PL011=y\n    CONFIG_EARLY_UART_BASE_ADDRESS=0x9000000\n')
    expect(out.replace(/\n/g, ' ')).toContain('Not this: Xen has no console (the answers passed dtuart-missing')
  })

  test('names the answer to change, and --fix writes it, with the comments of the file', async () => {
    const tooLarge = [
      ...uBootLines,
      ...xenLines.slice(0, 9),
      '(XEN) Panic on CPU 0:',
      '(XEN) Not enough memory in the first bank for the kernel+dtb+initrd.',
    ]
    const folder = folderWith({ log: tooLarge }, started())
    const file = join(folder, 'xenup.answers.yaml')
    const before = `# ours\n${readFileSync(file, 'utf8')}`
    writeFileSync(file, before)
    const told = await inside(folder, 'diagnose', 'log', '-a', 'xenup.answers.yaml')
    const said = told.out.replace(/\s+/g, ' ')
    const [, now, then] = /"How much memory does dom0 get\?" "(\w+)" becomes "(\w+)"/.exec(said) ?? []
    expect(now).not.toBe(then)
    expect(told.out).toContain(
      `\nFor xenup.answers.yaml (xenup diagnose --fix writes it):\n    dom0-kernel.memory=${then}\n`,
    )
    expect(readFileSync(file, 'utf8')).toBe(before)

    const { status, out } = await inside(folder, 'diagnose', 'log', '--fix')
    expect(status).toBe(1)
    expect(out).toContain('\nWritten. The artifacts with it: xenup generate\n')
    expect(readFileSync(file, 'utf8')).toBe(before.replace(`memory: ${now}\n`, `memory: ${then}\n`))
    expect((await inside(folder, 'diagnose', 'log', '-a', 'xenup.answers.yaml', '--json')).out).toContain('"remedy"')
  })

  test('judges a log that is too long to learn from by the answers all the same', async () => {
    const long = Array.from({ length: 70_000 }, (_, line) => `[ 1000.${line}] a driver has much to say`)
    const folder = folderWith({ log: [...failed, ...goodBoot, ...long] }, started())
    const { status, out, err } = await inside(folder, 'diagnose', 'log', '-a', 'xenup.answers.yaml')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^Nothing is wrong here/)
  })

  test('--fix turns the gates that the log proves, and has nothing to say of a log that proves none', async () => {
    const native = [
      ...uBootLines.slice(0, 4),
      'Starting kernel ...',
      '[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]',
      '[    0.000000] Linux version 6.1.0-50-arm64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP Debian',
      '[    0.000000] Machine model: linux,dummy-virt',
      '[    0.050000] CPU: All CPU(s) started at EL2',
      '[    1.287637] Run /init as init process',
    ]
    const folder = folderWith({ native, good: goodBoot }, started())
    const { out } = await inside(folder, 'diagnose', 'native', '--fix')
    expect(out).toContain('\nProven: Linux without Xen, first, because native shows Linux up without Xen')
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toMatch(/native:[^]*done: done/)
    expect((await inside(folder, 'graph')).out).toMatch(/\[x\] native/)
    expect((await inside(folder, 'diagnose', 'good', '--fix')).out).toContain('\nThere is no answer to change.\n')
  })

  test.each([
    ['y\n', 'yes', true],
    ['\n', 'yes', true],
    ['\n', 'no', false],
    ['Yes\n', 'no', true],
    ['no\n', 'yes', false],
    ['', 'yes', false],
  ] as const)('takes %j as an answer to whether it may write, which is usually %s', async (typed, usual, agreed) => {
    const [stdin, stdout] = [new PassThrough(), new PassThrough()]
    const answer = isAgreed('Write it?', usual, { stdin, stdout } as unknown as Io)
    stdin.end(typed)
    expect(await answer).toBe(agreed)
    expect(String(stdout.read())).toMatch(/^Write it\? \[Y\/n\] |^Write it\? \[y\/N\] /)
  })

  test('judges the last boot, lists the others, and judges another with --boot', async () => {
    const folder = folderWith({ log: [...failed, ...goodBoot] })
    const last = await inside(folder, 'diagnose', 'log')
    expect(last.status).toBe(0)
    expect(last.out).toContain('  1: lines 1 to 24: A device has an interrupt that Xen uses\n')
    expect((await inside(folder, 'diagnose', 'log', '--boot', '1')).status).toBe(1)
  })

  test('says of no Linux under Xen that firmware handed over well, nor of one at EL1', async () => {
    const handsOver = 'the firmware hands over in the mode that Xen needs'
    const said = async (log: readonly string[]) =>
      (await inside(folderWith({ log }), 'diagnose', 'log')).out.replace(/\s+/g, ' ').includes(handsOver)
    const native = (mode: string) => [...uBootLines, '[    0.1] CPU: All CPU(s) started at EL1'.replace('EL1', mode)]
    expect(await said([...goodBoot, '[    0.2] CPU: All CPU(s) started at EL1'])).toBe(false)
    expect(await said(native('EL1'))).toBe(false)
    expect(await said(native('EL2'))).toBe(true)
  })

  test('takes several files of one boot', async () => {
    const folder = folderWith({ one: failed.slice(0, 15), two: failed.slice(15) })
    expect((await inside(folder, 'diagnose', 'one', 'two')).out).toContain('interrupt 33')
  })

  test('reads standard input', () => {
    const { status, out } = shell(folderWith({ log: failed }), 'xenup diagnose - < log')
    expect(status).toBe(1)
    expect(out).toContain('interrupt 33')
  })

  test('--json is one document of a version', async () => {
    const { status, out } = await inside(folderWith({ log: failed }), 'diagnose', 'log', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      xenup: 1,
      boot: 1,
      came: 'wrong',
      boots: [{ boot: 1, from: 1, to: 24, came: 'wrong' }],
      reached: expect.arrayContaining([
        { stage: 'u-boot', signpost: 'handover', line: 11, text: 'Starting kernel ...' },
      ]),
      causes: [
        {
          symptom: 'irq-used-by-xen',
          stage: 'xen',
          lines: [{ line: 21, text: 'IRQ 33 is already used by Xen' }],
          set: 'console.edits=yes',
          step: 'console',
          question: 'console.edits',
          confidence: 'sure',
        },
      ],
    })
  })

  test('shows what steers a terminal as what it is', async () => {
    const hostile = [
      ...failed.slice(0, 20),
      '(XEN) Unable to retrieve address 1 for /soc/\u202ex\u009b2J',
      ...failed.slice(21),
    ]
    const { out } = await inside(folderWith({ log: hostile }), 'diagnose', 'log')
    expect(unclean(out)).toEqual([])
    expect(out).toContain('\\u{202e}x\\x9b2J')
  })

  test('each symptom has its page', async () => {
    const { status, out } = await inside(ownFolder(), 'explain', 'irq-used-by-xen')
    expect(status).toBe(0)
    expect(out).toMatch(/^A device has an interrupt that Xen uses\n/)
  })
})
