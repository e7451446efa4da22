import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boardIn } from '../artifacts/fixtures.ts'
import { contents, files } from '../artifacts/folder.ts'
import { command } from '../artifacts/readers.ts'
import { inside } from './inside.ts'
import { ownFolder, started, unclean } from './program.ts'

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('--set', () => {
  test('gives an answer for this run, and leaves the file as it is', async () => {
    const folder = started()
    const before = read(folder, 'xenup.answers.yaml')
    expect((await inside(folder, 'generate', '--set', 'guest.memory=512M', '--set', 'guest.vcpus=2')).status).toBe(0)
    expect(read(folder, 'xenup-out/guests/guest1.cfg')).toMatch(/^memory = 512$/m)
    expect(read(folder, 'xenup-out/guests/guest1.cfg')).toMatch(/^vcpus = 2$/m)
    expect(read(folder, 'xenup.answers.yaml')).toBe(before)
  })

  test('given twice for one answer, the last counts', async () => {
    const folder = started()
    expect((await inside(folder, 'generate', '--set', 'guest.memory=512M', '--set', 'guest.memory=128M')).status).toBe(
      0,
    )
    expect(read(folder, 'xenup-out/guests/guest1.cfg')).toMatch(/^memory = 128$/m)
  })

  test('takes a value with equals signs, spaces and quotes as it is', async () => {
    const folder = started()
    expect((await inside(folder, 'generate', '--set', `guest.cmdline=console=hvc0 a="b c" d='e'`)).status).toBe(0)
    expect(read(folder, 'xenup-out/guests/guest1.cfg')).toContain(`cmdline = "console=hvc0 a=\\"b c\\" d='e'"`)
  })

  test('brings the worst of command lines from the shell to U-Boot as it is', async () => {
    const folder = started()
    const worst = `console=hvc0 it's "so" $HOME \${x} \\ ; reset && # \`id\` <0> [1] | *`
    expect((await inside(folder, 'generate', '--set', `dom0-kernel.cmdline=${worst}`)).status).toBe(0)
    const words = ['fdt', 'set', '/chosen', 'xen,dom0-bootargs', worst]
    expect(command(read(folder, 'xenup-out/boot/boot.cmd'), 'fdt set /chosen xen,dom0-bootargs')).toEqual({
      old: words,
      modern: words,
    })
    // And back from the file that came out.
    expect(await inside(folder, 'generate', '-a', 'xenup-out/xenup.answers.yaml', '--check')).toMatchObject({
      status: 0,
    })
  })

  test.each([
    ['<0x1> console=hvc0', 'as numbers, not as text'],
    ['[00]', 'as bytes, not as text'],
  ])('of %j, which U-Boot would not take for text, nothing is written', async (line, says) => {
    const folder = started()
    const before = contents(folder)
    const { status, out, err } = await inside(folder, 'generate', '--set', `dom0-kernel.cmdline=${line}`)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(says)
    expect(err).toContain('xenup: dom0-kernel.cmdline: ')
    expect(contents(folder)).toEqual(before)
  })

  test('needs no answers file', async () => {
    const folder = ownFolder()
    expect((await inside(folder, 'generate', '--set', 'guest.name=web')).status).toBe(0)
    expect(files(folder)).toContain('xenup-out/guests/web.cfg')
  })

  test.each([
    ['guest.memry=1G', 'did you mean guest.memory?'],
    ['memory=1G', 'guest.memory'],
    ['geust.memory=1G', 'did you mean guest.memory?'],
    ['guest.memory', 'has no ='],
    ['guest.memory=99', 'has no unit'],
    ['guest.memory=', 'is not a size'],
    ['xen.version=4.71', 'did you mean 4.17?'],
    ['=x', 'there is no answer'],
    ['__proto__=x', 'there is no answer'],
    ['guest.name=a/b', 'is not the name of the guest'],
    ['dom0-kernel.cmdline=a\nb', 'has a newline at character 2'],
    ['dom0-kernel.cmdline=\x1b[2J', 'has an escape character'],
  ])('refuses %j, and says what was meant', async (setting, says) => {
    const folder = started()
    const before = contents(folder)
    const { status, out, err } = await inside(folder, 'generate', '--set', setting)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^xenup: --set: /)
    expect(err).toContain(says)
    expect(unclean(err)).toEqual([])
    expect(contents(folder)).toEqual(before)
  })
})

describe('an answers file that cannot be taken', () => {
  test('is not there: the ways to get one are named', async () => {
    const { status, out, err } = await inside(ownFolder(), 'generate')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatchInlineSnapshot(`
      "xenup: xenup.answers.yaml: there is no answers file
        Make one with xenup (the wizard) or xenup --yes, or name another with -a.
      "
    `)
  })

  test('is broken: every fault is told with its line and column', async () => {
    const folder = ownFolder()
    writeFileSync(
      join(folder, 'mine.yaml'),
      'xenup: 2\ngoal:\n  target: qemuu\n  rech: dom0\nguest:\n  memory: 12\n  cmdline: "abc\n',
    )
    const { status, out, err } = await inside(folder, 'generate', '-a', 'mine.yaml')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err.replaceAll(`${folder}/`, '')).toMatchInlineSnapshot(`
      "xenup: mine.yaml has 4 faults:
      mine.yaml:3:11: goal.target "qemuu" is not one of qemu, hardware, fvp; did you mean qemu?
           3 |   target: qemuu
             |           ^
      mine.yaml:4:3: goal has no answer rech; did you mean reach?
           4 |   rech: dom0
             |   ^
      mine.yaml:6:11: guest.memory "12" has no unit (Xen would take a bare number as KiB); write 12M or 12G
           6 |   memory: 12
             |           ^
      mine.yaml:7:12: this quote is not closed; close it on the same line
           7 |   cmdline: "abc
             |            ^
      "
    `)
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['no text', (path: string) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 1]))],
    ['a device tree', (path: string) => writeFileSync(path, Buffer.from('d00dfeed0000', 'hex'))],
  ])('is %s', async (_, make) => {
    const folder = ownFolder()
    make(join(folder, 'xenup.answers.yaml'))
    const { status, out, err } = await inside(folder, 'generate')
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^xenup: .*xenup\.answers\.yaml/)
  })

  test('has answers that contradict each other: each refusal is told, and what to do', async () => {
    const folder = started()
    const { status, out, err } = await inside(
      folder,
      'generate',
      '--set',
      'goal.target=hardware',
      '--set',
      'guest.kernel=none',
    )
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatchInlineSnapshot(`
      "xenup: xenup.answers.yaml: board.id: qemu-virt-arm64 is a software model, and goal.target is hardware: choose another board here, or qemu there.
        guest.kernel: A guest needs a kernel: give its path in dom0.
        Change the answers in the file, with --set, or in the wizard (xenup).
      "
    `)
  })

  test('lacks an answer that nothing can suggest: it is named with the way to give it', async () => {
    const { status, err } = await inside(
      started(),
      'generate',
      '--set',
      'goal.target=hardware',
      '--set',
      'board.id=other',
      '--set',
      'dtb.source=file',
    )
    expect(status).toBe(2)
    expect(err).toContain('dtb.file: there is no answer')
    expect(err).toContain('--set dtb.file=…')
  })

  test('names a file that is no device tree: what follows from that is not told as well', async () => {
    const folder = started()
    const { status, err } = await inside(
      folder,
      'generate',
      '--set',
      'goal.target=hardware',
      '--set',
      'board.id=other',
      '--set',
      'dtb.source=file',
      '--set',
      'dtb.file=xenup.answers.yaml',
    )
    expect(status).toBe(2)
    expect(err).toContain('xenup.answers.yaml is not a device tree (its content is: text)')
    expect(err).not.toContain('memory-base')
  })
})

describe('files that the answers name', () => {
  test('are found beside the answers file and in the working folder, in this order', async () => {
    const outer = ownFolder()
    for (const name of ['desk', 'lab']) mkdirSync(join(outer, name))
    const [work, lab] = [join(outer, 'desk'), join(outer, 'lab')]
    const settings = Object.entries(boardIn(lab)).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    // In the working folder, where it is typed.
    expect((await inside(lab, '--yes', '--save', '-a', '../desk/xenup.answers.yaml', ...settings)).status).toBe(0)
    // Beside the answers file, where it is kept.
    renameSync(join(lab, 'board.dtb'), join(work, 'board.dtb'))
    expect(await inside(lab, 'generate', '-a', '../desk/xenup.answers.yaml', '--check')).toMatchObject({ status: 0 })
    // There first.
    boardIn(lab, { more: { model: 'Another Board' } })
    expect(await inside(lab, 'generate', '-a', '../desk/xenup.answers.yaml', '--check')).toMatchObject({ status: 0 })
    rmSync(join(work, 'board.dtb'))
    expect(await inside(lab, 'generate', '-a', '../desk/xenup.answers.yaml', '--check')).toMatchObject({
      status: 1,
      out: expect.stringContaining('out of date'),
    })
    rmSync(join(lab, 'board.dtb'))
    const { status, err } = await inside(lab, 'generate', '-a', '../desk/xenup.answers.yaml')
    expect(status).toBe(2)
    expect(err).toContain(`dtb.file: board.dtb: there is no such file. Check the path; looked in ${work} and ${lab}.`)
  })

  test('with control characters in their names are refused, and the names shown escaped', async () => {
    const folder = started()
    writeFileSync(join(folder, 'x\x1b[31mn'), '')
    const { status, err } = await inside(folder, 'generate', '--set', 'xen.file=x\x1b[31mn')
    expect(status).toBe(2)
    expect(unclean(err)).toEqual([])
    expect(err).toContain('x\\x1b[31mn')
  })
})
