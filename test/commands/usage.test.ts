import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents } from '../artifacts/folder.ts'
import { inside } from './inside.ts'
import { has, onTerminal, ownFolder, type Ran, shell, started, unclean, wide, xenup } from './program.ts'

const commands = ['generate', 'check', 'inspect', 'explain', 'rehearse', 'content']

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']]])('xenup %s prints it and does nothing', ([word]) => {
    const folder = ownFolder()
    isHelp(xenup(folder, [word!]))
    expect(contents(folder)).toEqual({})
  })

  test.each([
    ...commands
      .filter((command) => command !== 'inspect')
      .flatMap((command) => [[[command, '--help']], [[command, '-h']]]),
    [['--yes', '--help']],
  ])('%j prints it and does nothing', async (args) => {
    const folder = ownFolder()
    isHelp(await inside(folder, ...args))
    expect(contents(folder)).toEqual({})
  })

  const isHelp = ({ status, out, err }: Ran): void => {
    expect({ status, err }).toEqual({ status: 0, err: '' })
    for (const command of commands) expect(out).toContain(`xenup ${command}`)
    expect(wide(out)).toEqual([])
  }

  test.each(['--help', '-h'])('xenup inspect %s lists the facts of each kind of file', async (flag) => {
    const { status, out, err } = await inside(ownFolder(), 'inspect', flag)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^xenup inspect FILE/)
    for (const key of ['memory.banks', 'uarts', 'image.size', 'xen.version']) expect(out).toContain(` ${key} `)
  })

  test('behind -- it is a word like any other', () => {
    expect(xenup(ownFolder(), ['inspect', '--', '--help'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('--help: there is no such file'),
    })
  })

  test('the version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    for (const flag of ['--version', '-V'])
      expect(xenup(ownFolder(), [flag])).toEqual({ status: 0, out: `${version}\n`, err: '' })
  })
})

describe('what there is not', () => {
  test.each([
    [['generat'], 'xenup: there is no command generat\n  Did you mean xenup generate?\n'],
    [['inpsect', 'x'], 'xenup: there is no command inpsect\n  Did you mean xenup inspect?\n'],
    [['frobnicate'], 'xenup: there is no command frobnicate\n  See xenup --help.\n'],
    [['constructor'], 'xenup: there is no command constructor\n  See xenup --help.\n'],
    [['__proto__'], 'xenup: there is no command __proto__\n  See xenup --help.\n'],
    [['a\x1b[2J'], 'xenup: there is no command a\\x1b[2J\n  See xenup --help.\n'],
    [['--plian'], "xenup: unknown option '--plian'\n  Did you mean --plain? See xenup --help.\n"],
    [['generate', '--chek'], "xenup generate: unknown option '--chek'\n  Did you mean --check? See xenup --help.\n"],
    [['inspect', '--jsn', 'x'], "xenup inspect: unknown option '--jsn'\n  Did you mean --json? See xenup --help.\n"],
    [
      ['generate', '-q'],
      "xenup generate: unknown option '-q'\n  It takes --answers, --output, --set, --merge, --take-new, --keep-mine, --conflict, --each, --check, --diff, --json; see xenup --help.\n",
    ],
    [
      ['explain', '--frob'],
      "xenup explain: unknown option '--frob'\n  It takes --answers, --output, --set, --json; see xenup --help.\n",
    ],
    [
      ['generate', '--answers'],
      'xenup generate: --answers needs a value\n  It takes --answers, --output, --set, --merge, --take-new, --keep-mine, --conflict, --each, --check, --diff, --json; see xenup --help.\n',
    ],
    [
      ['generate', '-a', '--check'],
      'xenup generate: -a needs a value, and another option follows\n  It takes --answers, --output, --set, --merge, --take-new, --keep-mine, --conflict, --each, --check, --diff, --json; see xenup --help.\n',
    ],
    [
      ['generate', '--check=1'],
      "xenup generate: option '--check' does not take an argument\n  It takes --answers, --output, --set, --merge, --take-new, --keep-mine, --conflict, --each, --check, --diff, --json; see xenup --help.\n",
    ],
    [['generate', 'board.dtb'], 'xenup generate: there is an argument too many: board.dtb\n  See xenup --help.\n'],
    [['--yes', 'now'], 'xenup: there is an argument too many: now\n  See xenup --help.\n'],
    [['check', 'x'], 'xenup check: there is an argument too many: x\n  See xenup --help.\n'],
    [['content', 'x'], 'xenup content: there is an argument too many: x\n  See xenup --help.\n'],
    [
      ['rehearse'],
      'xenup rehearse: it needs a folder with the parts: U-Boot, Xen, Linux and xl\n  Name it with --parts; the README tells how to make one from Debian packages.\n',
    ],
    [
      ['generate', '--check', '--diff'],
      'xenup generate: --check and --diff are two different questions\n  Ask one at a time.\n',
    ],
  ])('%j is refused, with what was meant or what there is', async (args, err) => {
    const folder = ownFolder()
    expect(await inside(folder, ...args)).toEqual({ status: 2, out: '', err })
    expect(contents(folder)).toEqual({})
  })
})

describe('without a terminal', () => {
  test('the wizard ends at once, names what it would have asked, and the commands that need no terminal', () => {
    const folder = ownFolder()
    const { status, out, err } = xenup(folder, [])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^xenup: there is no terminal to ask on; it would have asked for goal\.target,\s/)
    expect(err.replace(/\s+/g, ' ')).toContain(
      'guest.cmdline, guest.config-file Take every suggestion: xenup --yes Or, with answers in xenup.answers.yaml: xenup generate',
    )
    expect(wide(err)).toEqual([])
    expect(contents(folder)).toEqual({})
  })

  test('it names only what is open, and the answer that --yes would lack', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'xenup.answers.yaml'), 'xenup: 2\ngoal:\n  target: hardware\nboard:\n  id: other\n')
    const { err } = await inside(folder)
    expect(err).not.toContain('goal.target')
    expect(err.replace(/\s+/g, ' ')).toContain(
      'it would have asked for goal.reach, firmware.loader, firmware.log, firmware.done, dtb.source, dtb.file Take',
    )
    expect(err).toContain('xenup --yes --set dtb.file=…')
    expect(await inside(folder, '--yes')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('dtb.file: there is no answer'),
    })
  })

  test('with all answers given there is only the writing left', async () => {
    expect((await inside(started())).err.replace(/\s+/g, ' ')).toContain(
      'it would have shown what it is about to write',
    )
  })

  test.each([
    'TERM=dumb xenup < /dev/null',
    'xenup <&-',
    'xenup < /dev/null > /dev/null',
    'xenup --plain < /dev/null',
    'echo | xenup',
  ])('%s', (line) => {
    expect(shell(ownFolder(), line)).toMatchObject({
      status: 2,
      err: expect.stringContaining('there is no terminal to ask on'),
    })
  })
})

describe('streams', () => {
  test('what is data goes to stdout, and all else to stderr', () => {
    const folder = started()
    for (const args of [
      ['generate', '--json'],
      ['generate', '--json', '--check'],
      ['check', '--json'],
      ['content', '--json'],
      ['inspect', '--json', 'xenup.answers.yaml'],
    ]) {
      const { out } = xenup(folder, [
        ...args,
        ...(args[0] === 'generate' || args[0] === 'check' ? ['--set', 'dom0-kernel.memory=4G'] : []),
      ])
      expect(JSON.parse(out), args.join(' ')).toMatchObject({ xenup: 1 })
      expect(out, args.join(' ')).toMatch(/^\{[^]*\n\}\n$/)
    }
  })

  test('a pipe gets no escape sequence, from any command', () => {
    const folder = started()
    for (const args of [
      ['generate'],
      ['generate', '--check'],
      ['check', '--all', '--map'],
      ['explain'],
      ['explain', 'guest'],
      ['explain', 'qemu-virt-arm64'],
      ['content'],
      ['inspect', 'xenup.answers.yaml'],
      ['--help'],
      [],
      ['--yes'],
    ]) {
      const { out, err } = xenup(folder, args, {
        env: { TERM: 'xterm-256color', COLORTERM: 'truecolor', CLICOLOR: '1' },
      })
      expect(unclean(out + err), args.join(' ')).toEqual([])
    }
  })

  test.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '3' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: 'false' }, false],
    [{ FORCE_COLOR: '' }, false],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('%j: colours in a pipe are %s', (env, colours) => {
    expect(xenup(ownFolder(), ['explain', 'guest'], { env }).out.includes('\x1b[')).toBe(colours)
  })

  test('stderr that nobody reads does not keep xenup from its work', () => {
    const folder = ownFolder()
    shell(folder, 'xenup --yes 2> >(exec true)')
    expect(Object.keys(contents(folder))).toContain('xenup-out/BRINGUP.md')
    const piped = ownFolder()
    shell(piped, 'xenup --yes 2>&1 | true')
    expect(Object.keys(contents(piped))).toContain('xenup-out/BRINGUP.md')
  })

  test('a reader of stdout that goes away is no error: xenup inspect … | head -1', () => {
    const folder = started()
    const many = Array.from({ length: 2000 }, () => 'xenup.answers.yaml').join(' ')
    const { status, out, err } = shell(folder, `xenup inspect ${many} | head -1`)
    expect({ status, out, err }).toEqual({
      status: 0,
      out: expect.stringMatching(/^xenup\.answers\.yaml: .*\n$/),
      err: '',
    })
  })

  test('a full disk behind stdout is an error, told on stderr', () => {
    const { status, err } = shell(started(), 'xenup check > /dev/full')
    expect({ status, err }).toEqual({ status: 2, err: 'xenup: standard output cannot be written (ENOSPC)\n' })
  })
})

describe('on a terminal', () => {
  const there = has('script', ['--version'], 'nothing is tried on a pseudo-terminal (Debian: bsdutils)')

  test('explain is in colour, unless it is not wanted or not possible', async ({ skip }) => {
    skip(!there, 'no script')
    const shown = async (env: Readonly<Record<string, string>>) =>
      (await onTerminal(ownFolder(), ['explain', 'guest'], () => undefined, env)).shown
    expect(await shown({})).toContain('\x1b[1m')
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }, { FORCE_COLOR: '0' }])
      expect(await shown(env), JSON.stringify(env)).not.toContain('\x1b[1m')
  })

  test('one that does not know its size is taken for 80 columns', async ({ skip }) => {
    skip(!there, 'no script')
    const { status, shown } = await onTerminal(ownFolder(), ['explain'], () => undefined)
    expect(status).toBe(0)
    expect(shown).toMatch(/^ {2}goal\.target, goal\.arch, goal\.reach, board\.id,/m)
  })

  test('Ctrl-C leaves with 130, the answers saved and the way back named', async ({ skip }) => {
    skip(!there, 'no script')
    const folder = ownFolder()
    const { status, shown } = await onTerminal(folder, ['--plain'], (seen) =>
      /Which Arm/.test(seen) ? '\x03' : /Where is Xen to run/.test(seen) ? '\r' : undefined,
    )
    expect(status).toBe(130)
    expect(shown).toContain(
      'Your answers are saved in xenup.answers.yaml. Start xenup again to go on at "Which Arm: 64- or 32-bit?".',
    )
    expect(readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')).toContain('target: qemu')
  })

  test('Ctrl-C before the first answer leaves nothing behind', async ({ skip }) => {
    skip(!there, 'no script')
    const folder = ownFolder()
    const { status, shown } = await onTerminal(folder, ['--plain'], (seen) =>
      /Where is Xen to run/.test(seen) ? '\x03' : undefined,
    )
    expect(status).toBe(130)
    expect(shown).toContain('Nothing was answered yet')
    expect(contents(folder)).toEqual({})
  })
})

describe('a bug', () => {
  test('ends with 70, asks to be reported, and shows where it is', () => {
    // Something breaks that cannot.
    const folder = ownFolder()
    writeFileSync(join(folder, 'broken.mjs'), "Object.hasOwn = () => { throw new TypeError('it broke') }\n")
    const { status, out, err } = xenup(folder, ['generate'], {
      env: { NODE_OPTIONS: `--import=${join(folder, 'broken.mjs')}` },
    })
    expect({ status, out }).toEqual({ status: 70, out: '' })
    expect(err).toMatch(
      /^xenup: this is a bug in xenup, please report it with the lines below\nTypeError: it broke\n {4}at /,
    )
  })
})

test('a folder with a strange name is one like any other', async () => {
  const folder = join(ownFolder(), `it's "a" $HOME; é\x1b[31m\nb`)
  mkdirSync(folder)
  expect(xenup(folder, ['--yes']).status).toBe(0)
  for (const args of [
    ['generate'],
    ['generate', '--check'],
    ['check'],
    ['generate', '-a', 'nope'],
    ['inspect', 'nope'],
  ]) {
    const { out, err } = await inside(folder, ...args)
    expect(unclean(out + err), args.join(' ')).toEqual([])
  }
})
