import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inside } from './inside.ts'
import { ownFolder, unclean, wide } from './program.ts'

/** A folder with answers and artifacts for QEMU. */
async function house(...set: string[]): Promise<string> {
  const folder = ownFolder()
  const { status } = await inside(folder, '--yes', '--save', ...set.flatMap((one) => ['--set', one]))
  expect(status).toBe(0)
  return folder
}

/** The 1-based line of the written artifact in which a text stands. */
const lineWith = (folder: string, path: string, needle: string): number =>
  readFileSync(join(folder, 'xenup-out', path), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(needle)) + 1

describe('xenup explain <artifact>:<line>', () => {
  test('shows the line, the answers behind it with their reasons, why it is there, and the sources', async () => {
    const folder = await house('boot-media.kernel-name=vmlinuz')
    const line = lineWith(folder, 'boot/boot.cmd', 'load virtio 0:1 0x40e00000 vmlinuz')
    const { status, out, err } = await inside(folder, 'explain', `boot/boot.cmd:${line}`)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain(`boot/boot.cmd:${line}\n\n   ${line}    if load virtio 0:1 0x40e00000 vmlinuz; then\n`)
    expect(out).toMatch(/- boot-media\.kernel-name = vmlinuz\n {2}your answer \(suggested: Image, because /)
    expect(out).toMatch(/- boot-media\.device = virtio\n {2}as suggested, because /)
    expect(out).toMatch(/- plan:load\.kernel = 0x40e00000\n {2}no file was given/)
    expect(out).toMatch(/Why it is there \(boot-script\/load\):\n\nOne file goes from the boot medium to its place\./)
    expect(out).toMatch(/Sources:\n\n- `doc\/usage\/cmd\/load\.rst` in u-boot\.git/)
    expect(unclean(out)).toEqual([])
    expect(wide(out).filter((text) => !/^ +\d+ {2}/.test(text))).toEqual([])
  })

  test('finds the artifact by the end of its path, by its path, and by the path from where one stands', async () => {
    const folder = await house()
    const [short, whole, from] = await Promise.all(
      ['boot.cmd:5', 'boot/boot.cmd:5', 'xenup-out/boot/boot.cmd:5'].map((id) => inside(folder, 'explain', id)),
    )
    expect(whole!.status).toBe(0)
    expect(short).toEqual(whole)
    expect(from).toEqual(whole)
    expect((await inside(folder, 'explain', 'guest1.cfg:4')).out).toContain('guests/guest1.cfg:4')
  })

  test('takes several lines, block by block', async () => {
    const { out } = await inside(await house(), 'explain', 'guests/guest1.cfg:4-8')
    expect(out).toContain('guests/guest1.cfg:4-5\n')
    expect(out).toContain('guests/guest1.cfg:7-8\n')
    expect(out).toMatch(/guest-config\/name[^]*guest-config\/kernel/)
  })

  test('takes answers of its own, as generate does', async () => {
    const { out } = await inside(ownFolder(), 'explain', 'guests/web.cfg:5', '--set', 'guest.name=web')
    expect(out).toContain('name = "web"')
    expect(out).toContain('- guest.name = web\n  your answer (suggested: guest1')
  })

  test('of a fact it shows the evidence', async () => {
    const { out } = await inside(await house(), 'explain', 'guest1.cfg', '--json')
    const { lines } = JSON.parse(out) as {
      lines: { text: string; from?: { key: string; value: string; because: string }[] }[]
    }
    const { from } = lines.find(({ text }) => text.startsWith('vcpus'))!
    expect(from!.find(({ key }) => key === 'cpu.count')).toEqual({
      key: 'cpu.count',
      value: '2',
      because: expect.stringContaining('boards/qemu-virt-arm64'),
    })
  })

  test('without a line it is an outline that covers the artifact', async () => {
    const { status, out } = await inside(await house(), 'explain', 'boot/boot.cmd')
    expect(status).toBe(0)
    expect(out).toMatch(/^boot\/boot\.cmd\n=+\n/)
    expect(out).toMatch(/- `boot\/boot\.cmd:1-6` Two lines say what ran/)
    expect(wide(out)).toEqual([])
  })

  test.each(['boot/boot.scr', 'xenup.manifest.json', 'xenup.answers.yaml', 'xenup.answers.schema.json:3'])(
    '%s is explained as a whole, answers or not',
    async (id) => {
      const { status, out, err } = await inside(ownFolder(), 'explain', id)
      expect({ status, err }).toEqual({ status: 0, err: '' })
      expect(out).toMatch(/^Sources$/m)
    },
  )

  test('as JSON it has every line with its block, and every section once', async () => {
    const folder = await house()
    const { out } = await inside(folder, 'explain', 'boot.cmd', '--json')
    const document = JSON.parse(out) as {
      lines: { line: number; text: string; block?: string }[]
      sections: Record<string, { why: string; sources: string[] }>
    }
    expect(document.lines.map(({ text }) => `${text}\n`).join('')).toBe(
      readFileSync(join(folder, 'xenup-out/boot/boot.cmd'), 'utf8'),
    )
    expect(document.lines.map(({ line }) => line)).toEqual(document.lines.map((_, index) => index + 1))
    for (const { text, block } of document.lines)
      if (text !== '') expect(document.sections[block!]!.sources.length).toBeGreaterThan(0)
  })

  test('says when the file on disk is another', async () => {
    const folder = await house()
    appendFileSync(join(folder, 'xenup-out/boot/boot.cmd'), '# mine\n')
    expect((await inside(folder, 'explain', 'boot.cmd:1')).err).toBe(
      'xenup: xenup-out/boot/boot.cmd differs from what is explained here; "xenup generate --diff" shows how\n',
    )
  })

  test.each([
    ['boot.cmd:0', 'boot/boot.cmd has lines 1 to '],
    ['boot.cmd:9999', 'boot/boot.cmd has lines 1 to '],
    ['boot.cmd:5-4', 'boot/boot.cmd has lines 1 to '],
    ['other.cfg:1', 'there is no artifact other.cfg with these answers'],
  ])('of %s it says why not', async (id, says) => {
    const { status, out, err } = await inside(await house(), 'explain', id)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(says)
  })

  test('without answers it says how to get some', async () => {
    expect(await inside(ownFolder(), 'explain', 'boot.cmd:1')).toMatchObject({
      status: 2,
      err: expect.stringContaining('there is no answers file'),
    })
  })

  test.each(['boot.cmd:1:2', 'boot.cmd:', 'boot.cmd:-3', 'boot.cmdx:1', '../boot.cfgs', '/etc/passwd:1'])(
    '%s is nobody',
    async (id) => {
      expect(await inside(await house(), 'explain', id)).toMatchObject({
        status: 2,
        err: expect.stringContaining('there is no page about'),
      })
    },
  )
})
