import { expect, test } from 'vitest'
import { dom0Tree } from '../../src/checks/dom0-tree.ts'
import type { Dom0Stop } from '../../src/model/facts.ts'
import type { TreeEdit } from '../../src/model/plan.ts'
import { fact, namedPlan, plan } from './material.ts'
import { describeCheck, findings } from './table.ts'

const router: Dom0Stop = {
  path: '/bus/router@a00000',
  why: 'its reg 0 has no CPU address: its address lies outside the ranges of bus',
  prints: 'Unable to retrieve address 0 for /bus/router@a00000',
  change: { kind: 'remove-property', property: 'reg' },
}
const neighbour: Dom0Stop = {
  path: '/soc/serial@1000',
  why: 'it has SPI 1 (IRQ 33), which is that of /pl011@9000000',
  prints: 'IRQ 33 is already used by Xen',
  console: '/pl011@9000000',
  change: { kind: 'remove' },
}
const stops = (...list: Dom0Stop[]) => ({ 'dom0.stops': fact<readonly Dom0Stop[]>(list, 'the whole tree') })
const edits = (...list: Dom0Stop[]) =>
  plan({
    treeEdits: list.map(
      ({ path, change }): TreeEdit => ({ node: path, change: change!, because: 'so', from: 'dtb.edits' }),
    ),
  })

describeCheck(dom0Tree, {
  passes: {
    'a tree that Xen comes through': {},
    'a node that matters with another console': stops({ ...neighbour, console: '/soc/serial@2000' }),
  },
  fails: {
    'a register without an address': [stops(router), '/bus/router@a00000', 'and panic', 'outside the ranges of bus'],
    "a node that shares the console's interrupt": [stops(neighbour), '/soc/serial@1000', 'that of /pl011@9000000'],
    'a node that was changed, in a note': [{ ...stops(router), plan: edits(router) }, 'what xenup writes changes it'],
    'several that were changed, in one note': [
      { ...stops(router, neighbour), plan: edits(router, neighbour) },
      'the node /bus/router@a00000 (and at /soc/serial@1000)',
    ],
    'what lies below a node that stays': [
      { ...stops(router), plan: edits({ ...neighbour, path: '/bus/router@a' }) },
      '/bus/router@a00000',
    ],
  },
  whole: [
    stops(router),
    {
      rule: 'dom0-tree',
      severity: 'error',
      says: "Xen would stop at the node /bus/router@a00000 while it makes dom0's device tree, and panic: its reg 0 has no CPU address: its address lies outside the ranges of bus",
      at: 'board.dtb the whole tree',
      fix: 'Answer dtb.edits with yes, and the boot script does "fdt rm /bus/router@a00000 reg".',
      set: 'dtb.edits=yes',
    },
  ],
  missing: {
    'dom0.stops': 'a device tree with a GIC and a timer that Xen can use (dtb.file)',
    plan: 'a plan',
  },
})

test('With UEFI no script of ours runs: the tree has to be changed beforehand', () => {
  const [found] = findings(dom0Tree, { ...stops(router), plan: namedPlan() })
  expect(found).toMatchObject({ severity: 'error', fix: expect.stringContaining('before Xen gets it') })
})

test('A console that shares its interrupt can be changed for another', () => {
  const [found] = findings(dom0Tree, stops(neighbour))
  expect(found?.fix).toMatch(
    /^Take another UART .* Or: Answer console\.edits with yes, .*"fdt rm \/soc\/serial@1000"\.$/,
  )
  expect(found?.also).toBe('answer console.dtuart')
})

test('All that share the interrupt of the console are told of at once', () => {
  const [found, ...more] = findings(dom0Tree, stops(neighbour, { ...neighbour, path: '/soc/serial@2000' }))
  expect(more).toEqual([])
  expect(found?.says).toContain('the node /soc/serial@1000, then at /soc/serial@2000 while')
})

test('A node that Xen itself needs cannot go', () => {
  const { change: _, ...needed } = router
  const [found] = findings(dom0Tree, stops(needed))
  expect(found?.fix).toMatch(/^Use another device tree/)
})
