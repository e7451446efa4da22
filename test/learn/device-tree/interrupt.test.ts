import { describe, expect, test } from 'vitest'
import { phandlesOf, type Route, routeByName, routeOf } from '../../../src/learn/device-tree/interrupt.ts'
import { nodeAt, pathOf } from '../../../src/learn/device-tree/node.ts'
import type { Tree } from '../../dtb.ts'
import { treeOf } from '../board.ts'

const gic = { 'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': 3 } } as const satisfies Tree

const words = (route: Route): string =>
  route.ok ? `${pathOf(route.controller)} <${route.specifier.join(' ')}>` : route.why

/** Where the device's interrupt goes, by number or by name. */
function route(tree: Tree, device = '/uart', which: number | string = 0): string {
  const { root } = treeOf(tree)
  const node = nodeAt(root, device)!
  return words(
    typeof which === 'number' ? routeOf(node, which, phandlesOf(root)) : routeByName(node, which, phandlesOf(root)),
  )
}

describe('an interrupt goes', () => {
  test.each<[string, Tree, string, string]>([
    [
      'to the interrupt-parent of the root',
      { 'interrupt-parent': '&gic', ...gic, uart: { interrupts: [0, 1, 4] } },
      '/uart',
      '/gic <0 1 4>',
    ],
    [
      'to that of the device, before that of the root',
      {
        'interrupt-parent': '&gic',
        ...gic,
        'gpc: gpc': { 'interrupt-controller': true, '#interrupt-cells': 3 },
        uart: { 'interrupt-parent': '&gpc', interrupts: [0, 1, 4] },
      },
      '/uart',
      '/gpc <0 1 4>',
    ],
    [
      'to that of the bus',
      { ...gic, soc: { 'interrupt-parent': '&gic', uart: { interrupts: [0, 1, 4] } } },
      '/soc/uart',
      '/gic <0 1 4>',
    ],
    [
      'to the controller above, without any interrupt-parent',
      { gic: { ...gic['gic: gic'], uart: { interrupts: [0, 1, 4] } } },
      '/gic/uart',
      '/gic <0 1 4>',
    ],
    [
      "with four cells, as Rockchip's GICs with ppi-partitions want",
      {
        'interrupt-parent': '&gic',
        'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': 4 },
        uart: { interrupts: [0, 99, 4, 0] },
      },
      '/uart',
      '/gic <0 99 4 0>',
    ],
    [
      'where interrupts-extended says, whatever interrupts says',
      {
        ...gic,
        'ic: ic': { 'interrupt-controller': true, '#interrupt-cells': 1 },
        uart: { interrupts: [9], 'interrupt-parent': '&ic', 'interrupts-extended': ['&gic', 0, 1, 4] },
      },
      '/uart',
      '/gic <0 1 4>',
    ],
    [
      'where interrupts says, when interrupts-extended names nobody',
      { ...gic, uart: { 'interrupt-parent': '&gic', interrupts: [0, 1, 4], 'interrupts-extended': [77, 0, 1, 4] } },
      '/uart',
      '/gic <0 1 4>',
    ],
    [
      'where interrupts says, when interrupts-extended starts with a hole',
      {
        ...gic,
        uart: { 'interrupt-parent': '&gic', interrupts: [0, 1, 4], 'interrupts-extended': [0, '&gic', 0, 9, 4] },
      },
      '/uart',
      '/gic <0 1 4>',
    ],
    [
      'through an interrupt-map, by number',
      {
        ...gic,
        bus: {
          '#address-cells': 1,
          '#interrupt-cells': 1,
          'interrupt-map-mask': [0, 0xff],
          'interrupt-map': [0, 4, '&gic', 0, 4, 4, 0, 5, '&gic', 0, 5, 4],
          uart: { reg: 0x9_0000, interrupts: 5 },
        },
      },
      '/bus/uart',
      '/gic <0 5 4>',
    ],
    [
      'through an interrupt-map, by address',
      {
        ...gic,
        bus: {
          '#address-cells': 1,
          '#interrupt-cells': 1,
          'interrupt-map': [0x1000, 1, '&gic', 0, 10, 4, 0x2000, 1, '&gic', 0, 20, 4],
          uart: { reg: 0x2000, interrupts: 1 },
        },
      },
      '/bus/uart',
      '/gic <0 20 4>',
    ],
    [
      'through an interrupt-map whose parent has address cells of its own',
      {
        'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': 3, '#address-cells': 2 },
        bus: {
          '#address-cells': 0,
          '#interrupt-cells': 1,
          'interrupt-map': [4, '&gic', 0n, 0, 4, 4, 5, '&gic', 0n, 0, 5, 4],
          uart: { interrupts: 5 },
        },
      },
      '/bus/uart',
      '/gic <0 5 4>',
    ],
    [
      'through two maps, one after the other',
      {
        ...gic,
        'outer: outer': { '#address-cells': 0, '#interrupt-cells': 2, 'interrupt-map': [7, 1, '&gic', 0, 71, 4] },
        bus: {
          '#address-cells': 0,
          '#interrupt-cells': 1,
          'interrupt-map': [1, '&outer', 7, 1],
          uart: { interrupts: 1 },
        },
      },
      '/bus/uart',
      '/gic <0 71 4>',
    ],
    [
      'on to the parent of what has cells but neither controls nor maps',
      {
        'interrupt-parent': '&gic',
        ...gic,
        bus: { '#interrupt-cells': 3, uart: { interrupts: [0, 1, 4] } },
      },
      '/bus/uart',
      '/gic <0 1 4>',
    ],
    [
      'by the older name of a phandle',
      {
        'interrupt-parent': 5,
        gic: { 'linux,phandle': 5, 'interrupt-controller': true, '#interrupt-cells': 3 },
        uart: { interrupts: [0, 1, 4] },
      },
      '/uart',
      '/gic <0 1 4>',
    ],
    [
      'to the first of two nodes with one phandle',
      {
        'interrupt-parent': 5,
        a: { phandle: 5, 'interrupt-controller': true, '#interrupt-cells': 1 },
        b: { phandle: 5, 'interrupt-controller': true, '#interrupt-cells': 1 },
        uart: { interrupts: 1 },
      },
      '/uart',
      '/a <1>',
    ],
  ])('%s', (_, tree, device, expected) => {
    expect(route(tree, device)).toBe(expected)
  })

  test('each by its number', () => {
    const tree: Tree = {
      ...gic,
      'ic: ic': { 'interrupt-controller': true, '#interrupt-cells': 1 },
      timer: { 'interrupts-extended': ['&gic', 1, 13, 4, '&ic', 7, '&gic', 1, 11, 4] },
    }
    expect([0, 1, 2, 3].map((index) => route(tree, '/timer', index))).toEqual([
      '/gic <1 13 4>',
      '/ic <7>',
      '/gic <1 11 4>',
      'it has no interrupt',
    ])
    expect(
      [0, 1, 2].map((index) =>
        route({ 'interrupt-parent': '&gic', ...gic, timer: { interrupts: [1, 13, 4, 1, 14, 4] } }, '/timer', index),
      ),
    ).toEqual(['/gic <1 13 4>', '/gic <1 14 4>', 'it has no interrupt number 2'])
  })

  test('each by its name', () => {
    const tree: Tree = {
      'interrupt-parent': '&gic',
      ...gic,
      timer: { 'interrupt-names': ['virt', 'phys'], interrupts: [1, 11, 4, 1, 14, 4] },
    }
    expect(route(tree, '/timer', 'phys')).toBe('/gic <1 14 4>')
    expect(route(tree, '/timer', 'hyp-phys')).toBe('it has no interrupt named hyp-phys')
  })
})

describe('an interrupt goes nowhere, and is told why,', () => {
  const mapping = (map: readonly (string | number)[], uart: Tree = { reg: 1, interrupts: 1 }): Tree => ({
    ...gic,
    bus: { '#address-cells': 1, '#interrupt-cells': 1, 'interrupt-map': map, uart },
  })
  test.each<[string, Tree, string, string]>([
    ['without interrupts', { 'interrupt-parent': '&gic', ...gic, uart: {} }, '/uart', 'it has no interrupt'],
    [
      'without interrupt-parent',
      { ...gic, uart: { interrupts: [0, 1, 4] } },
      '/uart',
      'its interrupt has no interrupt-parent',
    ],
    [
      'with an interrupt-parent that is not there',
      { 'interrupt-parent': 77, ...gic, uart: { interrupts: [0, 1, 4] } },
      '/uart',
      'its interrupt has no interrupt-parent',
    ],
    [
      'with too few cells',
      { 'interrupt-parent': '&gic', ...gic, uart: { interrupts: [0, 1] } },
      '/uart',
      'it has no interrupt number 0',
    ],
    [
      'with a controller of no cells',
      {
        'interrupt-parent': '&gic',
        'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': 0 },
        uart: { interrupts: [0, 1] },
      },
      '/uart',
      'it has no interrupt number 0',
    ],
    [
      'with a controller whose cells have no number',
      {
        'interrupt-parent': '&gic',
        'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': true },
        uart: { interrupts: [0, 1] },
      },
      '/uart',
      'gic has an #interrupt-cells without a number',
    ],
    [
      'with a root whose cells have no number',
      { '#interrupt-cells': true, uart: { interrupts: [0, 1] } },
      '/uart',
      'the root has an #interrupt-cells without a number',
    ],
    [
      'with five cells',
      {
        'interrupt-parent': '&gic',
        'gic: gic': { 'interrupt-controller': true, '#interrupt-cells': 5 },
        uart: { interrupts: [0, 1, 2, 3, 4] },
      },
      '/uart',
      'its interrupt has 5 cells, and Xen takes 4 at most',
    ],
    [
      'with a map that has no entry for it',
      mapping([2, 1, '&gic', 0, 1, 4]),
      '/bus/uart',
      'the interrupt-map of bus has no entry for it',
    ],
    [
      'with a map that is cut off',
      mapping([1, 1, '&gic', 0, 1]),
      '/bus/uart',
      'the interrupt-map of bus has no entry for it',
    ],
    [
      'with a map that leads to nobody',
      mapping([1, 1, 77, 0, 1, 4]),
      '/bus/uart',
      'the interrupt-map of bus has no entry for it',
    ],
    [
      'with a map that leads to nobody before its own entry, where Xen gives up',
      mapping([2, 1, 77, 0, 1, 4, 1, 1, '&gic', 0, 1, 4]),
      '/bus/uart',
      'the interrupt-map of bus has no entry for it',
    ],
    [
      'with a map by address, and no reg',
      mapping([1, 1, '&gic', 0, 1, 4], { interrupts: 1 }),
      '/bus/uart',
      'bus maps interrupts by address, and the device has no reg',
    ],
    [
      'with cells at a root that controls nothing',
      { '#interrupt-cells': 1, uart: { interrupts: 1 } },
      '/uart',
      'its interrupt reaches no interrupt controller',
    ],
  ])('%s', (_, tree, device, why) => {
    expect(route(tree, device)).toBe(why)
  })

  test.each<[string, Tree]>([
    ['an interrupt-parent that is itself', { 'a: a': { 'interrupt-parent': '&a', uart: { interrupts: 1 } } }],
    [
      'two interrupt-parents that are each other',
      { 'a: a': { 'interrupt-parent': '&b', uart: { interrupts: 1 } }, 'b: b': { 'interrupt-parent': '&a' } },
    ],
    [
      "a controller's cells that lead round",
      {
        a: { 'interrupt-parent': '&b', uart: { interrupts: 1 } },
        'b: b': { '#interrupt-cells': 1, 'interrupt-parent': '&c' },
        'c: c': { '#interrupt-cells': 1, 'interrupt-parent': '&b' },
      },
    ],
    [
      'an interrupt-map that leads to itself',
      {
        'a: a': { '#interrupt-cells': 1, '#address-cells': 0, 'interrupt-map': [1, '&a', 1], uart: { interrupts: 1 } },
      },
    ],
    [
      'two interrupt-maps that lead to each other',
      {
        'a: a': { '#interrupt-cells': 1, '#address-cells': 0, 'interrupt-map': [1, '&b', 1], uart: { interrupts: 1 } },
        'b: b': { '#interrupt-cells': 1, '#address-cells': 0, 'interrupt-map': [1, '&a', 1] },
      },
    ],
  ])('with %s', (_, tree) => {
    expect(route(tree, '/a/uart')).toMatch(
      /^its interrupt (has no interrupt-parent|reaches no interrupt controller)$|^the interrupt-map of . has no entry for it$/,
    )
  })
})
