import { describe, expect, test } from 'vitest'
import { addressOf, boardFor, boardsLike, treeFacts } from '../../src/model/board.ts'
import type { DeviceTreeFacts } from '../../src/model/facts.ts'
import { boardPage, scriptaddr } from '../board-page.ts'

const tree = (compatible: readonly string[], arch?: 'arm64' | 'arm32'): DeviceTreeFacts => ({
  compatible: { value: compatible, evidence: { file: 'a.dtb', at: '/ compatible' } },
  ...(arch && { arch: { value: arch, evidence: { file: 'a.dtb', at: '/cpus' } } }),
})

const boards = [
  boardPage({ id: 'kit', match: ['maker,som'], soc: 'Maker SoC 1' }),
  boardPage({
    id: 'kit-2',
    name: 'The Kit, 2nd edition',
    match: ['maker,kit-rev2', 'maker,kit'],
    addresses: scriptaddr(0x4000_0000n),
  }),
  boardPage({ id: 'virt-64', match: ['linux,dummy-virt'] }),
  boardPage({ id: 'old', match: ['maker,old'], status: { level: 'impossible', says: 'no GIC', source: 'a' } }),
  boardPage({ id: 'virt-32', match: ['linux,dummy-virt'], arch: 'arm32' }),
]

describe("a variable of U-Boot's default environment", () => {
  const kit = boardPage({
    id: 'kit',
    addresses: [
      { variable: 'scriptaddr', value: 1n, until: '2025.07', source: 'a' },
      { variable: 'scriptaddr', value: 2n, since: '2025.07', source: 'b' },
      { variable: 'bootm_size', value: 3n, since: '2025.07', source: 'b' },
    ],
  })

  test('is that of the U-Boot in the log', () => {
    expect(addressOf(kit, 'scriptaddr', '2025.01+dfsg-3+deb13u1')).toBe(1n)
    expect(addressOf(kit, 'scriptaddr', '2025.07-rc1')).toBe(2n)
    expect(addressOf(kit, 'bootm_size', '2023.01')).toBeUndefined()
  })

  test('is that of the U-Boot that the page installs when there is no log', () => {
    expect(addressOf(kit, 'scriptaddr')).toBe(1n)
    expect(addressOf(kit, 'fdt_addr_r')).toBeUndefined()
  })
})

test('what a tree says of RAM is no fact where the page calls it a placeholder', () => {
  const facts: DeviceTreeFacts = {
    ...tree(['maker,kit']),
    'memory.banks': { value: [{ base: 0n, size: 1n << 30n }], evidence: { file: 'a.dtb', at: '/memory reg' } },
  }
  const ram = { base: 0n, source: 'a' }
  expect(treeFacts(facts, boardPage({ id: 'kit', ram }))).toEqual(facts)
  expect(treeFacts(facts, undefined)).toEqual(facts)
  expect(treeFacts(facts, boardPage({ id: 'kit', ram: { ...ram, placeholder: 'firmware fills it in' } }))).toEqual(
    tree(['maker,kit']),
  )
})

describe('the board that a device tree is of', () => {
  test.each([
    ['the one whose page names a compatible of it', tree(['maker,som', 'maker,soc1']), 'kit'],
    ['the one by the most exact of its compatibles', tree(['maker,kit', 'maker,som', 'maker,soc1']), 'kit-2'],
    ['unknown when only the SoC is', tree(['other,board', 'maker,soc1']), undefined],
    ['unknown when the tree says nothing of itself', {}, undefined],
    ['told by its CPUs where two have one compatible', tree(['linux,dummy-virt'], 'arm32'), 'virt-32'],
    ['not one of the other architecture', tree(['maker,som'], 'arm32'), undefined],
    ['one on which Xen cannot run, by a tree of either architecture', tree(['maker,old'], 'arm32'), 'old'],
  ])('is %s', (_what, facts, id) => {
    expect(boardFor(facts, boards)?.id).toBe(id)
  })
})

test.each([
  ['kit', ['kit', 'kit-2']],
  ['2ND EDITION', ['kit-2']],
  ['the-kit', ['kit-2']],
  ['soc 1', ['kit']],
  ['dummy', ['virt-64', 'virt-32']],
  ['pine', []],
])('%s finds boards by id, name, SoC and compatible', (text, ids) => {
  expect(boardsLike(text, boards).map(({ id }) => id)).toEqual(ids)
})

test("an address of U-Boot's is known by its variable", () => {
  expect(addressOf(boards[1]!, 'scriptaddr')).toBe(0x4000_0000n)
  expect(addressOf(boards[1]!, 'fdt_addr_r')).toBeUndefined()
})
