/** A room full of seats: many answers files in one call. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, files, put } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { made, ownFolder, started, unclean, xenup } from './program.ts'

/** Seats with a guest of their own each, in a folder where `xenup --yes` was run. */
function room(...names: readonly string[]): string {
  const folder = started()
  const answers = readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')
  for (const name of names) put(folder, `seats/${name}.yaml`, answers.replace('name: guest1', `name: ${name}`))
  return folder
}

const each = ['generate', '--each', 'seats/ann.yaml', 'seats/bob.yaml', '-o', 'room']

describe('xenup generate --each', () => {
  test('makes of each file what generate makes of it, in a folder of its name', async () => {
    const folder = room('ann', 'bob')
    const { status, err } = await inside(folder, ...each)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    await inside(folder, 'generate', '-a', 'seats/bob.yaml', '-o', 'alone')
    expect(contents(join(folder, 'room/bob'))).toEqual(contents(join(folder, 'alone')))
    expect(files(join(folder, 'room/ann'))).toContain('guests/ann.cfg')
    expect(files(join(folder, 'room/bob')).length).toBe(made.length)
  })

  test('a second time finds everything as it should be, and --check says so', async () => {
    const folder = room('ann', 'bob')
    await inside(folder, ...each)
    expect((await inside(folder, ...each)).out).toBe(
      '12 files were as they should be\n12 files were as they should be\n',
    )
    expect(await inside(folder, ...each, '--check')).toMatchObject({
      status: 0,
      out: 'Everything is as it should be.\nEverything is as it should be.\n',
    })
    rmSync(join(folder, 'room/bob/stage.sh'))
    const { status, out } = await inside(folder, ...each, '--check')
    expect({ status, out }).toEqual({
      status: 1,
      out: 'Everything is as it should be.\nroom/bob/stage.sh was deleted, or moved away\n',
    })
  })

  test('a fault in one is told below its name, and the others are made', async () => {
    const folder = room('ann', 'bob')
    put(folder, 'seats/bad.yaml', 'xenup: 1\ngoal:\n  target: moon\n')
    const { status, err } = await inside(folder, 'generate', '--each', 'seats/bad.yaml', ...each.slice(2))
    expect(status).toBe(2)
    expect(err).toMatch(/^seats\/bad\.yaml:\nxenup: .*moon/)
    expect(existsSync(join(folder, 'room/bob/BRINGUP.md'))).toBe(true)
    expect(existsSync(join(folder, 'room/bad'))).toBe(false)
  })

  test('what -a names lies below each of them', async () => {
    const folder = room('ann', 'bob')
    put(folder, 'team.yaml', 'xenup: 1\nguest:\n  memory: 192M\n')
    const seat = readFileSync(join(folder, 'seats/ann.yaml'), 'utf8').replace(/^ {2}memory: 256M\n/m, '')
    put(folder, 'seats/ann.yaml', seat)
    await inside(folder, ...each, '-a', 'team.yaml')
    const guest = (name: string) => readFileSync(join(folder, `room/${name}/guests/${name}.cfg`), 'utf8')
    expect(guest('ann')).toContain('memory = 192')
    expect(guest('bob')).toContain('memory = 256')
  })

  test('--json tells of all of them in one object', async () => {
    const folder = room('ann', 'bob')
    put(folder, 'seats/bad.yaml', 'xenup: 1\ngoal:\n  target: "\u001b[31m"\n')
    const { status, out } = await inside(folder, ...each, 'seats/bad.yaml', '--json')
    expect(status).toBe(2)
    const told = JSON.parse(out) as { each: readonly Record<string, unknown>[] }
    expect(told.each.map(({ answersFile, output, status: one }) => [answersFile, output, one])).toEqual([
      ['seats/ann.yaml', 'room/ann', 0],
      ['seats/bob.yaml', 'room/bob', 0],
      ['seats/bad.yaml', 'room/bad', 2],
    ])
    expect(told.each[0]).toMatchObject({ written: expect.arrayContaining(['BRINGUP.md']), findings: [] })
    expect(told.each[2]!['fault']).toContain('seats/bad.yaml:3:12')
    expect(unclean(out)).toEqual([])
  })

  test.each([
    [[], 'it is not followed by an answers file'],
    [['seats/ann.yaml', 'seats/ann.yaml'], 'seats/ann.yaml is named twice'],
    [['seats/ann.yaml', 'ann.answers.yaml'], 'seats/ann.yaml and ann.answers.yaml would both make room/ann'],
  ])('of %j writes nothing', async (named, says) => {
    const folder = room('ann')
    const { status, err } = await inside(folder, 'generate', '--each', ...named, '-o', 'room')
    expect(status).toBe(2)
    expect(err).toContain(says)
    expect(existsSync(join(folder, 'room'))).toBe(false)
  })

  test('a file that is not there is told, and ends with 2', () => {
    const folder = ownFolder()
    const { status, err } = xenup(folder, ['generate', '--each', 'nobody.yaml'])
    expect(status).toBe(2)
    expect(err).toContain('nobody.yaml')
  })
})
