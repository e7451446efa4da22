import { describe, expect, test } from 'vitest'
import { learnDeviceTree } from '../../../src/learn/device-tree/index.ts'
import { everyNode, nodeAt, pathOf } from '../../../src/learn/device-tree/node.ts'
import { board, treeOf } from '../board.ts'

test('every fact of the house board says where it stands', () => {
  const tree = treeOf(board({ 'reserved-memory': { 'a@1': { reg: [0x4100_0000n, 0x1000] } } }))
  const facts = learnDeviceTree(tree, 'virt.dtb')
  expect(Object.values(facts).every(({ evidence }) => evidence.file === 'virt.dtb')).toBe(true)
  expect(Object.fromEntries(Object.entries(facts).map(([key, { evidence }]) => [key, evidence.at]))).toEqual({
    model: '/ model',
    compatible: '/ compatible',
    arch: '/cpus/cpu@* compatible',
    'chosen.cells': '/chosen #address-cells, #size-cells, or those of /',
    'cpu.count': '/cpus/cpu@* status',
    'cpu.models': '/cpus/cpu@* compatible',
    'cpu.enableMethods': '/cpus/cpu@* enable-method',
    'cpu.virtualization': '/cpus/cpu@* compatible',
    psci: '/psci compatible, method',
    gic: '/intc@8000000 compatible, reg, interrupts',
    'tree.lacks': 'the whole tree',
    'dom0.stops': 'the whole tree',
    timer: '/timer compatible, interrupts',
    iommus: '/ (no node of an IOMMU)',
    'memory.banks': '/memory@40000000 reg',
    'memory.reserved': '/reserved-memory/* reg, /memreserve/',
    uarts: '/pl011@9000000',
    stdout: '/chosen stdout-path',
  })
})

test('an empty tree has no facts but that it lacks all', () => {
  expect(learnDeviceTree(treeOf({}), 'empty.dtb')).toEqual({
    'tree.lacks': { value: ['cpus', 'gic', 'timer', 'uart'], evidence: { file: 'empty.dtb', at: 'the whole tree' } },
  })
})

test('a model without text is no model', () => {
  expect(learnDeviceTree(treeOf({ model: true, compatible: true }), 'x.dtb')).not.toHaveProperty('model')
})

describe('nodes are found', () => {
  const { root } = treeOf({ a: { b: { c: {} }, B2: {} }, 'timer@1': {}, timer: {} })
  test.each([
    ['/', '/'],
    ['/a', '/a'],
    ['/a/b/c', '/a/b/c'],
    ['/A/b2', '/a/B2'],
    ['/timer', '/timer'],
    ['/timer@1', '/timer@1'],
  ])('by the exact path %s', (path, found) => {
    expect(pathOf(nodeAt(root, path)!)).toBe(found)
  })

  test.each(['', 'a', '/b', '/a/', '//a', '/timer@', '/a/b/c/d', '/a//b'])('not by %j', (path) => {
    expect(nodeAt(root, path)).toBeUndefined()
  })

  test('parents before children, in file order', () => {
    expect([...everyNode(root)].map(pathOf)).toEqual(['/', '/a', '/a/b', '/a/b/c', '/a/B2', '/timer@1', '/timer'])
  })
})
