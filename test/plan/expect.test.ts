import { describe, expect, test } from 'vitest'
import type { DeviceTreeFacts, GicFact, PsciFact } from '../../src/model/facts.ts'
import { type Changes, housePlan, treeFile } from './fixtures.ts'

const lines = (changes: Changes = {}): readonly string[] =>
  housePlan(changes).expects.map(({ stage, line }) => `${stage}: ${line}`)
const evidence = { file: 'x', at: 'y' }
const psci = (usable: boolean): DeviceTreeFacts => ({
  psci: { value: { path: '/psci', usable, problems: usable ? [] : ['no'] } satisfies PsciFact, evidence },
})
const gic = (version: GicFact['version']): DeviceTreeFacts => ({
  gic: { value: { path: '/gic', version, usable: true, problems: [] }, evidence },
})

describe('what the console must show', () => {
  test('on the house board, in order', () => {
    expect(lines()).toEqual([
      'u-boot: xenup: booting Xen with',
      'u-boot: xenup: Xen is at',
      'u-boot: xenup: dom0 kernel is at',
      'u-boot: xenup: dom0 initramfs is at',
      'u-boot: xenup: device tree is at',
      'u-boot: Starting kernel ...',
      'xen: Xen version 4.17',
      'xen: Using PSCI v',
      'xen: GICv2',
      'xen: Brought up 2 CPUs',
      'xen: *** LOADING DOMAIN 0 ***',
      'xen: Allocating 1:1 mappings totalling 768MB',
      'xen: *** Serial input to DOM0',
      'dom0: Booting Linux on physical CPU',
      'dom0: Xen 4.17 support found',
      'guest: guest1',
    ])
  })

  test('of a tree in a file comes in the order in which files are loaded', () => {
    const fromFile = { answers: { 'dtb.source': 'file' }, files: { 'read:dtb.file': treeFile(30_000n) } } as const
    expect(lines(fromFile).filter((line) => line.includes('is at'))).toEqual(
      ['device tree', 'Xen', 'dom0 kernel', 'dom0 initramfs'].map((name) => `u-boot: xenup: ${name} is at`),
    )
  })

  test.each<[string, Changes, string]>([
    ['PSCI, when Xen cannot use it', { facts: psci(false) }, 'Using PSCI'],
    ['all CPUs, when Xen cannot start them', { facts: psci(false) }, 'Brought up'],
    [
      'all CPUs, when they are of two models: Xen parks some',
      { facts: { 'cpu.models': { value: ['arm,cortex-a53', 'arm,cortex-a72'], evidence } } },
      'Brought up',
    ],
    ['"all CPUs", when there is one', { facts: { 'cpu.count': { value: 1, evidence } } }, 'Brought up'],
    ['PSCI, when Xen is not told to say all', { answers: { 'xen.options': 'noreboot' } }, 'Using PSCI'],
    [
      'PSCI, when the last loglvl keeps it back',
      { answers: { 'xen.options': 'loglvl=all loglvl=error' } },
      'Using PSCI',
    ],
    [
      'a line of our script, when ImageBuilder makes one',
      { answers: { 'boot-media.method': 'imagebuilder' } },
      'xenup:',
    ],
    ['a line of our script, when the tree says everything', { answers: { 'boot-media.method': 'overlay' } }, 'xenup:'],
    ['a GIC that Xen has no name for', { facts: gic('other') }, 'GIC'],
    ['an initramfs, when there is none', { answers: { 'dom0-kernel.initrd': 'no' } }, 'initramfs'],
  ])('is never %s', (_, changes, piece) => {
    expect(lines(changes).join('\n')).not.toContain(piece)
  })

  test('follows the answers', () => {
    const other = lines({
      facts: gic('v3'),
      answers: { 'xen.version': '4.22', 'dom0-kernel.memory': '2G', 'guest.name': 'web' },
    })
    expect(other).toEqual(
      expect.arrayContaining([
        'xen: Xen version 4.22',
        'xen: GICv3',
        'xen: Allocating 1:1 mappings totalling 2048MB',
        'dom0: Xen 4.22 support found',
        'guest: web',
      ]),
    )
  })

  test('says of every line what it proves', () => {
    for (const { proves } of housePlan().expects) expect(proves).toMatch(/^.{10,}[^.]$/)
  })
})
