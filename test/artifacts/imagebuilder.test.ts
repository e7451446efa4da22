/**
 * The configuration for ImageBuilder, run by ImageBuilder itself where the environment names a checkout of it:
 * IMAGEBUILDER=FOLDER, of September 2023 or later (https://gitlab.com/xen-project/imagebuilder).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { render } from '../../src/artifacts/render.ts'
import { medium } from '../../src/model/boot-medium.ts'
import type { Plan } from '../../src/model/plan.ts'
import { templates } from '../../src/project/templates.ts'
import { placed } from '../placed-plan.ts'
import { arm64Image } from '../read/images.ts'
import { flatTree, runFdtCommands } from './fdt-commands.ts'
import { asText, boardIn, ownFolder, settled, testVersion } from './fixtures.ts'
import { board32In } from './kinds.ts'
import { run, withTools } from './tools.ts'

const checkout = process.env['IMAGEBUILDER'] ?? ''
const generator = join(checkout, 'scripts/uboot-script-gen')
const have = checkout !== '' && existsSync(generator)
if (!have)
  console.warn('SKIPPED: ImageBuilder does not read its configuration here; IMAGEBUILDER names a checkout of it')

const withImageBuilder = have ? withTools('mkimage', 'file', 'fdtput', 'awk') : test.skip
const takesBootz = have && readFileSync(generator, 'utf8').includes('bootz')

type Answers = Readonly<Record<string, string>>

/**
 * Artifacts and the files of the medium in a folder, as stage.sh leaves them there, and what ImageBuilder says and
 * makes of them.
 */
function built(answers: (folder: string) => Answers, edits: Plan['treeEdits'] = []) {
  const folder = ownFolder()
  const { plan, verdicts } = settled({ ...answers(folder), 'boot-media.method': 'imagebuilder' }, folder)
  const artifacts = asText(
    render({ ...plan, treeEdits: edits }, { version: testVersion, verdicts, localFiles: {} }, templates),
  )
  writeFileSync(join(folder, 'imagebuilder.cfg'), artifacts['boot/imagebuilder.cfg']!)
  if (edits.length > 0) writeFileSync(join(folder, 'imagebuilder-extra.cmd'), artifacts['boot/imagebuilder-extra.cmd']!)
  const files = {
    xen: Buffer.alloc(1_000_003, 1),
    kernel: arm64Image({ imageSize: 0x20_0000n }),
    initrd: `070701${'0'.repeat(70_001)}`,
    dtb: readFileSync(join(folder, 'board.dtb')),
  }
  for (const { role, file } of plan.loads) {
    mkdirSync(join(folder, dirname(file!)), { recursive: true })
    writeFileSync(join(folder, file!), files[role])
  }
  const { status, out, err } = run('bash', [generator, '-c', 'imagebuilder.cfg', '-d', folder], { cwd: folder })
  const made = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined)
  return {
    plan,
    status,
    says: out + err,
    script: made('boot.source')?.toString() ?? '',
    image: made('boot.scr'),
    tree: files.dtb,
    sizes: { kernel: files.kernel.length, initrd: files.initrd.length },
  }
}

/** The script loads what the plan loads, into the window, and gives Xen what our own script gives it. */
function holds({ plan: planned, status, says, script, image, tree, sizes }: ReturnType<typeof built>): void {
  const plan = placed(planned)
  expect({ status, says }).toEqual({
    status: 0,
    says: expect.stringMatching(/^Generated uboot script boot\.scr, to be loaded at address 0x/),
  })
  const loads = new Map(
    script.split('\n').flatMap((line) => {
      const [, address, file] = line.startsWith(`${plan.medium.load} `) ? /(0x[0-9A-F]+) (\S+)$/.exec(line)! : []
      return file === undefined ? [] : [[file, BigInt(address!)] as const]
    }),
  )
  expect([...loads.keys()].sort()).toEqual(plan.loads.map(({ file }) => file!).sort())
  for (const address of loads.values()) {
    expect(address).toBeGreaterThanOrEqual(plan.window.start)
    expect(address).toBeLessThan(plan.window.end)
    expect(address % 0x20_0000n).toBe(0n)
  }
  const at = (role: string) => loads.get(plan.loads.find((load) => load.role === role)!.file!)!
  const hex = (address: bigint) => `0x${address.toString(16).toUpperCase()}`
  expect(script).toMatch(new RegExp(`^${plan.bootCommand} ${hex(at('xen'))} - ${hex(at('dtb'))}$`, 'm'))

  const flat = flatTree(tree)
  runFdtCommands(script, flat, {})
  const text = (key: string) => Buffer.from(flat.get(`/chosen${key}`) ?? '', 'hex').toString('latin1')
  const cells = (...numbers: readonly bigint[]) =>
    numbers.map((number) => number.toString(16).padStart(16, '0')).join('')
  expect(text(':xen,xen-bootargs')).toBe(`${plan.xen.cmdline}\0`)
  expect(text(':xen,dom0-bootargs')).toBe(
    `${plan.dom0.cmdline}${/\broot=/.test(plan.dom0.cmdline) ? '' : ' root=/dev/ram0'}\0`,
  )
  expect(text('/dom0:compatible')).toContain('multiboot,module\0')
  expect(flat.get('/chosen/dom0:reg')).toBe(cells(at('kernel'), BigInt(sizes.kernel)))
  if (plan.loads.some(({ role }) => role === 'initrd'))
    expect(flat.get('/chosen/dom0-ramdisk:reg')).toBe(cells(at('initrd'), BigInt(sizes.initrd)))
  else expect(flat.has('/chosen/dom0-ramdisk')).toBe(false)
  expect(image?.subarray(72).toString()).toBe(script)
}

describe('ImageBuilder takes its configuration', () => {
  withImageBuilder.each(Object.keys(medium))('with files on %s', { timeout: 60_000 }, (device) => {
    holds(built((folder) => ({ ...boardIn(folder), 'boot-media.device': device })))
  })

  withImageBuilder('with a root file system and no initramfs', () => {
    holds(
      built((folder) => ({
        ...boardIn(folder),
        'dom0-kernel.initrd': 'no',
        'dom0-kernel.cmdline': 'console=hvc0 root=/dev/mmcblk0p2 ro',
      })),
    )
  })

  withImageBuilder('with files in folders, and characters of the shell in command lines', () => {
    holds(
      built((folder) => ({
        ...boardIn(folder),
        'boot-media.xen-name': 'boot/xen-4.20',
        'boot-media.kernel-name': 'boot/Image~1',
        'dom0-kernel.cmdline': 'console=hvc0 a=b;c|d&e `x` <y> #z (w) *',
      })),
    )
  })

  withImageBuilder('with commands of its own for what the board needs changed', () => {
    const made = built(
      (folder) => boardIn(folder),
      [
        { node: '/psci', change: { kind: 'remove' }, because: 'it says', from: 'board.id' },
        { node: '/timer', change: { kind: 'disable' }, because: 'it says', from: 'board.id' },
      ],
    )
    holds(made)
    const flat = flatTree(made.tree)
    runFdtCommands(made.script, flat, {})
    expect(flat.has('/psci')).toBe(false)
    expect(flat.get('/timer:status')).toBe(Buffer.from('disabled\0').toString('hex'))
  })

  withImageBuilder('for 32-bit boards, or says that it does not know bootz yet', () => {
    const made = built((folder) => board32In(folder))
    if (takesBootz) holds(made)
    else expect(made.says).toBe('"BOOT_CMD=bootz" is not valid\n')
  })
})
