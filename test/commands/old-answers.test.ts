/** Answers files of an older form, as people meet them a year later. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { released } from '../answers/released.ts'
import { onTerminal, ownFolder, unclean, wide, xenup } from './program.ts'

const name = 'xenup.answers.yaml'
let cwd: string
const text = (file = name): string => readFileSync(join(cwd, file), 'utf8')
const old = readFileSync(released(1, 'qemu-arm64.yaml'), 'utf8')

beforeEach(() => {
  cwd = ownFolder()
  copyFileSync(released(1, 'qemu-arm64.yaml'), join(cwd, name))
})

describe('an answers file of version 1', () => {
  it.each([['check'], ['generate'], ['graph'], ['answers'], ['explain', 'boot.cmd:42']])(
    'is read by xenup %s, which tells what changed and how to rewrite it, and left as it is',
    (...args) => {
      const { status, err } = xenup(cwd, args)
      expect(status).toBe(0)
      const told = err.replace(/\n {2}/g, ' ')
      expect(told).toContain(
        "xenup: xenup.answers.yaml has version 1 of the form, and today's is 2; it was read as it is, and is left so. boot-media.way (line 74) is boot-media.method now, because it chooses",
      )
      expect(told).toContain(
        'boot-media.kernel (line 80) is boot-media.kernel-name now and boot-media.initrd (line 82)',
      )
      expect(told).toContain('xenup answers --migrate rewrites it, and keeps comments, order and quotes.')
      expect(told.match(/has version 1/g)).toHaveLength(1)
      expect([...unclean(err), ...wide(err)]).toEqual([])
      expect(text()).toBe(old)
    },
  )

  it('is laid among the artifacts in the form of today, with its comments', () => {
    xenup(cwd, ['generate'])
    const copy = text('xenup-out/xenup.answers.yaml')
    expect(copy).toContain('xenup: 2 # read by xenup 0.1.0 and newer\n')
    expect(copy).toContain('  # how the boot modules get into the device tree\n  method: script\n')
    expect(xenup(cwd, ['generate', '--check']).status).toBe(0)
  })

  it('is rewritten by xenup answers --migrate, once', () => {
    const first = xenup(cwd, ['answers', '--migrate'])
    expect(first.out).toMatchInlineSnapshot(`
      "xenup.answers.yaml has version 2 now, and had 1
        line 74: boot-media.way is boot-media.method now
        line 78: boot-media.xen is boot-media.xen-name now
        line 80: boot-media.kernel is boot-media.kernel-name now
        line 82: boot-media.initrd is boot-media.initrd-name now
      "
    `)
    const after = text()
    expect(after).toContain('method: script')
    expect(existsSync(join(cwd, 'xenup.answers.schema.json'))).toBe(true)
    expect(xenup(cwd, ['check']).err).not.toContain('version')
    expect(xenup(cwd, ['answers', '--migrate'])).toMatchObject({
      status: 0,
      out: 'xenup.answers.yaml has version 2 already; there is nothing to rewrite\n',
    })
    expect(text()).toBe(after)
  })

  it('goes from standard input to standard output', () => {
    const { status, out } = xenup(cwd, ['answers', '--migrate', '-a', '-'], { input: old })
    expect(status).toBe(0)
    expect(out).toContain('xenup: 2')
    expect(text()).toBe(old)
  })

  it('gets no answer saved that it does not have, for that would mix two forms', () => {
    const { status, err } = xenup(cwd, ['--yes', '--save', '--set', 'guest.memory=300M'])
    expect(status).toBe(2)
    expect(err).toContain('the file has version 1 of the form, and an answer is to be saved in it')
    expect(err).toContain('Rewrite it first, which keeps comments, order and quotes: xenup answers --migrate.')
    expect(text()).toBe(old)
    expect(xenup(cwd, ['--yes']).status).toBe(0)
    expect(text()).toBe(old)
  })

  it('may lie under a file of today: each layer has a version of its own', () => {
    writeFileSync(join(cwd, 'mine.yaml'), 'xenup: 2\nboot-media: {kernel-name: mine.img}\n')
    const { out, err } = xenup(cwd, ['answers', '-a', name, '-a', 'mine.yaml'])
    expect(out).toMatch(/boot-media\.kernel-name: mine\.img\n +mine\.yaml:2/)
    expect(out).toMatch(/boot-media\.method: script\n +xenup\.answers\.yaml:74/)
    expect(err).toContain('xenup.answers.yaml has version 1')
  })

  it('with a fault keeps all files as they are, and is shown as it was written', () => {
    writeFileSync(join(cwd, 'bad.yaml'), 'xenup: 1\nboot-media:\n  way: scirpt\n')
    const { status, err } = xenup(cwd, ['answers', '--migrate', '-a', name, '-a', 'bad.yaml'])
    expect(status).toBe(2)
    expect(err).toContain('bad.yaml:3:8: boot-media.way "scirpt" is not one of')
    expect(err).toContain('     3 |   way: scirpt\n')
    expect(text()).toBe(old)
  })
})

describe('an old name', () => {
  it('is understood by --set, with a word', () => {
    const { status, err } = xenup(cwd, [
      'generate',
      '--set',
      'boot-media.kernel=mine.img',
      '--set',
      'boot-media.way=overlay',
    ])
    expect(err).toContain('xenup: --set boot-media.kernel: it is called boot-media.kernel-name now\n')
    expect(status).toBe(1)
    expect(text('xenup-out/xenup.answers.yaml')).toContain('kernel-name: mine.img')
    expect(xenup(cwd, ['generate', '--set', 'boot-media.way=x']).err).toContain(
      'boot-media.way "x" is not one of script',
    )
  })

  it('is understood by explain, with a word', () => {
    const { status, out, err } = xenup(cwd, ['explain', 'boot-media.way'])
    expect(status).toBe(0)
    expect(out).toContain('boot-media.method\n')
    expect(err).toBe('xenup: boot-media.way is called boot-media.method since version 2 of the answers file\n')
  })
})

describe('a file of a newer version', () => {
  it('is refused with the release that reads it, and never written', () => {
    const newer = old.replace('xenup: 1', 'xenup: 7 # read by xenup 3.1.0 and newer')
    writeFileSync(join(cwd, name), newer)
    for (const args of [['check'], ['generate'], ['--yes'], ['answers', '--migrate']]) {
      const { status, err } = xenup(cwd, args)
      expect(status).toBe(2)
      expect(err).toContain('xenup 3.1.0 and newer read it, as it says')
    }
    expect(text()).toBe(newer)
    expect(existsSync(join(cwd, 'xenup-out'))).toBe(false)
  })
})

describe('the wizard on a file of version 1', () => {
  it('asks, rewrites it on yes, and goes on', async () => {
    const { shown } = await onTerminal(cwd, ['--plain'], (screen) => {
      const [, after] = screen.split('[Y/n]')
      if (after === undefined) return undefined
      return /review/i.test(after) ? '\u0003' : '\r'
    })
    expect(shown).toContain('Rewrite it now, to go on? [Y/n]')
    expect(text()).toContain('method: script')
  })

  it('changes nothing on no, and says what goes on without', async () => {
    const { status, shown } = await onTerminal(cwd, ['--accessible'], (screen) =>
      screen.includes('[Y/n]') ? 'n\r' : undefined,
    )
    expect(status).toBe(130)
    expect(shown).toContain('Nothing was changed.')
    expect(text()).toBe(old)
  })
})
