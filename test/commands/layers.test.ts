/** Several answers files, one truth: layers, --set for one run, and where each answer comes from. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inside } from './inside.ts'
import { ownFolder, shell } from './program.ts'

const team = `xenup: 2
goal:
  target: qemu
guest:
  name: team
  memory: 512M
`
const own = `xenup: 2
# mine
guest:
  name: own
`

function desk(files: Readonly<Record<string, string>> = { 'team.yaml': team, 'own.yaml': own }): string {
  const folder = ownFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const text = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

describe('several answers files', () => {
  test('lie over each other, the later ones on top', async () => {
    const folder = desk()
    expect((await inside(folder, 'generate', '-a', 'team.yaml', '-a', 'own.yaml')).status).toBe(0)
    const config = text(folder, 'xenup-out/guests/own.cfg')
    expect(config).toContain('name = "own"')
    expect(config).toContain('memory = 512')
    expect(config).toContain('from team.yaml and own.yaml;')
    expect((await inside(folder, 'generate', '-a', 'own.yaml', '-a', 'team.yaml', '-o', 'other')).status).toBe(0)
    expect(text(folder, 'other/guests/team.cfg')).toContain('name = "team"')
  })

  test('are told apart where an answer is explained', async () => {
    const folder = desk()
    const layers = ['-a', 'team.yaml', '-a', 'own.yaml']
    const said = async (key: string, ...more: string[]) =>
      (await inside(folder, 'explain', key, ...layers, ...more)).out.trimEnd().split('\n\n').at(-1)!.replace(/\n/g, ' ')
    expect(await said('guest.name')).toBe('Answered with own: own.yaml:4.')
    expect(await said('guest.memory')).toBe('Answered with 512M: team.yaml:6.')
    expect(await said('guest.name', '--set', 'guest.name=web')).toBe('Answered with web: --set, for this run.')
    expect(await said('guest.vcpus')).toMatch(/^Answered with \d: what is usual, because /)
    expect(await said('firmware.log')).toBe('It is not asked with these answers.')
  })

  test('are written to in the last one, which says nothing that the others say already', async () => {
    const folder = desk()
    expect((await inside(folder, '--yes', '-a', 'team.yaml', '-a', 'own.yaml')).status).toBe(0)
    expect(text(folder, 'team.yaml')).toBe(team)
    const written = text(folder, 'own.yaml')
    expect(written).toContain('# mine')
    expect(written).toContain('name: own')
    expect(written).not.toMatch(/target:|memory: 512M/)
    expect(written).toContain('vcpus:')
  })

  test('can come from standard input', () => {
    const { status, out } = shell(desk(), 'cat own.yaml | xenup answers -a team.yaml -a -')
    expect(status).toBe(0)
    expect(out).toContain('guest.name: own\n    standard input:4\n')
  })

  test('have their faults named by file, and all but the last have to be there', async () => {
    const folder = desk({ 'team.yaml': `${team}  vcpus: many\n`, 'own.yaml': own })
    const { status, err } = await inside(folder, 'check', '-a', 'team.yaml', '-a', 'own.yaml')
    expect(status).toBe(2)
    expect(err).toMatch(/team\.yaml:7:\d+/)
    expect((await inside(folder, 'check', '-a', 'nope.yaml', '-a', 'own.yaml')).err).toContain(
      'nope.yaml: there is no such answers file',
    )
  })
})

describe('--set', () => {
  test('is for this run and is not saved, unless --save says so', async () => {
    const folder = desk({})
    const first = await inside(folder, '--yes', '--set', 'guest.memory=300M')
    expect(first.status).toBe(0)
    expect(first.err.replace(/\s+/g, ' ')).toContain('--set is for this run, so guest.memory was not saved')
    expect(text(folder, 'xenup-out/guests/guest1.cfg')).toContain('memory = 300')
    expect(text(folder, 'xenup.answers.yaml')).not.toContain('300M')
    expect((await inside(folder, '--yes', '--save', '--set', 'guest.memory=300M')).status).toBe(0)
    expect(text(folder, 'xenup.answers.yaml')).toContain('memory: 300M')
    expect((await inside(folder, '--yes', '--set', 'guest.memory=400M')).status).toBe(0)
    expect(text(folder, 'xenup.answers.yaml')).toContain('memory: 300M')
  })
})

describe('xenup answers', () => {
  test('tells every answer with its origin', async () => {
    const folder = desk()
    const { status, out } = await inside(folder, 'answers', '-a', 'own.yaml', '--set', 'guest.memory=300M')
    expect(status).toBe(0)
    expect(out).toContain('guest.name: own\n    own.yaml:4\n')
    expect(out).toContain('guest.memory: 300M\n    --set, for this run\n')
    expect(out).toMatch(/goal\.target: qemu\n {4}what is usual, because /)
    const json = JSON.parse((await inside(folder, 'answers', '-a', 'own.yaml', '--json')).out)
    expect(json.answers.find(({ key }: { key: string }) => key === 'guest.name')).toEqual({
      key: 'guest.name',
      title: expect.any(String),
      text: 'own',
      origin: { from: 'file', file: 'own.yaml', line: 4 },
      isSuggested: false,
    })
  })

  test('makes a minimal file and a whole one, which give the same artifacts', async () => {
    const folder = desk({ 'own.yaml': `${team}  vcpus: 2\n  cmdline: console=hvc0 quiet\n` })
    const minimal = (await inside(folder, 'answers', '-a', 'own.yaml', '--minimal')).out
    const whole = (await inside(folder, 'answers', '-a', 'own.yaml', '--all')).out
    expect(minimal).toContain('name: team')
    expect(minimal).not.toContain('target:')
    expect(whole).toContain('target: qemu')
    writeFileSync(join(folder, 'minimal.yaml'), minimal)
    writeFileSync(join(folder, 'whole.yaml'), whole)
    for (const name of ['minimal', 'whole'])
      expect((await inside(folder, 'generate', '-a', `${name}.yaml`, '-o', name)).status).toBe(0)
    for (const file of ['boot/boot.cmd', 'guests/team.cfg', 'BRINGUP.md'])
      expect(text(folder, `minimal/${file}`).replaceAll('minimal.yaml', 'whole.yaml')).toBe(
        text(folder, `whole/${file}`),
      )
  })

  test('takes one form at a time', async () => {
    expect((await inside(desk(), 'answers', '-a', 'own.yaml', '--all', '--minimal')).status).toBe(2)
  })
})
