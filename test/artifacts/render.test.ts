import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { compileTemplates } from '../../src/artifacts/compile.ts'
import { render } from '../../src/artifacts/render.ts'
import type { PlacedPlan, Plan } from '../../src/model/plan.ts'
import { templates } from '../../src/project/templates.ts'
import { placed } from '../placed-plan.ts'
import { asText, boardIn, ownFolder, rendered, settled, testVersion } from './fixtures.ts'
import { kinds } from './kinds.ts'
import { seen } from './readers.ts'

const around = (set: Readonly<Record<string, string>> = {}) => {
  const { plan, verdicts } = settled(set)
  return [plan, { version: testVersion, verdicts, localFiles: {} }, templates] as const
}

describe('the artifacts of the house set-up', () => {
  const house = rendered()

  test('are these', () => {
    expect(Object.keys(house)).toEqual([
      'BRINGUP.md',
      'boot/boot.cmd',
      'boot/boot.scr',
      'boot/imagebuilder.cfg',
      'boot/native.cmd',
      'boot/native.scr',
      'guests/guest1.cfg',
      'kernel/dom0.config',
      'kernel/guest.config',
      'stage.sh',
    ])
  })

  test('the boot script is the one that boots in QEMU', async () => {
    await expect(house['boot/boot.cmd']).toMatchFileSnapshot('golden/boot.cmd')
  })

  test('the guest is the one that xl takes', async () => {
    await expect(house['guests/guest1.cfg']).toMatchFileSnapshot('golden/guest1.cfg')
  })

  test('boot.scr holds boot.cmd', () => {
    expect(house['boot/boot.scr']!.slice(72)).toBe(house['boot/boot.cmd'])
  })

  test('no guest, no file for it', () => {
    expect(Object.keys(rendered({ 'goal.reach': 'dom0' })).filter((path) => path.includes('guest'))).toEqual([])
  })

  test("the guest's file has the guest's name", () => {
    expect(Object.keys(rendered({ 'guest.name': 'web-2.a+b' }))).toContain('guests/web-2.a+b.cfg')
  })
})

describe.each(kinds)('with %s', (_, set) => {
  const settings = (folder = ownFolder()) => rendered(set(folder), folder)

  test('the same plan gives the same bytes', () => {
    expect(settings()).toEqual(settings())
  })

  test('each text ends with one newline, and no line with a space', () => {
    for (const [path, text] of Object.entries(settings()).filter(([path]) => !path.endsWith('.scr'))) {
      expect(text, path).toMatch(/[^\n]\n$/)
      expect(
        text.split('\n').filter((line) => /\s$/.test(line)),
        path,
      ).toEqual([])
      expect(text, path).not.toMatch(/\n\n\n/)
    }
  })

  test('nothing shows through that is no text', () => {
    for (const [path, text] of Object.entries(settings())) {
      expect(text, path).not.toMatch(
        /undefined|(?<!\/dev\/)\bnull\b|NaN|\[object|&#x|&(?:amp|lt|gt|quot);|\{\{|\}\}|\[guest\]/,
      )
    }
  })

  test('nothing tells of the machine or the day', () => {
    const folder = ownFolder()
    for (const [path, text] of Object.entries(settings(folder))) {
      for (const own of [folder, process.cwd(), homedir(), process.env['USER'] ?? '/home'])
        expect(text, path).not.toContain(own)
      // As a word of its own: a machine called vm is in every /dev/nvme0n1.
      expect(text.split(/[^\w.-]+/), path).not.toContain(hostname())
      expect(text, path).not.toMatch(new RegExp(`\\b${new Date().getFullYear()}-\\d\\d|\\b\\d\\d:\\d\\d:\\d\\d\\b`))
    }
  })

  test('each text says first what it is, who made it and how to make it again', () => {
    for (const [path, text] of Object.entries(settings()).filter(([path]) => !path.endsWith('.scr'))) {
      const opening = text.split('\n').slice(0, 3).join('\n')
      expect(opening, path).toContain(`xenup ${testVersion}`)
      expect(opening, path).toContain('xenup.answers.yaml')
      expect(opening, path).toContain('xenup generate')
    }
  })

  test('boot.scr holds boot.cmd', () => {
    const all = settings()
    // UEFI runs none.
    if (all['boot/xen.cfg']) return expect(Object.keys(all).filter((path) => path.endsWith('.scr'))).toEqual([])
    expect(Buffer.from(all['boot/boot.scr']!.slice(72), 'latin1').toString('utf8')).toBe(all['boot/boot.cmd'])
  })
})

describe('the boot script', () => {
  const script = rendered()['boot/boot.cmd']!
  const lines = script.split('\n')

  test('opens and closes each if', () => {
    let depth = 0
    for (const line of lines) {
      const [word] = line.trim().split(' ')
      if (word === 'if') depth++
      if (word === 'fi') depth--
      expect(depth, line).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
  })

  test('runs each step only while all is well', () => {
    const boots = lines.findIndex((line) => /^\s*booti /.test(line))
    expect(lines[boots]).toMatch(/^ {2}booti 0x[0-9a-f]+ - 0x[0-9a-f]+$/)
    const guard = lines.slice(0, boots).findLast((line) => /^(if|fi)\b/.test(line))
    expect(guard).toBe('if test ${xenup_state} = ok; then')
    for (const line of lines.filter((line) => /^\s*(if )?(load|fdt (set|addr|resize|move))\b/.test(line)))
      expect(line).toMatch(/^ {2}if /)
  })

  test('says each failure with the words that the handbook tells to look for', () => {
    const failures = lines.filter((line) => line.includes('xenup_state failed'))
    expect(failures.length).toBeGreaterThan(8)
    for (const line of failures) expect(line).toContain('xenup: stopped: ')
    expect(rendered()['BRINGUP.md']).toContain('`xenup: stopped:`')
  })

  test('compares each file with its place in hexadecimal, as U-Boot counts', () => {
    const sizes = [...script.matchAll(/itest (\S+) -le (\S+);/g)]
    expect(sizes).toHaveLength(3)
    for (const [, size, room] of sizes) {
      expect(size).toBe('0x${filesize}')
      // itest compares 32 bits with a sign.
      expect(Number(room)).toBeGreaterThan(0)
      expect(Number(room)).toBeLessThan(2 ** 31)
    }
  })

  test('has no line that a U-Boot with 16 arguments a command would refuse', () => {
    for (const line of lines.filter((line) => !line.startsWith('#'))) {
      for (const command of line.replace(/'[^']*'|"[^"]*"/g, 'x').split(/;|&&|\|\|/)) {
        expect(
          command
            .trim()
            .replace(/^(if|then|else) /, '')
            .split(/\s+/).length,
          line,
        ).toBeLessThanOrEqual(16)
      }
    }
  })
})

describe('a template that asks for what is not there', () => {
  const withTemplate = (source: string) => () => {
    const [plan, surroundings] = around()
    return render(plan, surroundings, compileTemplates(new Map([['x', source]])))
  }

  test.each([
    ['a misspelt name', '{{borad.name}}'],
    ['a misspelt part', '{{board.nmae}}'],
    ['a helper that is none', '{{shout board.name}}'],
    ['a partial that is none', '{{> nothing}}'],
  ])('is refused: %s', (_, source) => {
    expect(withTemplate(source)).toThrow()
  })

  test.each(['constructor', '__proto__', 'toString', 'board.constructor', 'board.__proto__.constructor'])(
    'gets nothing of %s, which every object has',
    (name) => {
      // Handlebars says so on the console, once a name.
      vi.spyOn(console, 'error').mockImplementation(() => {})
      const make = withTemplate(`<{{${name}}}>`)
      let text = '<>'
      try {
        text = Buffer.from(make()[0]!.bytes).toString()
      } catch {
        // Refused is as good.
      }
      expect(text).toBe('<>')
    },
  )

  test('changes no character for the sake of HTML', () => {
    const [artifact] = withTemplate('{{hush "a<b> & c=\'d\'"}}')()
    expect(Buffer.from(artifact!.bytes).toString()).toBe(`'a<b> & c='\\''d'\\'`)
  })
})

test("a board's model with everything in it stays inside its comment and its heading", () => {
  const folder = ownFolder()
  const model = 'Bad <b>board</b> | #1\nreset\n# x\u010a \x1b[31m `$HOME` {{version}} ##'
  const all = rendered(boardIn(folder, { more: { model: Buffer.from(`${model}\0`) } }), folder)
  const plain = rendered(boardIn(folder), folder)
  // Only comments differ: the first, which names the board, and the one with the size of the file.
  const [odd, house] = [all, plain].map((one) => one['boot/boot.cmd']!.split('\n'))
  expect(odd!.length).toBe(house!.length)
  for (const [i, line] of odd!.entries()) if (line !== house![i]) expect(line).toMatch(/^# /)
  expect(odd![0]).toContain('reset')
  expect(Object.values(all).join('')).not.toContain('\x1b')
})

test.each([
  'Board ##',
  '# Board',
  '',
  ' ',
  '  x  ',
  '<script>',
  '&amp;',
  'a\\',
  '`a`',
  '--> x',
  '1. a',
  '*a*',
  '[a](b)',
  '| a |',
  'https://a.b',
])('a model called %j is the heading as it is', (model) => {
  const folder = ownFolder()
  const all = rendered(boardIn(folder, { more: { model: Buffer.from(`${model}\0`) } }), folder)
  expect(seen(all['BRINGUP.md']!).headings[0]).toBe(`Bring-up of ${model}, step by step`)
  for (const [path, text] of Object.entries(all)) if (!path.endsWith('.scr')) expect(text, path).not.toMatch(/[ \t]$/m)
})

test("stage.sh keeps what the board's firmware read before, whenever somebody wrote it anew", () => {
  const [folder, medium] = [ownFolder(), ownFolder()]
  const { plan, verdicts } = settled(boardIn(folder), folder)
  const firmwareFiles = [{ path: 'config.txt', lines: ['kernel=u-boot.bin'], because: 'the board wants it' }]
  for (const { path, bytes } of render(
    { ...plan, firmwareFiles },
    { version: testVersion, verdicts, localFiles: {} },
    templates,
  )) {
    mkdirSync(dirname(join(folder, 'out', path)), { recursive: true })
    writeFileSync(join(folder, 'out', path), bytes)
  }
  for (const name of ['xen', 'Image', 'initrd.img']) writeFileSync(join(folder, name), name)
  const config = join(medium, 'config.txt')
  writeFileSync(config, 'gpu_mem=16')
  const stage = (): string =>
    execFileSync('bash', ['out/stage.sh', '--folder', medium], { cwd: folder, encoding: 'utf8' })
  expect(stage()).toContain('config.txt.before-xenup')
  expect(readFileSync(config, 'utf8')).toContain('kernel=u-boot.bin')
  writeFileSync(config, 'something else')
  expect(stage()).toContain('config.txt.before-xenup2')
  expect(stage()).not.toContain('before-xenup')
  expect(readFileSync(`${config}.before-xenup`, 'utf8')).toBe('gpu_mem=16')
})

test('what is odd about a board stands in the handbook as the page says it, and only where a page says something', () => {
  const { plan, verdicts } = settled()
  const handbook = (quirks: Plan['quirks']): string => {
    const { quirks: _, ...plain } = plan
    return asText(
      render(
        { ...plain, ...(quirks && { quirks: quirks }) },
        { version: testVersion, verdicts, localFiles: {} },
        templates,
      ),
    )['BRINGUP.md']!
  }
  const heading = 'What is odd about this board'
  expect(seen(handbook(undefined)).headings).not.toContain(heading)
  const odd = handbook({ page: 'kit', says: ['The alias *serial0* is <b>not</b> the console.'] })
  expect(seen(odd).headings).toContain(heading)
  expect(seen(odd).items).toContain('The alias *serial0* is <b>not</b> the console.')
  expect(odd).toContain('`xenup explain kit`')
})

describe('the handbook at the board', () => {
  const handbook = (changes: Partial<PlacedPlan>, set = {}): string => {
    const { plan: planned, verdicts } = settled(set)
    const plan = placed(planned)
    return asText(
      render(
        { ...plan, target: 'hardware', ...changes },
        { version: testVersion, verdicts, localFiles: {} },
        templates,
      ),
    )['BRINGUP.md']!
  }

  test('says how the console is wired, where the page of the board knows', () => {
    const wired = handbook({ wiring: { says: '40-pin header, 3.3 V.', baud: 115200 } })
    expect(seen(wired).headings).toContain('Connect the serial console')
    expect(wired).toContain('40-pin header, 3.3 V.')
    expect(wired).toContain('picocom --baud 115200 ')
    const folder = ownFolder()
    expect(seen(rendered(boardIn(folder), folder)['BRINGUP.md']!).headings).not.toContain('Connect the serial console')
  })

  test.each([
    ['psci', /`method = "smc"` is there, now/, /`psci: probing for conduit method from DT.`/],
    ['psci-added', /The tree on the disk has no `\/psci`/, /`psci: probing for conduit method from DT.`/],
    ['spin-table', /`enable-method = "spin-table"`/, /they waited in the firmware's loop/],
    ['platform', /Xen has code of its own/, /Linux starts them with code for this SoC/],
    ['unknown', /Without one Xen runs on one CPU/, /`psci: probing for conduit method from DT.`/],
  ] as const)('asks for what starts the other CPUs: %s', (smp, atUBoot, inLinux) => {
    const text = handbook({ handover: { smp, says: 'U-Boot is entered at EL2' } })
    expect(text).toMatch(atUBoot)
    expect(text).toMatch(inLinux)
    expect(text).toContain('U-Boot is entered at EL2')
    expect(text.match(/probing for conduit/g)?.length ?? 0).toBe(smp === 'spin-table' || smp === 'platform' ? 0 : 1)
  })

  test('lists the steps that nobody has seen done', () => {
    const folder = ownFolder()
    const { plan, verdicts, open } = settled({ ...boardIn(folder), 'native.done': 'done' }, folder)
    const text = asText(render(plan, { version: testVersion, verdicts, open, localFiles: {} }, templates))[
      'BRINGUP.md'
    ]!
    expect(seen(text).items.filter((item) => item.includes('.done'))).toEqual([
      expect.stringContaining('The firmware: firmware.done'),
      expect.stringContaining('The userspace of dom0: dom0-userspace.done'),
    ])
  })

  test('speaks of a debug UART in a guest where guests have 32 bits', () => {
    expect(handbook({ arch: 'arm32' })).toContain('`CONFIG_DEBUG_LL`')
    expect(handbook({})).not.toContain('`CONFIG_DEBUG_LL`')
  })
})

test('a file whose name would end a comment in one byte a character does not', () => {
  const folder = ownFolder()
  // U+010A: its last byte is a newline.
  writeFileSync(join(folder, 'x\u010areset'), 'no Xen')
  const script = Buffer.from(rendered({ 'xen.file': 'x\u010areset' }, folder)['boot/boot.scr']!.slice(72), 'latin1')
  expect(script.toString('utf8').split('\n')).not.toContain('reset.')
  expect(
    script
      .toString('latin1')
      .split('\n')
      .filter((line) => line.startsWith('reset')),
  ).toEqual([])
})
