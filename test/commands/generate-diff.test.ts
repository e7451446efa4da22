import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPatch, parsePatch } from 'diff'
import { describe, expect, test } from 'vitest'
import { contents, put } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { has, started, unclean } from './program.ts'

const edit = (folder: string, path: string, text: string): void => put(folder, `xenup-out/${path}`, text)

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('xenup generate --diff', () => {
  /** Changes of every kind: edited, out of date, missing, no longer needed, without a newline at the end, with CRLF. */
  function changed(): { readonly folder: string; readonly settings: readonly string[] } {
    const folder = started()
    edit(folder, 'boot/boot.cmd', `${read(folder, 'xenup-out/boot/boot.cmd')}echo mine`)
    edit(
      folder,
      'xenup.answers.schema.json',
      read(folder, 'xenup-out/xenup.answers.schema.json').replaceAll('\n', '\r\n'),
    )
    return { folder, settings: ['--set', 'guest.name=web', '--set', 'guest.memory=512M'] }
  }

  /** The folder as --force makes it, apart from what no text diff can carry. */
  async function wanted(folder: string, settings: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const other = join(folder, 'wanted')
    expect((await inside(folder, 'generate', '-o', other, ...settings)).status).toBe(0)
    return comparable(other)
  }
  const comparable = (folder: string) =>
    Object.fromEntries(
      Object.entries(contents(folder)).filter(
        ([path]) => !path.endsWith('.scr') && !path.endsWith('manifest.json') && !path.endsWith('.orig'),
      ),
    )

  test('is empty when nothing differs', async () => {
    expect(await inside(started(), 'generate', '--diff')).toEqual({ status: 0, out: '', err: '' })
  })

  test('changes nothing', async () => {
    const { folder, settings } = changed()
    const before = contents(folder)
    expect((await inside(folder, 'generate', '--diff', ...settings)).status).toBe(1)
    expect(contents(folder)).toEqual(before)
  })

  test('is one that the diff library applies, file by file', async () => {
    const { folder, settings } = changed()
    const { out } = await inside(folder, 'generate', '--diff', ...settings)
    const goal = await wanted(folder, settings)
    const patches = parsePatch(out.replace(/^Binary files .*\n/gm, ''))
    expect(patches.map(({ oldFileName, newFileName }) => [oldFileName, newFileName])).toEqual([
      ['a/BRINGUP.md', 'b/BRINGUP.md'],
      ['a/boot/boot.cmd', 'b/boot/boot.cmd'],
      ['/dev/null', 'b/guests/web.cfg'],
      ['a/xenup.answers.yaml', 'b/xenup.answers.yaml'],
      ['a/xenup.answers.schema.json', 'b/xenup.answers.schema.json'],
      ['a/guests/guest1.cfg', '/dev/null'],
    ])
    for (const patch of patches) {
      const [before, after] = [patch.oldFileName!, patch.newFileName!].map((name) => name.replace(/^[ab]\//, ''))
      const text = before === '/dev/null' ? '' : read(folder, `xenup-out/${before}`)
      expect(applyPatch(text, patch, { autoConvertLineEndings: false }), before).toBe(
        after === '/dev/null' ? '' : Buffer.from(goal[after!]!, 'latin1').toString('utf8'),
      )
    }
  })

  test('is one that patch applies', async ({ skip }) => {
    skip(!has('patch', ['--version'], 'the diff is not applied by it'), 'no patch')
    const { folder, settings } = changed()
    writeFileSync(join(folder, 'change.diff'), (await inside(folder, 'generate', '--diff', ...settings)).out)
    const patched = spawnSync('patch', ['-p1', '--binary', '-E', '-d', 'xenup-out', '-i', '../change.diff'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(patched, patched.stdout).toMatchObject({ status: 0 })
    expect(comparable(join(folder, 'xenup-out'))).toEqual(await wanted(folder, settings))
  })

  test('shows no escape sequence that somebody has put into a file', async () => {
    const folder = started()
    edit(folder, 'BRINGUP.md', 'x\x1b[2J\x9b31m\u202e\n')
    const { out } = await inside(folder, 'generate', '--diff')
    expect(unclean(out)).toEqual([])
    expect(out).toContain('-x\\x1b[2J')
  })

  test('says of an image only that it differs', async () => {
    const folder = started()
    edit(folder, 'boot/boot.scr', 'x')
    expect((await inside(folder, 'generate', '--diff')).out).toBe(
      'Binary files a/boot/boot.scr and b/boot/boot.scr differ\n',
    )
  })
})
