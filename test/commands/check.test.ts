import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { boardIn } from '../artifacts/fixtures.ts'
import { contents } from '../artifacts/folder.ts'
import { linux64 } from '../learn/log/captures.ts'
import { inside } from './inside.ts'
import { ownFolder, started, unclean, wide } from './program.ts'

interface Verdicts {
  readonly xenup: number
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly says: string
    readonly at: string
  }[]
  readonly passed: readonly string[]
  readonly notChecked: readonly { readonly rule: string; readonly missing: readonly string[] }[]
}

describe('xenup check', () => {
  test('tells what could not be checked and why, counts, and writes nothing', async () => {
    const folder = started()
    const before = contents(folder)
    const { status, out, err } = await inside(folder, 'check')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(
      /^Not checked:\n(?: {2}\S+: needs .+\n(?: {4}.+\n)*)+\n0 errors, 0 warnings, 0 notes; \d+ passed, \d+ not checked\n$/,
    )
    expect(contents(folder)).toEqual(before)
  })

  test('ends with 1 when a finding is an error, and each finding says where, against what, and what to do', async () => {
    const { status, out } = await inside(
      started(),
      'check',
      '--set',
      'dom0-kernel.memory=4G',
      '--set',
      'dom0-kernel.cmdline=quiet',
    )
    expect(status).toBe(1)
    expect(out).toMatch(/^error: dom0 is to get 4 GiB/)
    expect(out).toMatch(/^warning: dom0's command line has no console=hvc0/m)
    expect(out).toMatch(/^ {2}at answer dom0-kernel\.memory, against /m)
    expect(out).toMatch(/^ {2}xenup explain dom0-memory$/m)
    expect(out).toMatch(/\n2 errors, 1 warning, 0 notes; /)
    expect(wide(out)).toEqual([])
  })

  test('ends with 0 when there are only warnings', async () => {
    expect(await inside(started(), 'check', '--set', 'dom0-kernel.cmdline=quiet')).toMatchObject({
      status: 0,
      out: expect.stringContaining('0 errors, 1 warning,'),
    })
  })

  test('with --all names what passed as well: every check is somewhere', async () => {
    const { out } = await inside(started(), 'check', '--all')
    expect(out).toContain('Checked, and fine:\n')
    for (const { id } of checks) expect(out).toMatch(new RegExp(`^ {2}${id}(:|$)`, 'm'))
  })

  test('with --map draws the memory', async () => {
    const { out } = await inside(started(), 'check', '--map')
    expect(out).toContain('Memory map')
    expect(out).toContain('0x40000000 +--------+ RAM, 2 GiB')
    expect(wide(out)).toEqual([])
  })

  test('looks at the files that the answers name', async () => {
    const folder = started()
    writeFileSync(join(folder, 'Image'), 'no kernel at all')
    const { status, out } = await inside(folder, 'check', '--set', 'dom0-kernel.file=Image')
    expect(status).toBe(1)
    expect(out).toMatch(/^error: Image is no kernel that Xen can start/)
    expect(out).not.toMatch(/^ {2}dom0-kernel-format: needs/m)
  })

  test('a board without a plan is an error, and its reason stands first', async () => {
    const folder = ownFolder()
    const settings = Object.entries(
      boardIn(folder, { more: { 'memory@40000000': { device_type: 'memory', reg: [0x4000_0000n, 0x400_0000n] } } }),
    ).flatMap(([key, value]) => ['--set', `${key}=${value}`])
    const { status, out } = await inside(folder, 'check', ...settings)
    expect(status).toBe(1)
    expect(out).toMatch(/^error: There is no room in RAM for/)
    expect(out).not.toContain('xenup explain plan')
  })

  test('needs answers', async () => {
    expect(await inside(ownFolder(), 'check')).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('there is no answers file'),
    })
  })
})

describe('xenup check --json', () => {
  const verdicts = async (folder: string, ...more: readonly string[]) => {
    const { status, out, err } = await inside(folder, 'check', '--json', ...more)
    expect(err).toBe('')
    return { status, verdicts: JSON.parse(out) as Verdicts }
  }

  test('is one document of a version, in which every check is once', async () => {
    const { status, verdicts: found } = await verdicts(started())
    expect(status).toBe(0)
    expect(Object.keys(found)).toEqual(['xenup', 'answers', 'findings', 'passed', 'notChecked'])
    expect(found.xenup).toBe(1)
    expect(found.findings).toEqual([])
    expect([...found.passed, ...found.notChecked.map(({ rule }) => rule)].toSorted()).toEqual(
      checks.map(({ id }) => id).toSorted(),
    )
    for (const { missing } of found.notChecked) expect(missing.length).toBeGreaterThan(0)
  })

  test('looks at the log, the configurations and the tree that the user brings', async () => {
    const folder = ownFolder()
    const two = { '#address-cells': 2, '#size-cells': 2 } as const
    const board = boardIn(folder, {
      more: {
        chosen: {
          ...two,
          'stdout-path': '/pl011@9000000',
          'xen,xen-bootargs': 'dom0_mem=1G',
          'old@0': { compatible: ['multiboot,kernel', 'multiboot,module'], reg: [0x4200_0000n, 0x100_0000n] },
        },
        'reserved-memory': {
          ...two,
          ranges: true,
          'tee@b0000000': { reg: [0xb000_0000n, 0x10_0000n] },
          'shm@b0080000': { reg: [0xb008_0000n, 0x10_0000n] },
        },
      },
    })
    writeFileSync(join(folder, 'native.log'), linux64({ mode: 'CPU: All CPU(s) started at EL1' }))
    writeFileSync(
      join(folder, 'guest.cfg'),
      'name = "guest1"\r\nkernel = "/srv/xen/Image"\r\nmemory = 256\r\nvcpu = 2\r\n',
    )
    writeFileSync(
      join(folder, 'dom0.config'),
      '#\n# Linux/arm64 6.1.0 Kernel Configuration\n#\nCONFIG_ARM64=y\n# CONFIG_XEN is not set\n',
    )
    const set = {
      ...board,
      'native.log': 'native.log',
      'guest.config-file': 'guest.cfg',
      'dom0-kernel.config': 'dom0.config',
      'xen.version': '4.20',
    }
    const { status, verdicts: found } = await verdicts(
      folder,
      ...Object.entries(set).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
    )
    expect(status).toBe(1)
    expect(found.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'entry-mode',
        'reserved-overlap',
        'tree-modules',
        'tree-bootargs',
        'dom0-kernel-config',
        'xl-syntax',
        'xl-keys',
      ]),
    )
  })

  test('has the findings, errors first', async () => {
    const { status, verdicts: found } = await verdicts(
      started(),
      '--set',
      'dom0-kernel.memory=4G',
      '--set',
      'dom0-kernel.cmdline=quiet',
    )
    expect(status).toBe(1)
    expect(found.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['dom0-memory', 'error'],
      ['memory-total', 'error'],
      ['dom0-console', 'warning'],
    ])
    for (const finding of found.findings)
      expect(finding).toMatchObject({ says: expect.any(String), at: expect.any(String) })
  })
})

test('what a hostile board says is shown escaped', async () => {
  const folder = ownFolder()
  const board = boardIn(folder, { more: { model: Buffer.from('\x1b[2J\x1b[31mred\0') } })
  expect(
    (
      await inside(
        folder,
        '--yes',
        '--save',
        ...Object.entries(board).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
      )
    ).status,
  ).toBe(0)
  for (const args of [['check', '--all', '--map'], ['generate'], ['inspect', 'board.dtb']]) {
    const { out, err } = await inside(folder, ...args)
    expect(unclean(out + err)).toEqual([])
  }
  expect(readFileSync(join(folder, 'xenup-out/BRINGUP.md'), 'utf8')).not.toContain('\x1b')
})
