/** What the page of a board puts into artifacts, on the way that users take: with the board's page and suggestions. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDeviceTree } from '../../src/read/fdt.ts'
import type { Tree } from '../dtb.ts'
import { flatTree, runFdtCommands } from './fdt-commands.ts'
import { boardIn, ownFolder, rendered, settled } from './fixtures.ts'
import { filesIn } from './kinds.ts'
import { run, withTools } from './tools.ts'

/** Of TF-A on TI's board, which its page knows to stay and this tree does not name. */
const range = '0x80000000 0x80000'

describe('memory that firmware keeps while Xen runs', () => {
  const kitIn = (folder: string) => ({ ...boardIn(folder), 'board.id': 'am625-sk' })

  test('is reserved by the boot script, and does not count as RAM for dom0', () => {
    const folder = ownFolder()
    const script = rendered(kitIn(folder), folder)['boot/boot.cmd']!
    const flat = flatTree(readFileSync(join(folder, 'board.dtb')))
    runFdtCommands(script, flat, {})
    expect(flat.has(`/memreserve/ ${range}`)).toBe(true)
    expect(script).toContain("    echo 'xenup: the device tree keeps 0x80000000 to 0x80080000 for firmware'")
    expect(script).toMatch(
      /^# Trusted Firmware-A: newer U-Boot puts TF-A at the start of RAM .*Xen would hand it out\.$/m,
    )
  })

  test('is reserved by what ImageBuilder appends, too', () => {
    const folder = ownFolder()
    const artifacts = rendered({ ...kitIn(folder), 'boot-media.method': 'imagebuilder' }, folder)
    expect(artifacts['boot/imagebuilder-extra.cmd']).toContain(`\nfdt rsvmem add ${range}\n`)
    expect(artifacts['boot/imagebuilder.cfg']).toContain('APPEND_EXTRA_CMDS="imagebuilder-extra.cmd"')
  })

  withTools('dtc')('is put into the tree before an overlay, by the commands of the handbook', () => {
    const folder = ownFolder()
    const answers = { ...kitIn(folder), ...filesIn(folder), 'boot-media.method': 'overlay' }
    const handbook = rendered(answers, folder)['BRINGUP.md']!
    const commands = /```sh\n(dtc -I dtb[\s\S]*?)```/.exec(handbook)![1]!
    writeFileSync(join(folder, 'reserve.sh'), commands)
    expect(run('bash', ['-e', 'reserve.sh'], { cwd: folder }).status).toBe(0)
    const tree = readDeviceTree(readFileSync(join(folder, 'board.dtb')))
    expect(tree.ok && tree.document.memoryReservations).toEqual([{ base: 0x8000_0000n, size: 0x8_0000n }])
  })

  test('is left to the tree where that names it', () => {
    const folder = ownFolder()
    const named: Tree = {
      'reserved-memory': {
        '#address-cells': 2,
        '#size-cells': 2,
        ranges: true,
        'tfa@80000000': { reg: [0x8000_0000n, 0x8_0000n], 'no-map': true },
      },
    }
    const answers = { ...boardIn(folder, { more: named }), 'board.id': 'am625-sk' }
    expect(settled(answers, folder).plan.reservations).toEqual([])
    expect(rendered(answers, folder)['boot/boot.cmd']).not.toContain('rsvmem')
  })
})

describe('RAM by the size of the board', () => {
  const banks = (size: string) => {
    const folder = ownFolder()
    const answers = { ...boardIn(folder), 'board.id': 'rpi5', 'dtb.ram': size }
    return settled(answers, folder).plan.banks.map(({ base }) => base)
  }

  test('has all its banks in the plan, instead of the placeholder of the tree', () => {
    expect(banks('1G')).toEqual([0n])
    expect(banks('8G')).toEqual([0n, 0x4000_0000n])
  })
})

describe('options that Xen needs on the board', () => {
  const server = { 'goal.target': 'hardware', 'board.id': 'ampere-ava', 'xen.source': 'build', 'xen.version': '4.22' }

  test('are set by the script that builds it, once', () => {
    const script = rendered(server)['build/xen.sh']!
    expect(script.match(/^ {2}take .*$/gm)).toEqual(["  take 'CONFIG_UNSUPPORTED=y' 'CONFIG_ACPI=y'"])
  })

  test('are not asked of a Xen for another board', () => {
    expect(rendered({ 'xen.source': 'build', 'xen.version': '4.22' })['build/xen.sh']).not.toContain('take')
  })
})

describe("what a board's first stages read", () => {
  const low: Tree = { 'memory@0': { device_type: 'memory', reg: [0n, 0x3b40_0000n] } }

  /** A Raspberry Pi 4, the artifacts in a folder of their own, with everything that is ours beside them. */
  function pi(changes: Parameters<typeof settled>[0] = {}) {
    const [folder, medium] = [ownFolder(), ownFolder()]
    const answers = { ...boardIn(folder, { more: low }), 'board.id': 'rpi4', ...changes }
    const artifacts = rendered(answers, folder)
    for (const [path, text] of Object.entries(artifacts)) {
      mkdirSync(dirname(join(folder, 'out', path)), { recursive: true })
      writeFileSync(join(folder, 'out', path), text, 'latin1')
    }
    for (const { file } of settled(answers, folder).plan.loads)
      if (file !== undefined && !existsSync(join(folder, file))) writeFileSync(join(folder, file), file)
    const stage = () => spawnSync('bash', ['out/stage.sh', '--folder', medium], { cwd: folder, encoding: 'utf8' })
    return { folder, medium, artifacts, stage }
  }
  const first = ['start4.elf', 'fixup4.dat', 'bcm2711-rpi-4-b.dtb', 'u-boot.bin']

  test('is in the handbook, with who reads it and where it comes from', () => {
    const handbook = pi().artifacts['BRINGUP.md']!
    for (const name of first) expect(handbook).toContain(`| \`${name}\` |`)
    expect(handbook).toMatch(
      /\| `u-boot\.bin` \|.*\| start4\.elf, as the kernel .*\| \/usr\/lib\/.* of Debian's package u-boot-rpi \(/,
    )
  })

  test('keeps stage.sh from saying that all is staged while it is missing', () => {
    const { medium, stage } = pi()
    const { status, stdout, stderr } = stage()
    expect(status).not.toBe(0)
    for (const name of first) expect(stdout).toContain(`xenup: ${name} is missing: `)
    expect(stderr).toContain('the board does not start without what is missing')
    expect(stdout).not.toContain('staged on')
    expect(existsSync(join(medium, 'boot.scr'))).toBe(true)
  })

  test('comes along where it lies beside the artifacts, and may be on the medium already', () => {
    const { folder, medium, stage } = pi()
    for (const name of first.slice(0, 2)) writeFileSync(join(folder, name), name)
    for (const name of first.slice(2)) writeFileSync(join(medium, name), 'the one of the card')
    expect(stage()).toMatchObject({ status: 0, stdout: expect.stringContaining('staged on') })
    expect(readFileSync(join(medium, 'start4.elf'), 'utf8')).toBe('start4.elf')
    expect(readFileSync(join(medium, 'u-boot.bin'), 'utf8')).toBe('the one of the card')
  })

  test('keeps its names: our tree gets another than that of the firmware', () => {
    const folder = ownFolder()
    const answers = { ...boardIn(folder, { name: 'bcm2711-rpi-4-b.dtb', more: low }), 'board.id': 'rpi4' }
    expect(settled(answers, folder).plan.loads.find(({ role }) => role === 'dtb')?.file).toBe('xen-bcm2711-rpi-4-b.dtb')
  })

  test('is of no concern where another loader than that of the page starts Xen', () => {
    const { artifacts } = pi({ 'firmware.loader': 'uefi' })
    expect(Object.keys(artifacts)).not.toContain('firmware/config.txt')
    expect(artifacts['stage.sh']).not.toContain('u-boot.bin')
    expect(artifacts['BRINGUP.md']).not.toContain('start4.elf')
  })

  test('is written to its place by the handbook where it lies outside of all partitions', () => {
    const folder = ownFolder()
    const handbook = rendered({ ...boardIn(folder), 'board.id': 'pine64' }, folder)['BRINGUP.md']!
    expect(handbook).toContain(
      'sudo dd if=xenup-build/debian/u-boot-sunxi-with-spl.bin of=/dev/sdX bs=512 seek=16 conv=fsync,notrunc',
    )
  })
})
