import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, files, put } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { made, ownFolder, started } from './program.ts'

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('the output folder', () => {
  test.each(['out', 'deep/er/out', '../beside'])('%s is made where it is named', async (output) => {
    const outer = ownFolder()
    const folder = join(outer, 'in')
    mkdirSync(folder)
    await inside(folder, '--yes')
    const { status, out } = await inside(folder, 'generate', '-o', output)
    expect(status).toBe(0)
    expect(out).toContain(`wrote   ${output}/boot/boot.cmd\n`)
    expect(files(join(folder, output)).toSorted()).toEqual(made)
  })

  test('can be named by its full path', async () => {
    const [folder, other] = [started(), ownFolder()]
    expect((await inside(folder, 'generate', `--output=${other}`)).status).toBe(0)
    expect(files(other).toSorted()).toEqual(made)
  })

  test('that is also the folder of the answers file: the file is left as it is', async () => {
    const folder = ownFolder()
    expect((await inside(folder, '--yes', '-o', '.')).status).toBe(0)
    expect(files(folder).toSorted()).toEqual(made)
    const typed = `# mine\n${read(folder, 'xenup.answers.yaml').replace('memory: 256M', 'memory: 512M   # more')}`
    writeFileSync(join(folder, 'xenup.answers.yaml'), typed)
    expect(await inside(folder, 'generate', '-o', '.')).toMatchObject({ status: 0, err: '' })
    expect(read(folder, 'xenup.answers.yaml')).toBe(typed)
    expect(read(folder, 'guests/guest1.cfg')).toMatch(/^memory = 512$/m)
    expect((await inside(folder, 'generate', '-o', '.', '--check')).status).toBe(0)
    expect((await inside(folder, 'generate', '-o', '.', '--take-new', '--set', 'guest.vcpus=2')).status).toBe(0)
    expect(read(folder, 'xenup.answers.yaml')).toBe(typed)
  })

  test('can be the place to go on from: the answers that came with the artifacts are not taken away', async () => {
    const folder = join(started(), 'xenup-out')
    const before = contents(folder)
    expect(await inside(folder, 'generate', '-o', '.')).toMatchObject({
      status: 0,
      out: '12 files were as they should be\n',
    })
    expect(contents(folder)).toEqual(before)
    // Also from outside, and once they are changed.
    writeFileSync(
      join(folder, 'xenup.answers.yaml'),
      before['xenup.answers.yaml']!.replace('name: guest1', 'name: web'),
    )
    expect(await inside(join(folder, '..'), 'generate', '-a', 'xenup-out/xenup.answers.yaml')).toMatchObject({
      status: 0,
    })
    expect(files(folder).toSorted()).toEqual(made.map((path) => path.replace('guest1', 'web')).toSorted())
    expect(read(folder, 'xenup.answers.yaml')).toContain('name: web')
  })

  test.each([
    ['a file', (folder: string) => put(folder, 'out', 'mine'), 'out'],
    ['below a file', (folder: string) => put(folder, 'out', 'mine'), 'out/x'],
    [
      'a folder with a link in it',
      (folder: string) => {
        mkdirSync(join(folder, 'out'))
        symlinkSync('..', join(folder, 'out/boot'))
      },
      'out',
    ],
    [
      'a folder in which a pipe has the name of a file',
      (folder: string) => {
        mkdirSync(join(folder, 'out'))
        spawnSync('mkfifo', [join(folder, 'out/BRINGUP.md')])
      },
      'out',
    ],
    ['a device', () => undefined, '/dev/null'],
  ])('cannot be %s', async (_, make, output) => {
    const folder = started()
    make(folder)
    const before = contents(folder)
    for (const more of [[], ['--take-new'], ['--check'], ['--diff']]) {
      const { status, out, err } = await inside(folder, 'generate', '-o', output, ...more)
      expect({ status, out }, err).toEqual({ status: 2, out: '' })
      expect(err).toMatch(/^xenup: \S+: it (is|cannot be)/)
      expect(err).toContain('-o')
      expect(contents(folder)).toEqual(before)
    }
  })
})
