import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newAnswersText, setAnswers } from '../../src/answers/document.ts'
import { loadAnswers, saveAnswers, saveSchema } from '../../src/answers/save.ts'
import { schemaText } from '../../src/answers/schema-text.ts'
import { UserError } from '../../src/model/user-error.ts'

/** Which call of the disk fails next: by its name, or by its number when the test goes through all of them. */
const disk = vi.hoisted(() => ({
  failing: undefined as { name?: string; number?: number; code: string } | undefined,
  calls: [] as string[],
}))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const watched =
    (name: string, call: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      if (!disk.failing) return call(...args)
      disk.calls.push(name)
      const { name: failing, number, code } = disk.failing
      if (name === failing || disk.calls.length === number)
        throw Object.assign(new Error(`${code}: made up`), { code, syscall: name })
      return call(...args)
    }
  const names = [
    'accessSync',
    'closeSync',
    'fchmodSync',
    'fchownSync',
    'fstatSync',
    'fsyncSync',
    'openSync',
    'readSync',
    'realpathSync',
    'renameSync',
    'writeFileSync',
  ] as const
  return { ...real, ...Object.fromEntries(names.map((name) => [name, watched(name, real[name] as never)])) }
})

let folder: string
let path: string
const first = 'xenup: 2\ngoal:\n  target: qemu # for now\n'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenup-answers-'))
  path = join(folder, 'xenup.answers.yaml')
})
afterEach(() => {
  disk.failing = undefined
  rmSync(folder, { recursive: true })
})

const text = (file = path): string => readFileSync(file, 'utf8')

/** What the disk's error is, with the names of this test's folder taken out. */
function userError(action: () => unknown): {
  readonly says: string
  readonly where: string | undefined
  readonly advice: string | undefined
} {
  try {
    action()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { says: error.message, where: error.where, advice: error.advice }
  } finally {
    disk.failing = undefined
  }
  throw new Error('nothing went wrong')
}

describe('the answers on disk', () => {
  it('are not there before they are saved', () => {
    expect(loadAnswers(path)).toBeUndefined()
  })

  it('come back as they were saved, again and again', () => {
    let seen = saveAnswers(path, newAnswersText({ 'goal.target': 'qemu' }), undefined)
    const loaded = loadAnswers(path)!
    expect(loaded.answers).toEqual({ 'goal.target': 'qemu' })
    expect(loaded.seen).toEqual(seen)
    seen = saveAnswers(path, setAnswers(loaded.document, { 'goal.reach': 'dom0' }), seen)
    seen = saveAnswers(path, setAnswers(loadAnswers(path)!.document, { 'guest.vcpus': 2 }), seen)
    expect(loadAnswers(path)!.answers).toEqual({ 'goal.target': 'qemu', 'goal.reach': 'dom0', 'guest.vcpus': 2 })
    expect(readdirSync(folder)).toEqual(['xenup.answers.yaml'])
  })

  it('are named with their faults', () => {
    writeFileSync(path, 'xenup: 2\ngoal: {}\nfoo: 1\n')
    expect(() => loadAnswers(path)).toThrow(`${path}:3:1: there is no step foo`)
    writeFileSync(path, Buffer.from([0x78, 0xff]))
    expect(() => loadAnswers(path)).toThrow(`${path}:1:2: these bytes are not UTF-8`)
    writeFileSync(path, '#'.repeat((1 << 20) + 1))
    expect(() => loadAnswers(path)).toThrow('the file has more than 1 MiB')
  })

  it("keep the file's mode, and give a new file the one that the user's umask makes", () => {
    const seen = saveAnswers(path, first, undefined)
    writeFileSync(join(folder, 'plain'), '')
    expect(statSync(path).mode).toBe(statSync(join(folder, 'plain')).mode)
    for (const mode of [0o640, 0o600, 0o666]) {
      chmodSync(path, mode)
      saveAnswers(path, `${first}# ${mode}\n`, loadAnswers(path)!.seen)
      expect(statSync(path).mode & 0o7777).toBe(mode)
    }
    expect(seen).toBeDefined()
  })

  it('are not written when nothing changed', () => {
    const seen = saveAnswers(path, first, undefined)
    utimesSync(path, 1, 1)
    saveAnswers(path, first, seen)
    expect(statSync(path).mtimeMs).toBe(1000)
  })

  it('go where a symbolic link leads, also before there is a file', () => {
    mkdirSync(join(folder, 'git'))
    symlinkSync('git/answers.yaml', path)
    const seen = saveAnswers(path, first, undefined)
    expect(text(join(folder, 'git/answers.yaml'))).toBe(first)
    saveAnswers(path, `${first}# more\n`, seen)
    expect(lstatSync(path).isSymbolicLink() && readlinkSync(path)).toBe('git/answers.yaml')
    expect(text(join(folder, 'git/answers.yaml'))).toBe(`${first}# more\n`)
    expect(readdirSync(join(folder, 'git'))).toEqual(['answers.yaml'])
  })

  it('have the schema beside them', () => {
    saveSchema(path)
    expect(text(join(folder, 'xenup.answers.schema.json'))).toBe(schemaText())
    writeFileSync(join(folder, 'xenup.answers.schema.json'), '{}')
    saveSchema(path)
    expect(text(join(folder, 'xenup.answers.schema.json'))).toBe(schemaText())
  })
})

describe('two wizards on one file', () => {
  it("do not write over each other; the second one's answers go beside the file", () => {
    saveAnswers(path, first, undefined)
    const [mine, yours] = [loadAnswers(path)!, loadAnswers(path)!]
    saveAnswers(path, setAnswers(yours.document, { 'goal.reach': 'dom0' }), yours.seen)
    const said = userError(() => saveAnswers(path, setAnswers(mine.document, { 'goal.reach': 'guest' }), mine.seen))
    expect(said).toEqual({
      says: 'the file was changed by somebody else since it was read, and was left as it is',
      where: path,
      advice: `Your answers are in ${join(folder, 'xenup.answers.mine.yaml')}: compare the two (diff xenup.answers.yaml xenup.answers.mine.yaml), keep one as xenup.answers.yaml, and start again.`,
    })
    expect(text()).toContain('reach: dom0')
    expect(text(join(folder, 'xenup.answers.mine.yaml'))).toContain('reach: guest')
    userError(() => saveAnswers(path, `${first}# third\n`, mine.seen))
    expect(text(join(folder, 'xenup.answers.mine.yaml'))).toContain('reach: guest')
    expect(text(join(folder, 'xenup.answers.mine2.yaml'))).toBe(`${first}# third\n`)
  })

  it('notice a change that leaves size and time as they were', () => {
    const seen = saveAnswers(path, first, undefined)
    const { atime, mtime } = statSync(path)
    writeFileSync(path, first.replace('qemu', 'xemu'))
    utimesSync(path, atime, mtime)
    expect(userError(() => saveAnswers(path, `${first}# x\n`, seen)).says).toMatch(/changed by somebody else/)
  })

  it('notice a file that was not there when they began', () => {
    writeFileSync(path, "# somebody's\n")
    expect(userError(() => saveAnswers(path, first, undefined)).says).toBe(
      'a file of this name has appeared meanwhile, and was left as it is',
    )
    expect(text()).toBe("# somebody's\n")
    expect(text(join(folder, 'xenup.answers.mine.yaml'))).toBe(first)
  })

  it('may both come to the same text, and write a file again that was removed', () => {
    const seen = saveAnswers(path, first, undefined)
    saveAnswers(path, `${first}# same\n`, seen)
    saveAnswers(path, `${first}# same\n`, seen)
    rmSync(path)
    saveAnswers(path, first, seen)
    expect(text()).toBe(first)
  })
})

describe('a disk that refuses', () => {
  it.each([
    ['openSync', 'EACCES', 'you have no permission'],
    ['openSync', 'EROFS', 'the file system is read-only'],
    ['accessSync', 'EACCES', 'you have no permission'],
    ['writeFileSync', 'ENOSPC', 'no space is left on the disk'],
    ['fsyncSync', 'EDQUOT', 'your quota on the disk is used up'],
    ['closeSync', 'EIO', 'the disk reports an error'],
    ['renameSync', 'EPERM', 'the system does not permit it'],
    ['renameSync', 'EWHATEVER', 'the system says EWHATEVER'],
  ])('at %s with %s is told in words with advice, and the file stays', (name, code, words) => {
    const seen = saveAnswers(path, first, undefined)
    const said = userError(() => {
      disk.failing = { name, code }
      disk.calls.length = 0
      saveAnswers(path, `${first}# more\n`, seen)
    })
    expect(said).toEqual({
      says: expect.stringMatching(`^it cannot be (saved|read): ${words}`),
      where: path,
      advice: expect.stringMatching(/\.$/),
    })
    expect(text()).toBe(first)
    expect(readdirSync(folder)).toEqual(['xenup.answers.yaml'])
  })

  it('at any moment leaves the old file or the new one, and nothing else', () => {
    for (const old of [undefined, first]) {
      for (let number = 1, calls = number; calls >= number; number++) {
        rmSync(path, { force: true })
        const seen = old === undefined ? undefined : saveAnswers(path, old, undefined)
        disk.calls.length = 0
        disk.failing = { number, code: 'EIO' }
        try {
          saveAnswers(path, `${first}# more\n`, seen)
        } catch (error) {
          expect(error).toBeInstanceOf(UserError)
        }
        calls = disk.calls.length
        disk.failing = undefined
        const there = readdirSync(folder)
        expect([[], ['xenup.answers.yaml']]).toContainEqual(there)
        expect([old, `${first}# more\n`]).toContain(there.length > 0 ? text() : undefined)
      }
    }
  })

  it('may have no fsync for folders, and then the file is saved all the same', () => {
    let syncs = 0
    disk.failing = {
      code: 'EINVAL',
      get name() {
        return disk.calls.at(-1) === 'fsyncSync' && ++syncs > 1 ? 'fsyncSync' : '-'
      },
    }
    disk.calls.length = 0
    saveAnswers(path, first, undefined)
    expect(syncs).toBeGreaterThan(1)
    disk.failing = undefined
    expect(text()).toBe(first)
  })

  it.each([
    ['a folder', () => mkdirSync(path), 'it is a folder'],
    ['links in a circle', () => symlinkSync('xenup.answers.yaml', path), 'its symbolic links go round in a circle'],
  ])('because the file is %s, says so', (_, make, words) => {
    make()
    expect(userError(() => loadAnswers(path)).says).toContain(words)
    expect(userError(() => saveAnswers(path, first, undefined)).says).toContain(words)
  })

  it('because the folder is missing, or is a file, says so', () => {
    expect(userError(() => saveAnswers(join(folder, 'no/a.yaml'), first, undefined))).toMatchObject({
      says: expect.stringContaining('the folder is not there'),
      advice: 'Make the folder first, or name another file.',
    })
    writeFileSync(path, first)
    expect(userError(() => saveAnswers(join(path, 'a.yaml'), first, undefined)).says).toContain(
      'a part of the path is a file',
    )
    expect(userError(() => saveAnswers(join(folder, 'x'.repeat(300)), first, undefined)).says).toContain(
      'the name is too long',
    )
  })

  it('because the file is a device, says so, and does not wait for its end', () => {
    expect(userError(() => loadAnswers('/dev/zero')).says).toContain('more than 1 MiB')
    expect(userError(() => saveAnswers('/dev/null', first, undefined)).says).toBe(
      'it cannot be saved: it is not a regular file',
    )
  })
})
