/** Somebody comes back: three lines were edited by hand, and the answers have changed. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { WriteReport } from '../../src/model/write-report.ts'
import { contents, put } from '../artifacts/folder.ts'
import { inside, type Ran } from './inside.ts'
import { started } from './program.ts'

const read = (folder: string, path: string): string => readFileSync(join(folder, 'xenup-out', path), 'utf8')

/** Changes a file as somebody does in an editor. */
function change(folder: string, path: string, from: string, to: string): void {
  const text = read(folder, path)
  expect(text).toContain(from)
  writeFileSync(join(folder, 'xenup-out', path), text.replace(from, to))
}

/** All that lies there but the image of the script, and the list with its sum. */
const edits = (folder: string) =>
  Object.entries(contents(folder)).filter(([path]) => !/boot\.scr$|manifest\.json$/.test(path))

/** Other answers: lines of the script, the handbook and the guest's configuration change. */
const more = ['--set', 'dom0-kernel.memory=1G', '--set', 'guest.memory=512M']

const json = ({ out }: Ran) => JSON.parse(out) as WriteReport

describe('three lines edited by hand', () => {
  function edited(): string {
    const folder = started()
    change(folder, 'boot/boot.cmd', 'virtio scan', 'echo typed by hand\nvirtio scan')
    change(folder, 'BRINGUP.md', '- [ ] ', '- [x] ')
    change(folder, 'guests/guest1.cfg', 'vcpus = 1', 'vcpus = 2')
    return folder
  }

  test('stay with the same answers, and nobody speaks of a conflict', async () => {
    const folder = edited()
    const before = edits(folder)
    const first = await inside(folder, 'generate')
    expect(first).toMatchObject({ status: 0, err: '' })
    expect(first.out).toContain('kept    xenup-out/BRINGUP.md, as you edited it\n')
    // The script's image is of the script as it is now.
    expect(first.out).toContain('wrote   xenup-out/boot/boot.scr\n')
    expect(edits(folder)).toEqual(before)
    expect(await inside(folder, 'generate', '--check')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Everything is as it should be\.\nAs you edited them: .*guest1\.cfg\n$/),
    })
    expect(await inside(folder, 'generate', '--diff')).toEqual({ status: 0, out: '', err: '' })
  })

  test('are carried over into what other answers make, and the report says which lines they are', async () => {
    const folder = edited()
    const { status, out, err } = await inside(folder, 'generate', ...more)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    for (const [path, line] of [
      ['boot/boot.cmd', 'echo typed by hand'],
      ['BRINGUP.md', '- [x] '],
      ['guests/guest1.cfg', 'vcpus = 2'],
    ] as const) {
      const at =
        read(folder, path)
          .split('\n')
          .findIndex((one) => one.startsWith(line)) + 1
      expect(out).toContain(`merged  xenup-out/${path}: yours are line ${at}\n`)
    }
    expect(read(folder, 'guests/guest1.cfg')).toMatch(/^memory = 512$/m)
    expect(read(folder, 'boot/boot.cmd')).toContain('dom0_mem=1G')
    expect(read(folder, 'boot/boot.scr').slice(72)).toBe(read(folder, 'boot/boot.cmd'))
  })

  test('go through many changes of the answers, and back to the first', async () => {
    const folder = edited()
    const before = edits(folder)
    for (const memory of ['300M', '400M', '512M'])
      expect((await inside(folder, 'generate', '--set', `guest.memory=${memory}`)).status).toBe(0)
    expect((await inside(folder, 'generate')).status).toBe(0)
    expect(edits(folder)).toEqual(before)
  })

  test('are shown by --diff and --check as a run would have them', async () => {
    const folder = edited()
    const { status, out } = await inside(folder, 'generate', '--check', ...more)
    expect(status).toBe(1)
    expect(out).toContain('xenup-out/boot/boot.cmd was edited by hand, and gets a new text with your edits in it\n')
    const diff = await inside(folder, 'generate', '--diff', ...more)
    expect(diff.out).not.toMatch(/^-.*typed by hand/m)
    expect(diff.out).toContain('+memory = 512\n')
    await inside(folder, 'generate', ...more)
    expect(await inside(folder, 'generate', '--diff', ...more)).toMatchObject({ status: 0, out: '' })
  })

  test('are safe without what was written last: then the new text is laid beside', async () => {
    const folder = edited()
    rmSync(join(folder, 'xenup-out/.xenup'), { recursive: true })
    const { status, err } = await inside(folder, 'generate', ...more)
    expect(status).toBe(1)
    expect(err.replace(/\s+/g, ' ')).toContain('boot/boot.cmd was edited by hand, and what it was before is not known')
    expect(read(folder, 'boot/boot.cmd')).toContain('typed by hand')
    expect(read(folder, 'boot/boot.cmd.xenup-new')).toContain('dom0_mem=1G')
  })

  test('and what was written last is known again after a run with the same answers', async () => {
    const folder = edited()
    rmSync(join(folder, 'xenup-out/.xenup'), { recursive: true })
    await inside(folder, 'generate')
    expect(await inside(folder, 'generate', ...more)).toMatchObject({ status: 0, err: '' })
  })
})

describe('a line that was edited, and that the answers change as well', () => {
  function clashing(): string {
    const folder = started()
    change(folder, 'guests/guest1.cfg', 'memory = 256', 'memory = 333')
    change(folder, 'guests/guest1.cfg', 'vcpus = 1', 'vcpus = 2')
    return folder
  }
  const guest = 'guests/guest1.cfg'
  const generate = (folder: string, ...args: readonly string[]) => inside(folder, 'generate', ...more, ...args)

  test('is left, with the new text beside it, and the message says what can be done', async () => {
    const folder = clashing()
    const before = read(folder, guest)
    const { status, err } = await generate(folder)
    expect(status).toBe(1)
    expect(err).toMatchInlineSnapshot(`
      "xenup: xenup-out/guests/guest1.cfg was edited by hand where the new text differs
        too (line 17); it is left, and the new text is in
        xenup-out/guests/guest1.cfg.xenup-new
        Choose: --conflict markers has both in the file, --take-new the new text with
        yours beside it, --keep-mine yours.
      "
    `)
    expect(read(folder, guest)).toBe(before)
    expect(read(folder, `${guest}.xenup-new`)).toMatch(/^memory = 512$/m)
    expect((await generate(folder, '--check')).status).toBe(1)
    expect((await generate(folder, '--diff')).out, 'nothing more would be written').toBe('')
  })

  test('--keep-mine settles it for mine, for good', async () => {
    const folder = clashing()
    await generate(folder)
    const before = read(folder, guest)
    expect(await generate(folder, '--keep-mine')).toMatchObject({ status: 0, err: '' })
    expect(read(folder, guest)).toBe(before)
    expect(await generate(folder, '--check')).toMatchObject({ status: 0 })
    expect(existsSync(join(folder, 'xenup-out', `${guest}.xenup-new`))).toBe(false)
    // What changes elsewhere later comes in.
    expect(
      json(await generate(folder, '--json', '--set', 'guest.vcpus=1', '--set', 'guest.cmdline=quiet')),
    ).toMatchObject({
      merged: [{ path: guest }],
    })
    expect(read(folder, guest)).toMatch(/^memory = 333$/m)
  })

  test('--take-new settles it for the new text, with a copy of mine', async () => {
    const folder = clashing()
    const before = read(folder, guest)
    const { status, out } = await generate(folder, '--take-new')
    expect(status).toBe(0)
    expect(out).toContain(`wrote   xenup-out/${guest}; yours is kept as xenup-out/${guest}.xenup-mine\n`)
    expect(read(folder, guest)).toMatch(/^memory = 512$/m)
    expect(read(folder, `${guest}.xenup-mine`)).toBe(before)
    expect(await generate(folder, '--check')).toMatchObject({ status: 0, out: 'Everything is as it should be.\n' })
  })

  test('--conflict markers writes both, which generate and check name until they are settled', async () => {
    const folder = clashing()
    const { status, err } = await generate(folder, '--conflict', 'markers')
    expect(status).toBe(1)
    const marked = read(folder, guest)
    expect(marked).toContain('<<<<<<< mine\nmemory = 333\n=======\nmemory = 512\n>>>>>>> new\n')
    expect(marked).toMatch(/^vcpus = 2$/m)
    const line = marked.split('\n').indexOf('<<<<<<< mine') + 1
    expect(err).toContain(`xenup-out/${guest}:${line} has both versions now`)
    const again = await generate(folder)
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining(`${guest}:${line} still has both versions`) })
    const check = await inside(folder, 'check')
    expect(check.status).toBe(1)
    expect(check.out).toContain(`at xenup-out/${guest}:${line}`)
    expect((await generate(folder, '--keep-mine')).status, 'markers are nobody’s text').toBe(1)
    expect(read(folder, guest)).toBe(marked)
    put(folder, `xenup-out/${guest}`, marked.replace(/<{7} mine\n[^]*?={7}\n|>{7} new\n/g, ''))
    expect(await generate(folder)).toMatchObject({ status: 0, err: '' })
    expect((await inside(folder, 'check')).status).toBe(0)
    expect(read(folder, guest)).toMatch(/^memory = 512$[^]*^vcpus = 2$/m)
  })

  test('--conflict reject writes the new text there, and mine as the hunk of a patch beside it', async () => {
    const folder = clashing()
    expect((await generate(folder, '--conflict', 'reject')).status).toBe(1)
    expect(read(folder, guest)).toMatch(/^memory = 512$[^]*^vcpus = 2$/m)
    expect(read(folder, `${guest}.rej`)).toMatch(
      /^--- \S+\n\+\+\+ \S+\n@@ -(\d+),1 \+\1,1 @@\n-memory = 256\n\+memory = 333\n$/,
    )
    expect(await generate(folder)).toMatchObject({ status: 0, err: '' })
    expect(read(folder, `${guest}.rej`)).toContain('+memory = 333')
  })

  test('can be settled for some files alone, named from where one is or as they are listed', async () => {
    const folder = clashing()
    change(folder, 'xenup.answers.yaml', 'memory: 256M', 'memory: 333M')
    expect((await generate(folder, '--take-new', `xenup-out/${guest}`)).status).toBe(1)
    expect(read(folder, guest)).toMatch(/^memory = 512$/m)
    expect(read(folder, 'xenup.answers.yaml')).toContain('333M')
    expect((await generate(folder, '--keep-mine', 'xenup.answers.yaml')).status).toBe(0)
    const wrong = await generate(folder, '--keep-mine', 'boot.cmd')
    expect(wrong).toMatchObject({ status: 2, err: expect.stringContaining('it writes no file boot.cmd') })
  })

  test.each([
    [['--merge', '--keep-mine'], 'different ways'],
    [['--take-new', '--conflict', 'markers'], 'different ways'],
    [['--conflict', 'both'], '--conflict knows no both'],
    [['boot/boot.cmd'], 'an argument too many'],
  ])('%j is refused', async (args, says) => {
    const folder = clashing()
    const before = contents(folder)
    expect(await generate(folder, ...args)).toMatchObject({ status: 2, err: expect.stringContaining(says) })
    expect(contents(folder)).toEqual(before)
  })

  test('--merge says what is done anyway', async () => {
    const [one, two] = [clashing(), clashing()]
    await generate(one)
    await generate(two, '--merge')
    expect(contents(two)).toEqual(contents(one))
  })

  test('--yes takes the same options', async () => {
    const folder = clashing()
    expect(await inside(folder, '--yes', ...more, '--take-new')).toMatchObject({ status: 0 })
    expect(read(folder, `${guest}.xenup-mine`)).toMatch(/^memory = 333$/m)
  })
})

describe('a file that is not where it was, or not to be written to', () => {
  test('deleted, is written again with a word', async () => {
    const folder = started()
    rmSync(join(folder, 'xenup-out/stage.sh'))
    expect((await inside(folder, 'generate', '--check')).out).toBe('xenup-out/stage.sh was deleted, or moved away\n')
    expect((await inside(folder, 'generate')).out).toContain('wrote   xenup-out/stage.sh again: it had been deleted\n')
  })

  test.each([
    ['as it was', ''],
    ['and edited', 'echo typed by hand\n'],
  ])('moved, %s, is written again, and the moved one stays', async (_, typed) => {
    const folder = started()
    const text = read(folder, 'stage.sh') + typed
    mkdirSync(join(folder, 'xenup-out/mine'))
    renameSync(join(folder, 'xenup-out/stage.sh'), join(folder, 'xenup-out/mine/copy.sh'))
    put(folder, 'xenup-out/mine/copy.sh', text)
    put(folder, 'xenup-out/mine/other.sh', '#!/bin/sh\necho other\n')
    const { status, out } = await inside(folder, 'generate')
    expect(status).toBe(0)
    expect(out).toContain('wrote   xenup-out/stage.sh again: yours was moved to xenup-out/mine/copy.sh, which stays\n')
    expect(read(folder, 'mine/copy.sh')).toBe(text)
  })

  test('read-only, is not replaced, and the message says how it can be', async () => {
    const folder = started()
    const file = join(folder, 'xenup-out/guests/guest1.cfg')
    chmodSync(file, 0o444)
    expect(await inside(folder, 'generate')).toMatchObject({ status: 0, err: '' })
    const { status, err } = await inside(folder, 'generate', ...more)
    expect(status).toBe(1)
    expect(err.replace(/\s+/g, ' ')).toContain(
      'guests/guest1.cfg is read-only; it is left, and the new text is in xenup-out/guests/guest1.cfg.xenup-new',
    )
    expect(read(folder, 'guests/guest1.cfg')).toMatch(/^memory = 256$/m)
    chmodSync(file, 0o644)
    expect(await inside(folder, 'generate', ...more)).toMatchObject({ status: 0, err: '' })
    expect(read(folder, 'guests/guest1.cfg')).toMatch(/^memory = 512$/m)
    expect(existsSync(`${file}.xenup-new`)).toBe(false)
  })

  test('read-only and edited, is left as well, with the edit in the text beside it', async () => {
    const folder = started()
    change(folder, 'guests/guest1.cfg', 'vcpus = 1', 'vcpus = 2')
    chmodSync(join(folder, 'xenup-out/guests/guest1.cfg'), 0o444)
    expect((await inside(folder, 'generate', ...more)).status).toBe(1)
    expect(read(folder, 'guests/guest1.cfg')).toMatch(/^memory = 256$/m)
    expect(read(folder, 'guests/guest1.cfg.xenup-new')).toMatch(/^memory = 512$[^]*^vcpus = 2$/m)
  })

  test('keeps the mode that it was given', async () => {
    const folder = started()
    const file = join(folder, 'xenup-out/guests/guest1.cfg')
    chmodSync(file, 0o755)
    await inside(folder, 'generate', ...more)
    expect(statSync(file).mode & 0o777).toBe(0o755)
  })
})
