import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boardTree } from '../artifacts/fixtures.ts'
import { goodBoot, silentBoot, text } from '../console/boots.ts'
import { dtb } from '../dtb.ts'
import { inside } from './inside.ts'
import { ownFolder, unclean, wide } from './program.ts'

/** A folder with board.dtb. */
function withBoard(): string {
  const folder = ownFolder()
  writeFileSync(join(folder, 'board.dtb'), dtb(boardTree()))
  return folder
}

describe('xenup inspect', () => {
  test('tells what a device tree says, and where it says so', async () => {
    const { status, out, err } = await inside(withBoard(), 'inspect', 'board.dtb')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^board\.dtb: a device tree\n/)
    expect(out).toMatch(/^ {2}model +Test Board {2}\(\/ model\)$/m)
    expect(out).toMatch(/^ {2}memory\.banks +0x40000000 to 0xc0000000 {2}2 GiB/m)
    expect(out).toContain('/serial@9000000 (serial0)')
    expect(wide(out).filter((line) => !line.includes(' driver, '))).toEqual([])
  })

  test('takes several files, each with its name', async () => {
    const folder = withBoard()
    writeFileSync(join(folder, 'notes'), 'hello')
    const { status, out } = await inside(folder, 'inspect', 'board.dtb', 'notes')
    expect(status).toBe(0)
    expect(out).toMatch(/^board\.dtb: a device tree\n[^]*\n\nnotes: text\n/)
  })

  test('shows the others when one is missing, and ends with 2', async () => {
    const { status, out, err } = await inside(withBoard(), 'inspect', 'nope', 'board.dtb')
    expect(status).toBe(2)
    expect(out).toMatch(/^board\.dtb: a device tree\n/)
    expect(err).toMatch(/^xenup: nope: there is no such file\n {2}Check the path; looked in /)
  })

  test('wants a file', async () => {
    expect(await inside(ownFolder(), 'inspect')).toEqual({
      status: 2,
      out: '',
      err: 'xenup inspect: name at least one file\n  For example: xenup inspect board.dtb Image\n',
    })
  })

  test('judges by the content and never by the name', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'Image'), dtb(boardTree()))
    expect((await inside(folder, 'inspect', 'Image')).out).toMatch(/^Image: a device tree\n/)
  })
})

describe('a console log', () => {
  const inspected = async (log: string): Promise<string> => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'x'), log)
    return (await inside(folder, 'inspect', 'x')).out
  }

  test('of a Xen that runs is no problem', async () => {
    const out = await inspected(text(goodBoot))
    expect(out).toMatch(/^x: a console log\n/)
    expect(out).toContain('log.proves')
    expect(out).toContain('firmware hands over in EL2: Xen 4.17 started (line 15)')
    expect(out).toContain('log.notes')
    expect(out).not.toContain('log.problems')
  })

  test('of U-Boot and silence is one', async () => {
    expect(await inspected(text(silentBoot))).toMatch(/^x: a console log\n/)
  })

  test('that prose quotes a line of does not make it one', async () => {
    expect(
      await inspected(
        'When it says at last, on the line after that,\nStarting kernel ...\nthen go on with what the next page tells you.\n',
      ),
    ).toMatch(/^x: text\n/)
  })
})

describe('what is no file to inspect', () => {
  test.each([
    ['a folder', (folder: string) => mkdirSync(join(folder, 'x')), 'x', 'it is a folder'],
    [
      'a pipe that nobody writes to',
      (folder: string) => void spawnSync('mkfifo', [join(folder, 'x')]),
      'x',
      'it is not a regular file',
    ],
    ['nothing', () => undefined, '/dev/null', 'it is not a regular file'],
    ['zeros without end', () => undefined, '/dev/zero', 'it is not a regular file'],
    ['a link to nowhere', (folder: string) => symlinkSync('nowhere', join(folder, 'x')), 'x', 'there is no such file'],
    ['a link to itself', (folder: string) => symlinkSync('x', join(folder, 'x')), 'x', 'there is no such file'],
    ['below a file', (folder: string) => writeFileSync(join(folder, 'y'), ''), 'y/x', 'there is no such file'],
    ['of a name too long', () => undefined, 'x'.repeat(300), 'there is no such file'],
  ])('%s is told as such, at once, and ends with 2', async (_, make, path, says) => {
    const folder = ownFolder()
    make(folder)
    const { status, out, err } = await inside(folder, 'inspect', path)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(`xenup: ${path}: ${says}\n`)
  })

  test('a device tree that is cut off is told with the place', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'x'), dtb(boardTree()).subarray(0, 100))
    const { status, err } = await inside(folder, 'inspect', 'x')
    expect(status).toBe(2)
    expect(err).toMatch(/^xenup: x: .*\(at offset \d+, 0x[0-9a-f]+\)\n {2}\S/)
  })

  test('an empty file is one', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'x'), '')
    expect(await inside(folder, 'inspect', 'x')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^x: an empty file\n/),
    })
  })
})

describe('names that nobody should give a file', () => {
  test.each(['we\x1b[31mird\n.bin', 'a\u202etxt.b', '\x9b2J', 'tab\there', '-', '--', '--json', '<b>', "it's $HOME"])(
    '%j is shown escaped, and read',
    async (name) => {
      const folder = ownFolder()
      writeFileSync(join(folder, name), 'hello')
      const { status, out, err } = await inside(folder, 'inspect', '--', name)
      expect({ status, err }).toEqual({ status: 0, err: '' })
      expect(unclean(out)).toEqual([])
      expect(out).toContain(': text\n')
      const missing = await inside(ownFolder(), 'inspect', '--', name)
      expect(missing.status).toBe(2)
      expect(unclean(missing.err)).toEqual([])
      expect(missing.err.split('\n')).toHaveLength(3)
    },
  )

  test('what a file says is shown escaped as well', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'x.dtb'), dtb(boardTree({ model: Buffer.from('\x1b]0;owned\x07\x1b[2J\0') })))
    const { out } = await inside(folder, 'inspect', 'x.dtb')
    expect(unclean(out)).toEqual([])
    expect(out).toContain('owned')
  })
})

describe('xenup inspect --json', () => {
  test('prints one document of a version, each fact with its evidence, numbers as text', async () => {
    const { status, out, err } = await inside(withBoard(), 'inspect', '--json', 'board.dtb')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const { xenup: version, files } = JSON.parse(out) as {
      xenup: number
      files: {
        path: string
        kind: string
        facts: Record<string, { value: unknown; evidence: { file: string; at: string } }>
      }[]
    }
    expect(version).toBe(1)
    expect(files).toHaveLength(1)
    expect(Object.keys(files[0]!)).toEqual(['path', 'kind', 'facts'])
    expect(files[0]).toMatchObject({ path: 'board.dtb', kind: 'dtb' })
    for (const fact of Object.values(files[0]!.facts))
      expect(fact).toEqual({ value: expect.anything(), evidence: { file: 'board.dtb', at: expect.any(String) } })
    expect(files[0]!.facts['memory.banks']!.value).toEqual([{ base: '0x40000000', size: '0x80000000' }])
    expect(files[0]!.facts['cpu.count']!.value).toBe(2)
  })

  test('holds those that could be read, when one could not', async () => {
    const { status, out, err } = await inside(withBoard(), 'inspect', '--json', 'board.dtb', 'nope')
    expect(status).toBe(2)
    expect((JSON.parse(out) as { files: { path: string }[] }).files.map(({ path }) => path)).toEqual(['board.dtb'])
    expect(err).toContain('nope: there is no such file')
  })

  test('gives a name back as it is', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'a\x1b[31m\n"b'), 'hello')
    const { out } = await inside(folder, 'inspect', '--json', 'a\x1b[31m\n"b')
    expect(out).not.toContain('\x1b')
    expect((JSON.parse(out) as { files: { path: string }[] }).files[0]!.path).toBe('a\x1b[31m\n"b')
  })
})
