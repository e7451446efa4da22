import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scriptImage } from '../../src/artifacts/script-image.ts'
import { boardTree } from '../artifacts/fixtures.ts'
import { dtb } from '../dtb.ts'
import { linuxImage, xenImage } from '../read/images.ts'
import { changedScript, houseConfig, houseScript } from '../script/scripts.ts'
import { inside } from './inside.ts'
import { has, onTerminal, ownFolder, started, unclean, wide } from './program.ts'

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>, folder = ownFolder()): string {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const parts = {
  'board.dtb': dtb(boardTree()),
  xen: xenImage(),
  Image: linuxImage(),
  'initrd.img': `070701${'0'.repeat(4090)}`,
}

interface OpinionJson {
  readonly script: {
    readonly kind: string
    readonly loads: readonly { readonly address: string; readonly at: string }[]
  }
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly at: string
    readonly also?: string
  }[]
}

const jsonOf = async (folder: string, ...args: string[]): Promise<OpinionJson> =>
  JSON.parse((await inside(folder, 'check', '--script', ...args, '--json')).out) as OpinionJson

describe('xenup check --script', () => {
  test('finds nothing wrong with a good script beside its files, and says what it loads', async () => {
    const folder = folderWith({ 'boot.cmd': houseScript, ...parts })
    const { status, out, err } = await inside(folder, 'check', '--script', 'boot.cmd')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('boot.cmd is a U-Boot script.')
    expect(out).toContain('  line 3: Xen, xen at 0x45000000\n')
    expect(out).toMatch(/\n0 errors, 0 warnings, 0 notes; /)
    expect(wide(out)).toEqual([])
    expect(unclean(out)).toEqual([])
  })

  test('names file, line and column of each finding, and ends with 1 for an error', async () => {
    const folder = folderWith({
      'boot.cmd': changedScript(
        ['0x45000000', '0x46000000'],
        ['rootwait', 'rootwait dtuart=serial0'],
        ['serial0 dom0', 'serial9 dom0'],
      ),
      ...parts,
    })
    const { status, out } = await inside(folder, 'check', '--script', 'boot.cmd')
    expect(status).toBe(1)
    expect(out).toMatch(/error: .*overlaps[^]*?at boot\.cmd:[34]:17/)
    expect(out).toMatch(/error: dtuart names serial9[^]*?at boot\.cmd:12:34/)
    expect(out).toMatch(/warning: The command line of dom0 has dtuart=serial0[^]*?at boot\.cmd:13:35/)
  })

  test('holds it against RAM and reserved memory of the tree beside it', async () => {
    const tree = boardTree({
      'reserved-memory': {
        '#address-cells': 2,
        '#size-cells': 2,
        ranges: true,
        'optee@4a000000': { reg: [0x4a00_0000n, 0x10_0000n] },
      },
    })
    const folder = folderWith({
      'boot.cmd': changedScript(['0x45000000', '0x5000000']),
      ...parts,
      'board.dtb': dtb(tree),
    })
    const { findings } = await jsonOf(folder, 'boot.cmd')
    expect(findings.map(({ rule, at }) => [rule, at])).toEqual(
      expect.arrayContaining([
        ['outside-memory', expect.stringContaining('boot.cmd:3:17')],
        ['overlap', expect.stringContaining('boot.cmd:6:17')],
      ]),
    )
  })

  test('reads the image of a script as it reads its text', async () => {
    const text = changedScript(['rootwait', 'earlyprintk=xen'])
    const folder = folderWith({ 'boot.cmd': text, 'boot.scr': scriptImage(text, 'boot', 'arm64') })
    const [cmd, scr] = [await jsonOf(folder, 'boot.cmd'), await jsonOf(folder, 'boot.scr')]
    expect(JSON.stringify(scr)).toBe(JSON.stringify(cmd).replaceAll('boot.cmd', 'boot.scr'))
    expect(cmd.findings.map(({ rule }) => rule)).toContain('early-console')
  })

  test('places what an ImageBuilder configuration names, where the files are there', async () => {
    const folder = folderWith({ config: houseConfig.replace('0x40000000', '0x10000000'), ...parts })
    const { script, findings } = await jsonOf(folder, 'config')
    expect(script.kind).toBe('imagebuilder')
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'script-window', severity: 'error', at: 'config:1:1' }),
    )
  })

  test('holds it against the answers that are named, and against none that happen to lie there', async () => {
    const folder = folderWith({ 'boot.cmd': changedScript(['rootwait', 'rootwait console=ttyS0']) }, started())
    const [alone, with4] = [
      await jsonOf(folder, 'boot.cmd'),
      await jsonOf(folder, 'boot.cmd', '-a', 'xenup.answers.yaml', '--set', 'xen.version=4.17'),
    ]
    const rules = ({ findings }: OpinionJson) => findings.map(({ rule }) => rule)
    expect(rules(alone)).not.toContain('outside-memory')
    expect(rules(with4)).toContain('dom0-console')
  })

  test('takes a release and files from --set, and nothing else with them', async () => {
    const folder = folderWith({
      'boot.cmd': changedScript(['dom0_mem=768M', 'dom0_mem=768M edd=off']),
      'xen-4.17': xenImage('4.17'),
    })
    const rules = async (...set: string[]) =>
      (await jsonOf(folder, 'boot.cmd', ...set)).findings.map(({ rule }) => rule)
    expect(await rules('--set', 'xen.version=4.18', '--set', 'xen.file=xen-4.17')).toEqual(
      expect.arrayContaining(['xen-options', 'xen-release']),
    )
    expect(await rules()).toEqual(['script-command-lines'])
  })

  test('says in a sentence that a file is none of these, and ends with 2', async () => {
    const folder = folderWith({ note: 'Dear diary,\n', big: Buffer.alloc(2 << 20, 'a') })
    for (const [name, says] of [
      ['note', 'it is no boot script or configuration that xenup knows'],
      ['big', 'it has more than 1 MiB'],
      ['gone', 'there is no such file'],
      ['.', 'it is a folder'],
    ] as const) {
      const { status, err } = await inside(folder, 'check', '--script', name)
      expect({ name, status }).toEqual({ name, status: 2 })
      expect(err).toContain(says)
    }
  })

  test('shows control characters and executes nothing', async () => {
    const folder = folderWith({
      'boot.cmd': 'load mmc 0:1 0x1000 \u001b[2Jxen\nfrob\u0007 $(touch made)\nbooti 0x1000 - 0x2000\n',
    })
    const { out } = await inside(folder, 'check', '--script', 'boot.cmd')
    expect(unclean(out)).toEqual([])
    expect(out).toContain(String.raw`\x1b[2Jxen`)
    expect(existsSync(join(folder, 'made'))).toBe(false)
  })

  test('--import and --force want a script', async () => {
    for (const option of ['--import', '--force'])
      expect(await inside(started(), 'check', option)).toMatchObject({
        status: 2,
        err: expect.stringContaining('is for --script'),
      })
  })
})

describe('xenup check --script --import', () => {
  const answers = (folder: string): string => readFileSync(join(folder, 'xenup.answers.yaml'), 'utf8')

  test('writes what was understood into a new answers file, from which the same boot is planned', async () => {
    const folder = folderWith({ 'boot.cmd': houseScript, ...parts })
    const { status, err } = await inside(folder, 'check', '--script', 'boot.cmd', '--import')
    expect(status).toBe(0)
    expect(err).toContain('xenup: xenup.answers.yaml has ')
    expect(err).toContain('boot-media.xen-address: 0x45000000 (boot.cmd:3:17)')
    for (const line of [
      'device: virtio',
      'partition: 0:1',
      'xen-name: xen',
      'addresses: own',
      'dtuart: serial0',
      'memory: 768M',
      'initrd: yes',
    ])
      expect(answers(folder)).toMatch(new RegExp(`^  ${line.replace(/(: )(\S+)$/, '$1"?$2"?')}$`, 'm'))
    const generated = await inside(folder, 'generate')
    expect(generated.err).not.toContain('boot-media.xen-address is not answered')
    const script = readFileSync(join(folder, 'xenup-out/boot/boot.cmd'), 'utf8')
    expect(script).toContain('booti 0x45000000 - 0x44000000')
    expect(script).toContain('console=hvc0 root=/dev/vda2 rootwait rw')
  })

  test('replaces nothing without being told to, and says what differs', async () => {
    const folder = folderWith({
      'boot.cmd': houseScript,
      'xenup.answers.yaml': 'xenup: 2\ndom0-kernel:\n  memory: 1G # mine\n',
    })
    const first = await inside(folder, 'check', '--script', 'boot.cmd', '--import')
    expect(first.err).toContain('xenup: dom0-kernel.memory is 1G in xenup.answers.yaml, and 768M in\n  boot.cmd:12:34')
    expect(first.err).toContain('keeps its own; --force takes those of the script')
    expect(answers(folder)).toContain('memory: 1G # mine')
    expect(answers(folder)).toContain('rootwait')
    await inside(folder, 'check', '--script', 'boot.cmd', '--import', '--force')
    expect(answers(folder)).toContain('memory: 768M # mine')
  })

  test.each([
    ['y', '768M'],
    ['n', '1G'],
  ])('asks on a terminal before it replaces anything, and takes %s at its word', async (typed, memory) => {
    if (!has('script', ['--version'], 'the question on a terminal is not tested')) return
    const folder = folderWith({
      'boot.cmd': houseScript,
      'xenup.answers.yaml': 'xenup: 2\ndom0-kernel:\n  memory: 1G\n',
    })
    const { status } = await onTerminal(folder, ['check', '--script', 'boot.cmd', '--import'], (shown) =>
      shown.includes('Replace it? [y/N]') ? `${typed}\r` : undefined,
    )
    expect(status).toBe(0)
    expect(answers(folder)).toContain(`memory: ${memory}`)
    expect(answers(folder)).toContain('rootwait')
  })

  test('says which of it is no answer', async () => {
    const folder = folderWith({ 'boot.cmd': changedScript(['dtuart=serial0', 'dtuart=se;rial0']) })
    const { err } = await inside(folder, 'check', '--script', 'boot.cmd', '--import')
    expect(err).toContain('xenup: console.dtuart is not taken from boot.cmd:12:34')
  })
})
