import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nothingWritten } from '../../src/model/write-report.ts'
import { boardIn } from '../artifacts/fixtures.ts'
import { contents, files, put } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { made, ownFolder, started, wide, xenup } from './program.ts'

const edit = (folder: string, path: string, text: string): void => put(folder, `xenup-out/${path}`, text)

const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('xenup --yes', () => {
  test('answers everything by its suggestion, says so, and writes the artifacts', async () => {
    const folder = ownFolder()
    const { status, out, err } = await inside(folder, '--yes')
    expect(status).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "wrote   xenup-out/BRINGUP.md
      wrote   xenup-out/boot/boot.cmd
      wrote   xenup-out/boot/boot.scr
      wrote   xenup-out/boot/imagebuilder.cfg
      wrote   xenup-out/boot/native.cmd
      wrote   xenup-out/boot/native.scr
      wrote   xenup-out/guests/guest1.cfg
      wrote   xenup-out/kernel/dom0.config
      wrote   xenup-out/kernel/guest.config
      wrote   xenup-out/stage.sh
      wrote   xenup-out/xenup.answers.yaml
      wrote   xenup-out/xenup.answers.schema.json
      "
    `)
    expect(err).toMatch(/^board\.id: qemu-virt-arm64, because /m)
    expect(err).toMatch(/^guest\.memory: 256M, because /m)
    expect(files(join(folder, 'xenup-out')).toSorted()).toEqual(made)
    expect(files(folder)).toContain('xenup.answers.yaml')
    expect(files(folder)).toContain('xenup.answers.schema.json')
  })

  test('a second time finds everything as it should be', async () => {
    const folder = started()
    const before = contents(folder)
    expect(await inside(folder, '--yes')).toMatchObject({ status: 0, out: '12 files were as they should be\n' })
    expect(contents(folder)).toEqual(before)
  })

  test('takes the answers that are there', async () => {
    const folder = started()
    expect((await inside(folder, '--yes', '--save', '--set', 'guest.name=web')).status).toBe(0)
    expect(read(folder, 'xenup.answers.yaml')).toContain('name: web')
    expect(files(join(folder, 'xenup-out'))).toContain('guests/web.cfg')
    expect(files(join(folder, 'xenup-out'))).not.toContain('guests/guest1.cfg')
  })

  test('leaves a file edited by hand, and ends with 1 once it is no longer needed', async () => {
    const folder = started()
    edit(folder, 'guests/guest1.cfg', 'mine\n')
    expect(await inside(folder, '--yes')).toMatchObject({
      status: 0,
      out: 'kept    xenup-out/guests/guest1.cfg, as you edited it\n11 files were as they should be\n',
    })
    const renamed = await inside(folder, '--yes', '--save', '--set', 'guest.name=web')
    expect(renamed).toMatchObject({
      status: 1,
      err: expect.stringContaining('xenup-out/guests/guest1.cfg is no longer needed, but was edited'),
    })
  })
})

describe('xenup generate', () => {
  test('makes the same files from the saved answers, and nothing on stderr', async () => {
    const folder = started()
    const before = contents(folder)
    rmSync(join(folder, 'xenup-out'), { recursive: true })
    expect(await inside(folder, 'generate')).toMatchObject({ status: 0, err: '' })
    expect(contents(folder)).toEqual(before)
  })

  test('makes the same files in another folder, on another day, for somebody else', () => {
    const [one, two] = [started(), ownFolder()]
    mkdirSync(join(two, 'my answers'))
    writeFileSync(join(two, 'my answers/xenup.answers.yaml'), read(one, 'xenup.answers.yaml'))
    expect(
      xenup(two, ['generate', '-a', 'my answers/xenup.answers.yaml', '-o', 'out'], {
        env: { TZ: 'Asia/Tokyo', LANG: 'de_DE', USER: 'somebody' },
      }).status,
    ).toBe(0)
    expect(contents(join(two, 'out'))).toEqual(contents(join(one, 'xenup-out')))
  })

  test('says which answers it took as suggested, for want of any', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'xenup.answers.yaml'), 'xenup: 2\nguest:\n  name: web\n')
    const { status, err } = await inside(folder, 'generate')
    expect(status).toBe(0)
    expect(err).toContain('xenup: guest.memory is not answered; taken as suggested: 256M, because ')
    expect(err).not.toContain('guest.name')
    // The user's file is not touched; the copy has all of them.
    expect(read(folder, 'xenup.answers.yaml')).toBe('xenup: 2\nguest:\n  name: web\n')
    expect(read(folder, 'xenup-out/xenup.answers.yaml')).toContain('memory: 256M')
  })

  test('keeps the comments of the answers file in the copy beside the artifacts', async () => {
    const folder = started()
    writeFileSync(join(folder, 'xenup.answers.yaml'), `# our board in the lab\n${read(folder, 'xenup.answers.yaml')}`)
    expect((await inside(folder, 'generate')).status).toBe(0)
    expect(read(folder, 'xenup-out/xenup.answers.yaml')).toContain('# our board in the lab')
  })

  test('writes in spite of findings, and ends with 1 when one is an error', async () => {
    const folder = started()
    const { status, out, err } = await inside(folder, 'generate', '--set', 'dom0-kernel.memory=4G')
    expect(status).toBe(1)
    expect(err).toMatch(/^error: dom0 is to get 4 GiB/m)
    expect(err).toContain('xenup explain dom0-memory')
    expect(out).toContain('wrote   xenup-out/BRINGUP.md')
    expect(read(folder, 'xenup-out/BRINGUP.md')).toContain('## Open findings')
    expect(
      (await inside(folder, 'generate', '--set', 'dom0-kernel.cmdline=quiet')).status,
      'a warning is no error',
    ).toBe(0)
  })

  test('writes nothing when there can be no plan, and says why', async () => {
    const folder = ownFolder()
    const settings = Object.entries(
      boardIn(folder, { more: { 'memory@40000000': { device_type: 'memory', reg: [0x4000_0000n, 0x400_0000n] } } }),
    ).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    const { status, out, err } = await inside(folder, 'generate', ...settings)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(/^error: There is no room in RAM for/m)
    expect(files(folder)).toEqual(['board.dtb'])
    const json = await inside(folder, 'generate', '--json', ...settings)
    expect(JSON.parse(json.out)).toMatchObject({ xenup: 1, files: [], findings: [{ rule: 'plan', severity: 'error' }] })
  })
})

describe('xenup generate --check', () => {
  test('is content after generate', async () => {
    expect(await inside(started(), 'generate', '--check')).toEqual({
      status: 0,
      out: 'Everything is as it should be.\n',
      err: '',
    })
  })

  test('tells what is missing, out of date and no longer needed', async () => {
    const folder = started()
    rmSync(join(folder, 'xenup-out/boot/boot.scr'))
    const { status, out } = await inside(folder, 'generate', '--check', '--set', 'guest.name=web')
    expect(status).toBe(1)
    expect(out.split('\n').toSorted()).toEqual([
      '',
      'xenup-out/BRINGUP.md is out of date',
      'xenup-out/boot/boot.scr was deleted, or moved away',
      'xenup-out/guests/guest1.cfg is no longer needed',
      'xenup-out/guests/web.cfg is missing',
      'xenup-out/xenup.answers.yaml is out of date',
    ])
  })

  test('makes no folder', async () => {
    const folder = started()
    rmSync(join(folder, 'xenup-out'), { recursive: true })
    const { status, out } = await inside(folder, 'generate', '--check')
    expect(status).toBe(1)
    expect(out).toContain('xenup-out/BRINGUP.md is missing\n')
    expect(existsSync(join(folder, 'xenup-out'))).toBe(false)
  })
})

describe('xenup generate --json', () => {
  test('prints one document, of a version, and all else on stderr', async () => {
    const folder = started()
    const { status, out, err } = await inside(
      folder,
      'generate',
      '--json',
      '--set',
      'dom0-kernel.memory=4G',
      '--set',
      'guest.name=web',
    )
    expect(status).toBe(1)
    expect(JSON.parse(out)).toEqual({
      xenup: 1,
      ...nothingWritten,
      written: [
        'BRINGUP.md',
        'boot/boot.cmd',
        'boot/boot.scr',
        'boot/imagebuilder.cfg',
        'guests/web.cfg',
        'xenup.answers.yaml',
      ],
      unchanged: expect.arrayContaining(['stage.sh', 'xenup.answers.schema.json']),
      removed: ['guests/guest1.cfg'],
      answers: expect.arrayContaining([expect.objectContaining({ key: 'guest.name', origin: { from: 'set' } })]),
      findings: [
        expect.objectContaining({ rule: 'dom0-memory', severity: 'error' }),
        expect.objectContaining({ rule: 'memory-total', severity: 'error' }),
      ],
    })
    expect(err).toContain('error: dom0 is to get 4 GiB')
  })

  test('with --check gives each file its state', async () => {
    const folder = started()
    edit(folder, 'BRINGUP.md', 'mine')
    edit(folder, 'stage.sh', 'mine')
    const { status, out } = await inside(folder, 'generate', '--check', '--json', '--take-new', 'stage.sh')
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      xenup: 1,
      answers: expect.any(Array),
      findings: [],
      files: expect.arrayContaining([
        { path: 'BRINGUP.md', state: 'edited', writes: false },
        { path: 'boot/boot.cmd', state: 'same', writes: false },
        { path: 'stage.sh', state: 'replaced', writes: true },
        { path: 'stage.sh.xenup-mine', state: 'copy', writes: true },
      ]),
    })
  })

  test('on an error prints nothing there', async () => {
    expect(await inside(ownFolder(), 'generate', '--json')).toMatchObject({ status: 2, out: '' })
  })
})

test('what is told fits on 80 columns where words allow', async () => {
  const folder = started()
  for (const args of [['generate', '--set', 'dom0-kernel.memory=4G'], ['generate', '--check'], ['generate']]) {
    const { out, err } = await inside(folder, ...args)
    expect(wide(out + err)).toEqual([])
  }
})
