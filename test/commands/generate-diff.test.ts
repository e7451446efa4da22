import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPatch, parsePatch } from 'diff'
import { describe, expect, test } from 'vitest'
import { contents, put } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { has, started, unclean } from './program.ts'

const edit = (folder: string, path: string, text: string): void => put(folder, `xenup-out/${path}`, text)

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('xenup generate --diff', () => {
  /**
   * Changes of every kind: out of date, missing, no longer needed, edited where nothing changes, edited and to be merged
   * (with CRLF, and without a newline at the end), and edited where it clashes.
   */
  function changed(): { readonly folder: string; readonly settings: readonly string[] } {
    const folder = started()
    const change = (path: string, how: (text: string) => string): void =>
      edit(folder, path, how(read(folder, `xenup-out/${path}`)))
    change('boot/native.cmd', (text) => `${text}echo mine`)
    change('boot/boot.cmd', (text) => `${text}echo mine`)
    change('BRINGUP.md', (text) => `my notes\n\n${text}`.replaceAll('\n', '\r\n'))
    change('xenup.answers.yaml', (text) => text.replace('name: guest1', 'name: mine'))
    return { folder, settings: ['--set', 'guest.name=web', '--set', 'dom0-kernel.memory=1G'] }
  }

  /** The folder as the run itself makes it, apart from what no text diff can carry. */
  async function wanted(folder: string, settings: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const other = join(folder, 'wanted')
    cpSync(join(folder, 'xenup-out'), other, { recursive: true })
    expect((await inside(folder, 'generate', '-o', other, ...settings)).status).toBe(1)
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
      ['a/boot/imagebuilder.cfg', 'b/boot/imagebuilder.cfg'],
      ['/dev/null', 'b/guests/web.cfg'],
      ['/dev/null', 'b/xenup.answers.yaml.xenup-new'],
      ['a/guests/guest1.cfg', '/dev/null'],
    ])
    expect(goal['boot/boot.cmd']).toMatch(/1G[^]*echo mine$/)
    expect(goal['BRINGUP.md']).toMatch(/^my notes\r\n/)
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
    const { out } = await inside(folder, 'generate', '--diff', '--take-new')
    expect(unclean(out)).toEqual([])
    expect(out).toContain('-x\\x1b[2J')
  })

  test('says of an image only that it differs', async () => {
    const folder = started()
    edit(folder, 'boot/boot.scr', 'x')
    const { out } = await inside(folder, 'generate', '--diff', '--take-new')
    expect(out).toContain('Binary files a/boot/boot.scr and b/boot/boot.scr differ\n')
  })
})
