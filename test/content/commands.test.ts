import { describe, expect, test } from 'vitest'
import { content } from '../../src/commands/content.ts'
import { explain } from '../../src/commands/explain.ts'
import type { Command, Io } from '../../src/model/io.ts'

/** Runs a command without colours at 80 columns: its status and what it printed. */
async function run(command: Command, ...args: string[]): Promise<{ status: number; out: string }> {
  let out = ''
  const io = {
    out: (text: string) => void (out += text),
    err: () => {},
    columns: 80,
    color: false,
    env: {},
    cwd: '/',
  } as unknown as Io
  return { status: await command(args, io), out }
}

describe('xenup content', () => {
  test('says how much is good', async () => {
    expect(await run(content)).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+ pages, \d+ sections: all good\n$/),
    })
  })

  test('says it as JSON', async () => {
    const { status, out } = await run(content, '--json')
    expect([status, JSON.parse(out)]).toEqual([
      0,
      { xenup: 1, pages: expect.any(Number), sections: expect.any(Number), faults: [] },
    ])
  })

  test('takes no file', async () => {
    await expect(run(content, 'goal.md')).rejects.toThrow('there is an argument too many: goal.md')
  })
})

describe('xenup explain', () => {
  test.each([
    ['goal', /^What you want to reach\n=+\n/],
    ['steps/goal', /^What you want to reach\n=+\n/],
    ['console.dtuart', /^console\.dtuart\n-+\n\nWhat it is\. The value of Xen's option dtuart/],
    ['overlap', /^Two things in the same memory\n=+\n/],
    ['qemu-virt-arm64', /^QEMU virt, 64-bit\n=+\n/],
    ['EL2', /^EL2\n---\n\nThe level of the Arm CPU made for hypervisors/],
    ['el2', /^EL2\n---\n/],
    ['early printk', /^early printk\n-+\n/],
  ])('%s', async (id, begins) => {
    const { status, out } = await run(explain, id)
    expect([status, out]).toEqual([0, expect.stringMatching(begins)])
  })

  test('of a word that is also a check, the one that is typed comes first and the other is named', async () => {
    expect((await run(explain, 'gic')).out).toMatch(
      /^Xen cannot use this interrupt controller\n[\s\S]*\nSee also: xenup explain words\/GIC\n$/,
    )
    expect((await run(explain, 'GIC')).out).toMatch(/^GIC\n---\n[\s\S]*\nSee also: xenup explain checks\/gic\n$/)
  })

  test('without an id says what there is', async () => {
    const { status, out } = await run(explain)
    expect(status).toBe(0)
    expect(out).toMatch(/^Steps\n {2}goal, board, firmware, dtb, /)
    for (const one of ['Questions\n', 'Checks\n', 'Boards\n', 'Words\n', 'goal.target', 'overlap', 'early printk'])
      expect(out).toContain(one)
  })

  test('an id that nothing has is an error that names what is near', async () => {
    await expect(run(explain, 'overlapp')).rejects.toMatchObject({
      name: 'UserError',
      message: 'there is no page about overlapp',
      where: 'xenup explain',
      advice: expect.stringContaining('overlap'),
    })
    await expect(run(explain, 'vcpus')).rejects.toMatchObject({ advice: expect.stringContaining('guest.vcpus') })
    await expect(run(explain, 'zzzzzzzzzz')).rejects.toMatchObject({
      advice: 'xenup explain lists everything that has one.',
    })
  })
})
