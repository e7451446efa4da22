/** A board of the user's own, from its .dtb to the files on the card, as `board.id: other` on real hardware. */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { boardIn, boardTree } from '../artifacts/fixtures.ts'
import { command, commandsWith, seen, xlOptions } from '../artifacts/readers.ts'
import { dtb } from '../dtb.ts'
import { inside } from './inside.ts'
import { has, ownFolder } from './program.ts'

/** The tree of test/artifacts/house.ts, in the words of dtc. */
const source = `/dts-v1/;
/ {
  #address-cells = <2>; #size-cells = <2>; model = "Test Board"; compatible = "test,board"; interrupt-parent = <&gic>;
  aliases { serial0 = "/serial@9000000"; };
  chosen { stdout-path = "serial0:115200n8"; };
  cpus {
    #address-cells = <1>; #size-cells = <0>;
    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; enable-method = "psci"; };
    cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <1>; enable-method = "psci"; };
  };
  psci { compatible = "arm,psci-1.0"; method = "smc"; };
  timer { compatible = "arm,armv8-timer"; interrupts = <1 13 0xf08>, <1 14 0xf08>, <1 11 0xf08>, <1 10 0xf08>; };
  memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x80000000>; };
  gic: intc@8000000 {
    compatible = "arm,cortex-a15-gic"; interrupt-controller; #interrupt-cells = <3>; #address-cells = <0>;
    reg = <0 0x8000000 0 0x10000>, <0 0x8010000 0 0x10000>, <0 0x8030000 0 0x10000>, <0 0x8040000 0 0x10000>; interrupts = <1 9 4>;
  };
  serial@9000000 { compatible = "arm,pl011", "arm,primecell"; reg = <0 0x9000000 0 0x1000>; interrupts = <0 1 4>; };
};
`

const settings = (answers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(answers).flatMap(([key, value]) => ['--set', `${key}=${value}`])
const read = (folder: string, path: string): string => readFileSync(join(folder, 'xenup-out', path), 'utf8')

/** A folder with the board's tree and the answers that `xenup --yes` gave. */
async function boardStarted(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = ownFolder()
  const { status, err } = await inside(folder, '--yes', '--save', ...settings({ ...boardIn(folder), ...more }))
  expect(status, err).toBe(0)
  return folder
}

describe('a board from its .dtb', () => {
  test('is answered, generated and checked without a word of error', async () => {
    const folder = await boardStarted()
    expect(await inside(folder, 'generate')).toMatchObject({ status: 0, err: '' })
    expect(await inside(folder, 'generate', '--check')).toEqual({
      status: 0,
      out: 'Everything is as it should be.\n',
      err: '',
    })
    const { status, out } = await inside(folder, 'check', '--json')
    expect(status).toBe(0)
    const { passed } = JSON.parse(out) as { passed: string[] }
    for (const rule of ['overlap', 'device-tree-size', 'psci-conduit', 'gic', 'timer', 'dtuart-driver', 'dom0-memory'])
      expect(passed).toContain(rule)
  })

  test('the script loads four files from the card, and no tree of the firmware', async () => {
    const script = read(await boardStarted(), 'boot/boot.cmd')
    expect(commandsWith(script, /^ {2}if (load .*)$/).map(({ old }) => [old![1], old![2], old![4]])).toEqual([
      ['mmc', '0:1', 'board.dtb'],
      ['mmc', '0:1', 'xen'],
      ['mmc', '0:1', 'Image'],
      ['mmc', '0:1', 'initrd.img'],
    ])
    expect(script).not.toContain('fdtcontroladdr')
    expect(script).not.toContain('virtio')
    expect(command(script, 'fdt set /chosen xen,xen-bootargs').old![4]).toBe(
      'console=dtuart dtuart=serial0 dom0_mem=768M dom0_max_vcpus=2 loglvl=all guest_loglvl=all noreboot',
    )
    expect(command(script, 'fdt set /chosen xen,dom0-bootargs').old![4]).toContain('root=LABEL=dom0')
  })

  test('the handbook names the board, its files and how to start it', async () => {
    const page = read(await boardStarted(), 'BRINGUP.md')
    const { headings, tables, blocks } = seen(page)
    expect(headings[0]).toBe('Bring-up of Test Board, step by step')
    expect(headings).toContain('Start Xen')
    expect(tables[0]).toContainEqual(['board.dtb', 'board.dtb', expect.stringMatching(/^device tree; at most /)])
    expect(blocks.some((block) => /^=> load mmc 0:1 0x40200000 boot\.scr\n=> source 0x40200000\n$/.test(block))).toBe(
      true,
    )
    expect(page).not.toContain('qemu')
  })

  test('the guest is the one that xl takes', async () => {
    expect(xlOptions(read(await boardStarted(), 'guests/guest1.cfg'))).toEqual({
      name: 'guest1',
      kernel: '/srv/xen/Image',
      ramdisk: '/srv/xen/initrd.img',
      cmdline: 'console=hvc0 root=/dev/xvda rw',
      disk: 'format=raw,vdev=xvda,access=rw,target=/srv/xen/guest1.img',
      on_crash: 'preserve',
      vif: 'bridge=xenbr0',
    })
  })

  test('a tree that comes out otherwise makes what is on disk out of date, and generate brings it up to date', async () => {
    const folder = await boardStarted()
    writeFileSync(
      join(folder, 'board.dtb'),
      dtb(
        boardTree({
          'reserved-memory': {
            '#address-cells': 2,
            '#size-cells': 2,
            ranges: true,
            'secure@40400000': { reg: [0x4040_0000n, 0x80_0000n] },
          },
        }),
      ),
    )
    expect(await inside(folder, 'generate', '--check')).toMatchObject({
      status: 1,
      out: expect.stringContaining('xenup-out/boot/boot.cmd is out of date'),
    })
    expect(await inside(folder, 'generate')).toMatchObject({ status: 0, err: '' })
    expect(read(folder, 'BRINGUP.md')).toContain('reserved: secure@40400000'.replace('@', '\\@'))
    expect((await inside(folder, 'check')).status).toBe(0)
  })

  test('one that does not say how much RAM there is has it asked for', async () => {
    const folder = ownFolder()
    const answers = boardIn(folder, { more: { 'memory@40000000': undefined } })
    const asked = await inside(folder, 'generate', ...settings(answers))
    expect(asked).toMatchObject({ status: 2, out: '' })
    expect(asked.err).toContain('dtb.memory-base: there is no answer')
    const known = await inside(
      folder,
      'generate',
      ...settings({ ...answers, 'dtb.memory-base': '0x40000000', 'dtb.memory-size': '1G' }),
    )
    expect(known.status, known.err).toBe(0)
    expect(read(folder, 'BRINGUP.md')).toContain('RAM: 0x40000000 to 0x80000000, 1 GiB.')
  })

  test('firmware that is no good for Xen is an error, told in the handbook too', async () => {
    const folder = ownFolder()
    const { status, err } = await inside(
      folder,
      '--yes',
      '--save',
      ...settings(boardIn(folder, { more: { psci: { compatible: 'arm,psci-1.0', method: 'hvc' } } })),
    )
    expect(status).toBe(1)
    expect(err).toMatch(/^error: \/psci has the method hvc/m)
    expect(
      seen(read(folder, 'BRINGUP.md')).items.some((item) =>
        item.startsWith('error, psci-conduit: /psci has the method hvc'),
      ),
    ).toBe(true)
    expect((await inside(folder, 'check')).status).toBe(1)
  })
})

describe('the same board, compiled by dtc', () => {
  test('has the same facts and the same artifacts', async ({ skip }) => {
    skip(
      !has('dtc', ['--version'], 'the tests use trees of their own making only (Debian: device-tree-compiler)'),
      'no dtc',
    )
    const ours = await boardStarted()
    const theirs = ownFolder()
    const compiled = spawnSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb', '-o', join(theirs, 'board.dtb')], {
      input: source,
      encoding: 'utf8',
    })
    expect(compiled.status, compiled.stderr).toBe(0)
    const facts = async (folder: string) =>
      (JSON.parse((await inside(folder, 'inspect', '--json', 'board.dtb')).out) as { files: { facts: object }[] })
        .files[0]!.facts
    expect(await facts(theirs)).toEqual(await facts(ours))
    cpSync(join(ours, 'xenup.answers.yaml'), join(theirs, 'xenup.answers.yaml'))
    expect(await inside(theirs, 'generate')).toMatchObject({ status: 0, err: '' })
    // They differ by the size of the tree in the comment that gives the reason for its place.
    const commands = (folder: string) =>
      read(folder, 'boot/boot.cmd')
        .split('\n')
        .filter((line) => !line.startsWith('#'))
    expect(commands(theirs)).toEqual(commands(ours))
    expect(read(theirs, 'guests/guest1.cfg')).toBe(read(ours, 'guests/guest1.cfg'))
  })
})
