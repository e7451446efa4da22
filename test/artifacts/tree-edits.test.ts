/** What the boot script changes in a tree at which Xen would stop, on the way that users take: by suggestions alone. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Tree } from '../dtb.ts'
import { flatTree, runFdtCommands } from './fdt-commands.ts'
import { boardIn, ownFolder, rendered, settled } from './fixtures.ts'

/** A bus whose router lies outside its ranges, a bridge and its child that disagree, and a twin of the console. */
const faulty: Tree = {
  'bus@10000000': {
    '#address-cells': 2,
    '#size-cells': 2,
    ranges: [0n, 0x1000_0000n, 0x10_0000n],
    'router@a00000': { compatible: 'house,router', reg: [0xa0_0000n, 0x800n] },
    'pcie@1000': { compatible: 'house,pcie', reg: [0x1000n, 0x1000n], interrupts: [0, 72, 4] },
    'legacy@2000': { compatible: 'house,intc', interrupts: [0, 72, 1] },
    'serial@3000': { compatible: 'arm,pl011', status: 'disabled', reg: [0x3000n, 0x1000n], interrupts: [0, 1, 4] },
  },
}

describe('with the suggestions', () => {
  const made = () => {
    const folder = ownFolder()
    const answers = boardIn(folder, { more: faulty })
    return { folder, artifacts: rendered(answers, folder), ...settled(answers, folder) }
  }

  test('the script changes each node, so that Xen finds nothing to stop at', () => {
    const { folder, artifacts } = made()
    const flat = flatTree(readFileSync(join(folder, 'board.dtb')))
    runFdtCommands(artifacts['boot/boot.cmd']!, flat, {})
    expect(flat.has('/bus@10000000/router@a00000')).toBe(true)
    expect(flat.has('/bus@10000000/router@a00000:reg')).toBe(false)
    expect(flat.get('/bus@10000000/legacy@2000:interrupts')).toBe('000000000000004800000004')
    expect(flat.has('/bus@10000000/serial@3000')).toBe(false)
    expect(flat.has('/bus@10000000/pcie@1000:reg')).toBe(true)
  })

  test('the script looks whether there is something to change, and stops when it cannot be', () => {
    const { artifacts } = made()
    expect(artifacts['boot/boot.cmd']).toContain(
      [
        '  if fdt get size xenup_n /bus@10000000/router@a00000 reg; then',
        '    if fdt rm /bus@10000000/router@a00000 reg; then',
        "      echo 'xenup: reg of /bus@10000000/router@a00000 is taken out of the device tree'",
        '    else',
        "      setenv xenup_state failed; echo 'xenup: stopped: /bus@10000000/router@a00000 could not be changed'",
      ].join('\n'),
    )
  })

  test('a note tells of it, and there is no error', () => {
    const { verdicts } = made()
    const found = verdicts.findings.filter(({ rule }) => rule === 'dom0-tree')
    expect(found).toMatchObject([{ severity: 'note', says: expect.stringContaining('what xenup writes changes it') }])
  })
})

test('Told not to change the tree, xenup says that Xen will panic', () => {
  const folder = ownFolder()
  const answers = { ...boardIn(folder, { more: faulty }), 'dtb.edits': 'no', 'console.edits': 'no' }
  const { plan, verdicts } = settled(answers, folder)
  expect(plan.treeEdits).toEqual([])
  const nodes = verdicts.findings.filter(({ rule, severity }) => rule === 'dom0-tree' && severity === 'error')
  expect(nodes.map(({ says }) => /node (\S+)/.exec(says)?.[1])).toEqual([
    '/bus@10000000/router@a00000',
    '/bus@10000000/legacy@2000',
    '/bus@10000000/serial@3000',
  ])
})

test('A tree that Xen comes through is not changed, and nothing is asked about it', () => {
  const folder = ownFolder()
  const { plan, verdicts, answers } = settled(boardIn(folder), folder)
  expect(plan.treeEdits).toEqual([])
  expect(answers).not.toHaveProperty(['dtb.edits'])
  expect(verdicts.passed).toContain('dom0-tree')
})

describe('a Xen that is built', () => {
  const withIts: Tree = {
    'gic: intc@8000000': {
      compatible: 'arm,gic-v3',
      'interrupt-controller': true,
      '#interrupt-cells': 3,
      '#address-cells': 2,
      '#size-cells': 2,
      ranges: true,
      reg: [0x800_0000n, 0x1_0000n, 0x80a_0000n, 0xf6_0000n],
      interrupts: [1, 9, 4],
      'its: its@8080000': { compatible: 'arm,gic-v3-its', reg: [0x808_0000n, 0x2_0000n] },
    },
    'mc@1': { compatible: 'fsl,qoriq-mc', 'msi-parent': '&its' },
  }
  const script = (release: string) => {
    const folder = ownFolder()
    const answers = { ...boardIn(folder, { more: withIts }), 'xen.source': 'build', 'xen.version': release }
    return { xen: rendered(answers, folder)['build/xen.sh'], ...settled(answers, folder) }
  }

  test.each([
    ['4.20', 'UNSUPPORTED'],
    ['4.14', 'EXPERT'],
  ])('gets the driver of the ITS where a device has no other interrupts (%s)', (release, above) => {
    const { xen, verdicts } = script(release)
    expect(xen).toContain(`  take 'CONFIG_${above}=y' 'CONFIG_HAS_ITS=y'\n`)
    expect(verdicts.passed).toContain('gic-its')
  })
})
