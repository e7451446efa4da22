import { describe, expect, test } from 'vitest'
import { allChecks } from '../../src/checks/index.ts'
import { answerKeys } from '../../src/model/answers.ts'
import { steps } from '../../steps/index.ts'
import { inside } from './inside.ts'
import { ownFolder, unclean, wide } from './program.ts'

const explain = (...args: readonly string[]) => inside(ownFolder(), 'explain', ...args)

describe('xenup explain', () => {
  test('without a word lists everything that has a page', async () => {
    const { status, out, err } = await explain()
    expect({ status, err }).toEqual({ status: 0, err: '' })
    for (const title of ['Steps', 'Questions', 'Tasks', 'Checks', 'Boards', 'Words'])
      expect(out).toMatch(new RegExp(`^${title}$`, 'm'))
    const words = out.split(/[\s,]+/)
    for (const id of [...answerKeys, ...allChecks.map(({ id }) => id)]) expect(words).toContain(id)
    expect(wide(out)).toEqual([])
  })

  test.each([
    ['a step', 'guest', /^The first guest\n=+\n/],
    ['a question', 'guest.memory', /^guest\.memory\n-+\n/],
    ['a check', 'dom0-console', /console=hvc0/],
    ['a board', 'qemu-virt-arm64', /QEMU/],
    ['a board, with what is certain to stop it', 'mustang', /\n {2}stops {2,}with the GIC's distributor/],
    ['a board on which Xen cannot run', 'rpi3', /controller of\s+Broadcom's/],
    ['a word', 'dom0', /^dom0\n-+\n/],
  ])('shows the page of %s', async (_, id, text) => {
    const { status, out, err } = await explain(id)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(text)
    expect(unclean(out)).toEqual([])
    // Commands and what they print are shown as they are.
    expect(wide(out).filter((line) => !line.startsWith('  '))).toEqual([])
  })

  test('has a page for every question and every task of every step, and lists it', async () => {
    const listed = (await explain()).out.split(/[\s,]+/)
    const ids = steps.flatMap(({ id, questions, tasks = [] }) => [
      ...questions.map(({ key }) => key),
      ...tasks.map((task) => `${id}.${task.id}`),
    ])
    expect(ids).toEqual(expect.arrayContaining(['bring-up.silent', 'bring-up.xenctx', 'native.look', 'xen.take']))
    for (const id of ids) {
      expect(listed).toContain(id)
      expect((await explain(id)).out, id).toMatch(new RegExp(`^${id}\n-+\n`))
    }
  })

  test('takes a word in any case, and points to its namesakes', async () => {
    expect((await explain('GIC')).out).toMatch(/^GIC\n[^]*See also: xenup explain checks\/gic\n$/)
    expect((await explain('gic')).out).toMatch(/See also: xenup explain words\/GIC\n$/)
    expect((await explain('words/GIC')).out).toMatch(/^GIC\n/)
  })

  test.each([
    ['guset.memory', 'guest.memory'],
    ['memory', 'guest.memory'],
    ['dtuart-mising', 'dtuart-missing'],
  ])('of %s, which has no page, it names what is near', async (id, near) => {
    const { status, out, err } = await explain(id)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(new RegExp(`^xenup explain: there is no page about ${id}\n {2}Near it: .*${near}`))
    expect(err).toContain('xenup explain lists everything that has one.')
  })

  test.each([
    '../../package',
    '/etc/passwd',
    '..',
    '',
    '__proto__',
    'constructor',
    'a\x1b[2J\nb',
    'steps/../words',
    '%s',
    'x'.repeat(5000),
  ])('of %j there is no page, and it says so', async (id) => {
    const { status, out, err } = await explain(id)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^xenup explain: there is no page about /)
    expect(unclean(err)).toEqual([])
  })

  test('takes one word', async () => {
    expect(await explain('guest', 'memory')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('there is an argument too many: memory'),
    })
  })

  test('each finding and each question that is told of has its page', async () => {
    for (const id of ['memory-total', 'console.dtuart', 'dtb.file']) expect((await explain(id)).status).toBe(0)
  })
})

describe('xenup content', () => {
  test('finds every page good, and counts them', async () => {
    expect(await inside(ownFolder(), 'content')).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+ pages, \d+ sections: all good\n$/),
      err: '',
    })
  })

  test('--json is one document of a version', async () => {
    const { status, out } = await inside(ownFolder(), 'content', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toEqual({ xenup: 1, pages: expect.any(Number), sections: expect.any(Number), faults: [] })
  })
})
