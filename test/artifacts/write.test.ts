import { spawnSync } from 'node:child_process'
import fs, { lstatSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { besideSuffix } from '../../src/artifacts/beside.ts'
import { manifestText, sha256 } from '../../src/artifacts/manifest.ts'
import { inspectFolder, writeArtifacts } from '../../src/artifacts/write.ts'
import { UserError } from '../../src/model/user-error.ts'
import type { WriteReport } from '../../src/model/write-report.ts'
import { ownFolder } from './fixtures.ts'
import { artifacts, contents, everything, files, put } from './folder.ts'

// The real functions, each of which a test can make fail.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const watched = {
    ...real,
    renameSync: vi.fn(real.renameSync),
    rmSync: vi.fn(real.rmSync),
    writeSync: vi.fn(real.writeSync),
    fsyncSync: vi.fn(real.fsyncSync),
    mkdirSync: vi.fn(real.mkdirSync),
  }
  return { ...watched, default: watched }
})

const manifest = 'xenup.manifest.json'
const house = { 'BRINGUP.md': '# one\n', 'boot/boot.cmd': 'echo one\n', 'guests/guest1.cfg': 'name = "guest1"\n' }

const write = (folder: string, texts: Readonly<Record<string, string>>, force = false): WriteReport =>
  writeArtifacts(folder, artifacts(texts), '1.2.3', { all: force ? 'new' : 'merge' })

/** Without what says nothing. */
const told = (written: WriteReport) =>
  Object.fromEntries(
    Object.entries(written).filter(([, value]) =>
      Array.isArray(value) ? value.length > 0 : Object.keys(value as object).length > 0,
    ),
  )

const states = (folder: string, texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(inspectFolder(folder, artifacts(texts)).map(({ path, state }) => [path, state]))

/** The error that it comes to; anything else fails the test. */
function userError(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('there was no error')
}

describe('writing artifacts', () => {
  test('makes the folder with all that is above it, and every file with the manifest', () => {
    const folder = join(ownFolder(), 'a/b/out')
    expect(told(write(folder, house))).toEqual({ written: Object.keys(house) })
    expect(files(folder)).toEqual([...Object.keys(house), manifest])
    expect(contents(folder)).toMatchObject(house)
    expect(Object.keys((JSON.parse(contents(folder)[manifest]!) as { files: object }).files)).toEqual(
      Object.keys(house),
    )
  })

  test('changes nothing the second time', () => {
    const folder = ownFolder()
    write(folder, house)
    const before = contents(folder)
    expect(told(write(folder, house))).toEqual({ unchanged: Object.keys(house) })
    expect(contents(folder)).toEqual(before)
  })

  test('leaves alone what is the same, down to its time', () => {
    const folder = ownFolder()
    write(folder, house)
    const before = statSync(join(folder, 'BRINGUP.md')).ino
    write(folder, { ...house, 'boot/boot.cmd': 'echo two\n' })
    expect(statSync(join(folder, 'BRINGUP.md')).ino).toBe(before)
  })

  test('brings up to date what nobody has edited', () => {
    const folder = ownFolder()
    write(folder, house)
    expect(told(write(folder, { ...house, 'boot/boot.cmd': 'echo two\n' }))).toEqual({
      written: ['boot/boot.cmd'],
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
    })
    expect(contents(folder)['boot/boot.cmd']).toBe('echo two\n')
  })

  test("touches nobody else's files", () => {
    const folder = ownFolder()
    put(folder, 'notes.txt', 'mine')
    put(folder, 'boot/Image', 'a kernel')
    write(folder, house)
    write(folder, { 'BRINGUP.md': 'x\n' }, true)
    expect(contents(folder)).toMatchObject({ 'notes.txt': 'mine', 'boot/Image': 'a kernel' })
  })

  test('writes through a link that is the folder itself: the user named it', () => {
    const folder = ownFolder()
    mkdirSync(join(folder, 'real'))
    symlinkSync('real', join(folder, 'out'))
    write(join(folder, 'out'), house)
    expect(files(join(folder, 'real'))).toContain('BRINGUP.md')
  })

  test('leaves readable files, no matter what lay there', () => {
    const folder = ownFolder()
    write(folder, house)
    expect(statSync(join(folder, 'boot/boot.cmd')).mode & 0o444).toBe(0o444)
  })
})

describe('a file edited by hand', () => {
  const edited = (): string => {
    const folder = ownFolder()
    write(folder, house)
    put(folder, 'boot/boot.cmd', 'echo mine\n')
    return folder
  }

  const two = { ...house, 'boot/boot.cmd': 'echo two\n' }
  const clashes = [{ path: 'boot/boot.cmd', isBaseKnown: true, lines: [{ first: 1, last: 1 }] }]

  test('stays as it is without a word of conflict, while its new text is what it was', () => {
    const folder = edited()
    const before = everything(folder)
    expect(told(write(folder, house))).toEqual({
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
      kept: ['boot/boot.cmd'],
    })
    expect(everything(folder)).toEqual(before)
  })

  test('stays, and a new text that clashes with it is laid beside it', () => {
    const folder = edited()
    expect(told(write(folder, two))).toEqual({
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
      clashing: clashes,
      beside: { 'boot/boot.cmd': 'boot/boot.cmd.xenup-new' },
    })
    expect(contents(folder)).toMatchObject({
      'boot/boot.cmd': 'echo mine\n',
      [`boot/boot.cmd${besideSuffix}`]: 'echo two\n',
    })
  })

  test('still clashes the next time, and the text beside it is brought up to date', () => {
    const folder = edited()
    write(folder, two)
    const three = { ...house, 'boot/boot.cmd': 'echo three\n' }
    expect(told(write(folder, three)).clashing).toEqual(clashes)
    expect(contents(folder)).toMatchObject({
      'boot/boot.cmd': 'echo mine\n',
      'boot/boot.cmd.xenup-new': 'echo three\n',
    })
    expect(states(folder, three)).toEqual({
      'BRINGUP.md': 'same',
      'boot/boot.cmd': 'clash',
      'boot/boot.cmd.xenup-new': 'beside',
      'guests/guest1.cfg': 'same',
    })
  })

  test('is brought up to date again once the user has undone the edit', () => {
    const folder = edited()
    write(folder, two)
    put(folder, 'boot/boot.cmd', house['boot/boot.cmd'])
    expect(states(folder, two)['boot/boot.cmd']).toBe('outdated')
    expect(told(write(folder, two))).toEqual({
      written: ['boot/boot.cmd'],
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
      removed: ['boot/boot.cmd.xenup-new'],
    })
    expect(contents(folder)).toMatchObject(two)
  })

  test('is replaced when it was told to, with a copy that stays', () => {
    const folder = edited()
    write(folder, two)
    const copies = { 'boot/boot.cmd': 'boot/boot.cmd.xenup-mine' }
    expect(told(write(folder, two, true))).toEqual({
      written: ['boot/boot.cmd'],
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
      removed: ['boot/boot.cmd.xenup-new'],
      copies,
    })
    const whole = { ...two, 'boot/boot.cmd.xenup-mine': 'echo mine\n' }
    expect(contents(folder)).toMatchObject(whole)
    expect(files(folder)).toEqual([...Object.keys(whole).sort(), manifest])
    write(folder, house, true)
    expect(contents(folder)['boot/boot.cmd.xenup-mine']).toBe('echo mine\n')
  })

  test('has each copy under a name of its own, and none twice', () => {
    const folder = edited()
    for (const text of ['echo mine\n', 'echo other\n', 'echo mine\n']) {
      put(folder, 'boot/boot.cmd', text)
      write(folder, house, true)
    }
    expect(files(folder).filter((path) => path.includes('mine'))).toEqual([
      'boot/boot.cmd.xenup-mine',
      'boot/boot.cmd.xenup-mine2',
    ])
  })

  test('takes away the text beside it once it is as it should be', () => {
    const folder = edited()
    write(folder, two)
    put(folder, 'boot/boot.cmd', two['boot/boot.cmd'])
    expect(states(folder, two)['boot/boot.cmd.xenup-new']).toBe('stale')
    expect(told(write(folder, two)).removed).toEqual(['boot/boot.cmd.xenup-new'])
    expect(files(folder)).toEqual([...Object.keys(house), manifest])
  })

  test.each([
    [
      'was edited',
      (folder: string) => {
        write(folder, two)
        put(folder, 'boot/boot.cmd.xenup-new', 'merged by hand')
      },
    ],
    ["is the user's own", (folder: string) => put(folder, 'boot/boot.cmd.xenup-new', 'merged by hand')],
  ])('has another text laid beside it when the one beside it %s', (_, make) => {
    const folder = edited()
    make(folder)
    for (const text of ['echo two\n', 'echo three\n']) {
      expect(told(write(folder, { ...house, 'boot/boot.cmd': text })).beside).toEqual({
        'boot/boot.cmd': 'boot/boot.cmd.xenup-new2',
      })
      expect(contents(folder)).toMatchObject({
        'boot/boot.cmd': 'echo mine\n',
        'boot/boot.cmd.xenup-new': 'merged by hand',
        'boot/boot.cmd.xenup-new2': text,
      })
    }
    put(folder, 'boot/boot.cmd', house['boot/boot.cmd'])
    write(folder, house)
    expect(contents(folder)['boot/boot.cmd.xenup-new']).toBe('merged by hand')
    expect(files(folder)).not.toContain('boot/boot.cmd.xenup-new2')
  })

  test('was never ours: it stays as well', () => {
    const folder = ownFolder()
    put(folder, 'BRINGUP.md', 'my own notes')
    expect(told(write(folder, house)).clashing).toEqual([{ ...clashes[0], path: 'BRINGUP.md', isBaseKnown: false }])
    expect(contents(folder)).toMatchObject({ 'BRINGUP.md': 'my own notes', 'BRINGUP.md.xenup-new': '# one\n' })
  })
})

describe('a file that is no longer part of the set, since the guest has another name', () => {
  const renamed = { 'BRINGUP.md': '# one\n', 'boot/boot.cmd': 'echo one\n', 'guests/web.cfg': 'name = "web"\n' }

  test('is removed', () => {
    const folder = ownFolder()
    write(folder, house)
    expect(told(write(folder, renamed))).toEqual({
      written: ['guests/web.cfg'],
      unchanged: ['BRINGUP.md', 'boot/boot.cmd'],
      removed: ['guests/guest1.cfg'],
    })
    expect(files(folder)).toEqual([...Object.keys(renamed), manifest])
  })

  test('is kept while it holds what somebody wrote by hand, and goes when it was told to, with a copy kept', () => {
    const folder = ownFolder()
    write(folder, house)
    put(folder, 'guests/guest1.cfg', 'mine')
    for (let times = 0; times < 2; times++)
      expect(told(write(folder, renamed)).keptStale).toEqual(['guests/guest1.cfg'])
    expect(contents(folder)['guests/guest1.cfg']).toBe('mine')
    expect(told(write(folder, renamed, true)).removed).toEqual(['guests/guest1.cfg'])
    expect(contents(folder)['guests/guest1.cfg.xenup-mine']).toBe('mine')
    expect(files(folder)).toEqual(
      [...Object.keys(renamed), 'guests/guest1.cfg.xenup-mine', manifest].sort((a, b) => (a < b ? -1 : 1)),
    )
  })

  test("is nobody's concern once the user has removed it", () => {
    const folder = ownFolder()
    write(folder, house)
    rmSync(join(folder, 'guests/guest1.cfg'))
    expect(told(write(folder, renamed))).toEqual({
      written: ['guests/web.cfg'],
      unchanged: ['BRINGUP.md', 'boot/boot.cmd'],
    })
  })

  test('is ours again when the guest gets its old name back', () => {
    const folder = ownFolder()
    write(folder, house)
    write(folder, renamed)
    expect(told(write(folder, house))).toEqual({
      written: ['guests/guest1.cfg'],
      unchanged: ['BRINGUP.md', 'boot/boot.cmd'],
      removed: ['guests/web.cfg'],
    })
  })
})

describe('a manifest that is not what we wrote', () => {
  test('broken, it makes every file that differs count as edited, and is written anew', () => {
    const folder = ownFolder()
    write(folder, house)
    put(folder, manifest, '<<<<<<< HEAD')
    expect(told(write(folder, { ...house, 'boot/boot.cmd': 'echo two\n' }))).toMatchObject({
      unchanged: ['BRINGUP.md', 'guests/guest1.cfg'],
      clashing: [{ path: 'boot/boot.cmd', isBaseKnown: false }],
    })
    expect(JSON.parse(contents(folder)[manifest]!)).toMatchObject({ xenup: 1 })
  })

  test.each([
    '../victim',
    '../../victim',
    'by its full path',
    'boot/../../victim',
    './BRINGUP.md',
    'boot//boot.cmd',
    '',
    '.',
    '..',
    'boot/..',
    'a\\..\\victim',
    'a\0b',
  ])('cannot have a file outside removed by naming %j', (name) => {
    const outer = ownFolder()
    const path = name === 'by its full path' ? join(outer, 'victim') : name
    const folder = join(outer, 'in/out')
    put(outer, 'victim', 'precious')
    put(outer, 'in/victim', 'precious')
    write(folder, house)
    const text = path.includes('BRINGUP') ? '# one\n' : path.includes('boot.cmd') ? house['boot/boot.cmd'] : 'precious'
    writeFileSync(join(folder, manifest), manifestText('1.2.3', { [path]: [sha256(Buffer.from(text))] }))
    expect(told(write(folder, house, true))).toEqual({ unchanged: Object.keys(house) })
    expect(contents(outer)).toMatchObject({ victim: 'precious', 'in/victim': 'precious' })
  })

  test('cannot have itself removed by naming itself', () => {
    const folder = ownFolder()
    write(folder, house)
    writeFileSync(join(folder, manifest), manifestText('1.2.3', { [manifest]: ['a'.repeat(64)] }))
    expect(told(write(folder, house, true))).toEqual({ unchanged: Object.keys(house) })
    expect(files(folder)).toContain(manifest)
  })

  test('cannot lead through a link', () => {
    const outer = ownFolder()
    const folder = join(outer, 'out')
    put(outer, 'else/victim', 'precious')
    write(folder, house)
    symlinkSync('../else', join(folder, 'link'))
    writeFileSync(join(folder, manifest), manifestText('1.2.3', { 'link/victim': [sha256(Buffer.from('precious'))] }))
    expect(userError(() => write(folder, house, true)).message).toContain('symbolic link')
    expect(contents(outer)['else/victim']).toBe('precious')
  })
})

describe('what must not be written through or over is an error, and nothing is written', () => {
  type Obstacle = readonly [what: string, make: (folder: string) => void, says: RegExp, where: string]
  const obstacles: readonly Obstacle[] = [
    [
      'a link in place of a file',
      (folder) => symlinkSync('../nowhere', join(folder, 'BRINGUP.md')),
      /symbolic link/,
      'BRINGUP.md',
    ],
    [
      'a link to a file inside',
      (folder) => {
        put(folder, 'real', 'x')
        symlinkSync('real', join(folder, 'BRINGUP.md'))
      },
      /symbolic link/,
      'BRINGUP.md',
    ],
    [
      'a link in place of a folder',
      (folder) => {
        mkdirSync(join(folder, 'real'))
        symlinkSync('real', join(folder, 'boot'))
      },
      /symbolic link/,
      'boot',
    ],
    [
      'a link in place of the manifest',
      (folder) => {
        put(folder, '../target', '{}')
        symlinkSync('../target', join(folder, manifest))
      },
      /symbolic link/,
      manifest,
    ],
    [
      'a link in place of what was written last',
      (folder) => symlinkSync('..', join(folder, '.xenup')),
      /symbolic link/,
      '.xenup',
    ],
    ['a folder in place of a file', (folder) => put(folder, 'BRINGUP.md/x', 'mine'), /it is a folder/, 'BRINGUP.md'],
    ['a folder in place of the manifest', (folder) => put(folder, `${manifest}/x`, 'mine'), /it is a folder/, manifest],
    ['a file in place of a folder', (folder) => put(folder, 'boot', 'mine'), /it is no folder/, 'boot'],
    [
      'a pipe, which would keep us waiting',
      (folder) => void spawnSync('mkfifo', [join(folder, 'BRINGUP.md')]),
      /no regular file/,
      'BRINGUP.md',
    ],
    [
      'a folder where a text would be laid beside an edited file',
      (folder) => {
        put(folder, 'BRINGUP.md', 'mine')
        put(folder, 'BRINGUP.md.xenup-new/x', 'mine')
      },
      /it is a folder/,
      'BRINGUP.md.xenup-new',
    ],
  ]

  test.each(obstacles)('%s', (_, make, says, where) => {
    const folder = join(ownFolder(), 'out')
    mkdirSync(folder)
    make(folder)
    const before = contents(folder)
    for (const force of where.endsWith('-new') ? [false] : [false, true]) {
      const told = userError(() => write(folder, house, force))
      expect(told.message).toMatch(says)
      expect(told.where).toBe(join(folder, where))
      expect(told.advice).toContain('-o')
      expect(contents(folder)).toEqual(before)
    }
  })

  test.each([
    ['a file', ''],
    ['below a file', '/deeper/still'],
    ['a device', 'device'],
  ])('an output folder that is %s', (what, below) => {
    const outer = ownFolder()
    put(outer, 'out', 'mine')
    const told = userError(() => write(what === 'a device' ? '/dev/null' : join(outer, `out${below}`), house))
    expect(told.advice).toContain('-o')
    expect(contents(outer)).toEqual({ out: 'mine' })
  })

  test.each([
    ['a way up', '../x'],
    ['a full path', '/etc/xenup'],
    ['a backslash', 'a\\b'],
  ])('an artifact with %s is a bug of ours and never written', (_, path) => {
    const outer = ownFolder()
    expect(() => write(join(outer, 'out'), { [path]: 'x' })).toThrow(/not a path for an artifact/)
    expect(contents(outer)).toEqual({})
  })
})

describe('a failure in the middle', () => {
  afterEach(() => {
    for (const name of ['renameSync', 'rmSync', 'writeSync', 'fsyncSync', 'mkdirSync'] as const)
      vi.mocked(fs[name]).mockReset()
  })

  /** Makes the n-th call of a function fail, and only that: what puts things back works again. */
  async function failing(
    name: 'renameSync' | 'writeSync' | 'fsyncSync' | 'mkdirSync',
    nth: number,
    lasting = false,
  ): Promise<() => number> {
    const real = (await vi.importActual<typeof import('node:fs')>('node:fs'))[name] as (...args: never[]) => unknown
    let calls = 0
    vi.mocked(fs[name]).mockImplementation(((...args: never[]) => {
      calls++
      if (calls === nth || (lasting && calls > nth)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      return real(...args)
    }) as never)
    return () => calls
  }

  /** A folder with everything that a run has to do with: edited, stale, out of date, with a text laid beside. */
  function lived(): string {
    const folder = ownFolder()
    write(folder, { ...house, 'old/gone.cfg': 'gone' })
    put(folder, 'guests/guest1.cfg', 'mine')
    write(folder, { ...house, 'old/gone.cfg': 'gone' })
    return folder
  }
  const next = {
    'BRINGUP.md': '# two\n',
    'boot/boot.cmd': 'echo two\n',
    'guests/guest1.cfg': 'two',
    'new/deep/file': 'new',
  }

  test.each(['renameSync', 'writeSync', 'fsyncSync', 'mkdirSync'] as const)(
    'leaves all as it was, whichever %s it is that fails',
    async (name) => {
      const counting = lived()
      const count = await failing(name, 0)
      write(counting, next)
      const times = count()
      expect(times).toBeGreaterThan(1)
      for (let nth = 1; nth <= times; nth++) {
        vi.mocked(fs[name]).mockReset()
        const folder = lived()
        const before = contents(folder)
        await failing(name, nth)
        const told = userError(() => write(folder, next))
        expect(told.message).toContain('could not be written (ENOSPC); everything is as it was')
        expect(contents(folder), `${name} number ${nth}`).toEqual(before)
      }
    },
  )

  test('leaves no folder behind that was not there', async () => {
    const outer = ownFolder()
    await failing('renameSync', 3)
    userError(() => write(join(outer, 'a/b'), next))
    expect(contents(outer)).toEqual({})
  })

  test('loses nothing even when putting back fails too, and says where it is', async () => {
    const folder = lived()
    const before = contents(folder)
    // One file is replaced and nothing can be renamed from then on.
    await failing('renameSync', 3, true)
    const told = userError(() => write(folder, next))
    expect(told.message).toContain('could not all be put back')
    const staging = /lies in (\S+), as/.exec(told.advice!)![1]!
    expect(lstatSync(staging).isDirectory()).toBe(true)
    const after = Object.values(contents(folder))
    for (const text of Object.values(before)) expect(after).toContain(text)
  })
})
