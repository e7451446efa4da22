import { expect, test } from 'vitest'
import { dom0Vcpus } from '../../src/checks/dom0-vcpus.ts'
import { type Changes, fact } from './material.ts'
import { describeCheck, findings } from './table.ts'

const gicOf = (version: 'v2' | 'v3') =>
  fact({ path: '/intc@8000000', version, usable: true, problems: [] }, '/intc@8000000 compatible')

const unpinned: Changes = { 'xen.options': 'loglvl=all' }

describeCheck(dom0Vcpus, {
  passes: {
    'two of four': {},
    'as many as there are': { 'dom0-kernel.vcpus': 4 },
    'one on one': { 'dom0-kernel.vcpus': 1, 'cpu.count': fact(1) },
    'eight of sixteen with a GICv2': { 'dom0-kernel.vcpus': 8, 'cpu.count': fact(16) },
    'nine of sixteen with a GICv3': { 'dom0-kernel.vcpus': 9, 'cpu.count': fact(16), gic: gicOf('v3') },
    'nine of sixteen with a controller that the tree does not show': {
      'dom0-kernel.vcpus': 9,
      'cpu.count': fact(16),
      gic: undefined,
    },
    'one in QEMU that is not pinned': { 'dom0-kernel.vcpus': 1, ...unpinned },
    "two that are not pinned with QEMU's GICv3": { gic: gicOf('v3'), ...unpinned },
    'two that are not pinned on a board with a GICv2': { 'goal.target': 'hardware', ...unpinned },
  },
  fails: {
    'one more than there are': [
      { 'dom0-kernel.vcpus': 5 },
      'dom0 asks for 5 virtual CPUs, and the device tree describes 4',
    ],
    "two in QEMU's GICv2, of which Xen may move one": [
      unpinned,
      'QEMU before 9.1 loses interrupts of one that Xen moves to another CPU',
    ],
  },
  whole: [
    { 'dom0-kernel.vcpus': 8 },
    {
      rule: 'dom0-vcpus',
      severity: 'warning',
      says: 'dom0 asks for 8 virtual CPUs, and the device tree describes 4',
      at: 'answer dom0-kernel.vcpus',
      also: 'board.dtb /cpus/cpu@* status',
      fix: 'Give it at most 4.',
      set: 'dom0-kernel.vcpus=4',
    },
  ],
  missing: {
    'dom0-kernel.vcpus': 'an answer to dom0-kernel.vcpus (virtual CPUs for dom0)',
    'cpu.count': 'the CPUs in the device tree',
  },
})

test('nine with a GICv2 are an error, not a warning: Xen panics', () => {
  expect(findings(dom0Vcpus, { 'dom0-kernel.vcpus': 9, 'cpu.count': fact(16), gic: gicOf('v2') })).toEqual([
    {
      rule: 'dom0-vcpus',
      severity: 'error',
      says: 'dom0 asks for 9 virtual CPUs, and with a GICv2 a domain has eight at most: Xen would panic',
      at: 'answer dom0-kernel.vcpus',
      also: 'board.dtb /intc@8000000 compatible',
      fix: 'Give it at most 8.',
      set: 'dom0-kernel.vcpus=8',
    },
  ])
  expect(findings(dom0Vcpus, { 'dom0-kernel.vcpus': 9, 'cpu.count': fact(4) })[0]?.fix).toBe('Give it at most 4.')
})
