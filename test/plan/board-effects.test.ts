/** What a board's page adds to the plan, where the device tree alone would not tell. */
import { describe, expect, test } from 'vitest'
import type { BoardPage, QuirkEffect } from '../../src/model/board.ts'
import type { DeviceTreeFacts } from '../../src/model/facts.ts'
import type { Plan } from '../../src/model/plan.ts'
import { GiB } from '../../src/model/quantity.ts'
import type { Range } from '../../src/model/range.ts'
import { reachableBanks } from '../../src/plan/board-effects.ts'
import { plan } from '../../src/plan/index.ts'
import { boardPage } from '../board-page.ts'
import { houseInput, housePlan } from './fixtures.ts'

const source = 'the tests'
const page = (says: Partial<BoardPage>): BoardPage => boardPage({ id: 'kit', ...says })
const withQuirks = (...effects: readonly QuirkEffect[]): BoardPage =>
  page({ quirks: [{ says: 'It is odd', source }, ...effects.map((effect) => ({ says: effect.kind, source, effect }))] })

/** The plan for a tree that names no PSCI, and what enables its CPUs. */
function withoutPsci(board: BoardPage | undefined, enableMethods: readonly string[] = []): Plan {
  const { psci: _, ...facts } = houseInput().facts
  const enabled: DeviceTreeFacts = {
    'cpu.enableMethods': { value: enableMethods, evidence: { file: 'board.dtb', at: '/cpus/cpu@0 enable-method' } },
  }
  const planned = plan({ ...houseInput(), facts: { ...facts, ...enabled }, board })
  if (!planned.ok) throw new Error(planned.refusals[0]!.says)
  return planned.plan
}

describe('who starts the other CPUs', () => {
  type Smp = NonNullable<BoardPage['smp']>['how']
  test.each<[string, Smp | undefined, readonly string[], Plan['handover']['smp']]>([
    ['PSCI that U-Boot adds to the tree, by the page', 'psci', [], 'psci-added'],
    ['a spin table, by the page', 'spin-table', [], 'spin-table'],
    ['code for the board in Xen, by the page', 'platform', [], 'platform'],
    ['nobody, by the page', 'none', [], 'unknown'],
    ['unknown, where the page is silent', undefined, [], 'unknown'],
    ['a spin table by the tree, whatever the page says', 'platform', ['spin-table'], 'spin-table'],
    ['the page tells, where the tree has another method', 'platform', ['brcm,bcm2836-smp'], 'platform'],
  ])('%s', (_, how, enableMethods, smp) => {
    expect(withoutPsci(page(how ? { smp: { how, source } } : {}), enableMethods).handover).toEqual({ smp })
  })

  test('is unknown without a page', () => {
    expect(withoutPsci(undefined).handover).toEqual({ smp: 'unknown' })
  })

  test('is PSCI where the tree has it, whatever the page says', () => {
    expect(housePlan({ board: page({ smp: { how: 'spin-table', source } }) }).handover).toEqual({ smp: 'psci' })
  })

  test('comes with what the page says of EL2, as a sentence', () => {
    const el2 = { usable: 'yes', says: 'U-Boot runs at EL2', source } as const
    expect(housePlan({ board: page({ el2 }) }).handover).toEqual({ smp: 'psci', says: 'U-Boot runs at EL2.' })
  })
})

describe('a quirk of the page', () => {
  test('that takes a node away, or disables one, edits the tree, each with its reason', () => {
    const board = withQuirks({ kind: 'remove-node', node: '/soc/dma' }, { kind: 'disable-node', node: '/soc/usb' })
    expect(housePlan({ board }).treeEdits).toEqual([
      { node: '/soc/dma', change: { kind: 'remove' }, because: 'remove-node', from: 'board.id' },
      { node: '/soc/usb', change: { kind: 'disable' }, because: 'disable-node', from: 'board.id' },
    ])
  })

  test('that names a file for the firmware puts it on the medium', () => {
    const board = withQuirks({ kind: 'firmware-file', path: 'config.txt', lines: ['arm_64bit=1'] })
    expect(housePlan({ board }).firmwareFiles).toEqual([
      { path: 'config.txt', lines: ['arm_64bit=1'], because: 'firmware-file' },
    ])
  })

  test('of another sort changes neither the tree nor the medium', () => {
    const board = withQuirks({ kind: 'no-variable', variable: 'scriptaddr' }, { kind: 'dma-limit', below: 3n * GiB })
    expect(housePlan({ board })).toMatchObject({ treeEdits: [], firmwareFiles: [] })
  })
})

describe('what firmware keeps while Xen runs', () => {
  const kept = { name: 'BL31', base: 0x6000_0000n, size: 0x20_0000n, because: 'it answers to PSCI.', source }
  const firmware = (...regions: readonly Partial<BoardPage['firmware'][number]>[]) =>
    page({ firmware: regions.map((one) => ({ ...kept, stays: true, ...one })) })
  const reservedFor = (board: BoardPage, reserved: readonly Range[] = []) =>
    housePlan({
      board,
      facts: { 'memory.reserved': { value: reserved, evidence: { file: 'board.dtb', at: '/reserved-memory' } } },
    }).reservations

  test('is reserved in the tree, with its reason', () => {
    expect(reservedFor(firmware({}))).toEqual([
      { name: 'BL31', base: 0x6000_0000n, size: 0x20_0000n, because: 'it answers to PSCI' },
    ])
  })

  test.each<[string, BoardPage, readonly Range[]]>([
    ['it goes when Xen runs', firmware({ stays: false }), []],
    ['it is no RAM', firmware({ base: 0x1000_0000n }), []],
    ['the tree names it', firmware({}), [{ base: 0x5ff0_0000n, size: 0x40_0000n }]],
    ['the tree names a part of it', firmware({}), [{ base: 0x601f_f000n, size: 0x1000n }]],
  ])('is not when %s', (_, board, reserved) => {
    expect(reservedFor(board, reserved)).toEqual([])
  })

  test('is when the tree names its neighbours on both sides', () => {
    const around = [
      { base: 0x5fff_f000n, size: 0x1000n },
      { base: 0x6020_0000n, size: 0x1000n },
    ]
    expect(reservedFor(firmware({}), around)).toHaveLength(1)
  })

  test('is the business of the firmware where that starts Xen by name, as UEFI does', () => {
    const board = firmware({})
    const planned = plan(houseInput({ board, answers: { 'firmware.loader': 'uefi', 'boot-media.device': 'nvme' } }))
    expect(planned.ok && planned.plan.reservations).toEqual([])
  })
})

describe('options that Xen is built with for the board', () => {
  const board = page({ needs: { xenConfig: { options: ['CONFIG_ACPI=y'], says: 'It has no tree.', source } } })

  test('are in the plan of a build, and of nothing else', () => {
    const built = { 'xen.source': 'build', 'xen.early-printk': 'no' } as const
    expect(housePlan({ board, answers: built }).xen.needed).toEqual({
      options: ['CONFIG_ACPI=y'],
      because: 'It has no tree',
    })
    expect(housePlan({ board }).xen).not.toHaveProperty('needed')
    expect(housePlan({ answers: built }).xen).not.toHaveProperty('needed')
  })
})

describe('RAM that devices reach', () => {
  const banks = [
    { base: GiB, size: GiB },
    { base: 2n * GiB, size: GiB },
  ]
  test('is all of it without a limit, or without a page', () => {
    expect(reachableBanks(page({}), banks)).toEqual(banks)
    expect(reachableBanks(undefined, banks)).toEqual(banks)
  })

  test.each<[string, bigint, readonly { readonly base: bigint; readonly size: bigint }[]]>([
    ['ends inside a bank', 3n * GiB - 1n, [banks[0]!, { base: 2n * GiB, size: GiB - 1n }]],
    ['ends with a bank', 3n * GiB, banks],
    ['ends where a bank begins, which is then none', 2n * GiB, [banks[0]!]],
    ['ends before all banks', GiB, []],
  ])('%s', (_, below, reached) => {
    expect(reachableBanks(withQuirks({ kind: 'dma-limit', below }), banks)).toEqual(reached)
  })

  test('ends at the lowest of several limits', () => {
    const limits = [3n * GiB, GiB + 1n, 2n * GiB].map((below) => ({ kind: 'dma-limit', below }) as const)
    expect(reachableBanks(withQuirks(...limits), banks)).toEqual([{ base: GiB, size: 1n }])
  })
})

describe('the wiring of the serial console', () => {
  test.each<[string, BoardPage['serial'], Plan['wiring']]>([
    ['is what the page says, as a sentence', { says: 'Pins 8 and 10', source }, { says: 'Pins 8 and 10.' }],
    ['is its speed', { baud: 1_500_000, source }, { baud: 1_500_000 }],
    ['is both', { says: 'A socket.', baud: 9600, source }, { says: 'A socket.', baud: 9600 }],
    ['is nothing where the page only names the UART', { dtuart: 'serial0', source }, undefined],
  ])('%s', (_, serial, wiring) => {
    expect(housePlan({ board: page(serial ? { serial } : {}) }).wiring).toEqual(wiring)
  })
})
