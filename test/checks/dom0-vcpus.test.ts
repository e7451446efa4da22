import { dom0Vcpus } from '../../src/checks/dom0-vcpus.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

describeCheck(dom0Vcpus, {
  passes: { 'two of four': {}, 'as many as there are': { 'dom0-kernel.vcpus': 4 }, 'one on one': { 'dom0-kernel.vcpus': 1, 'cpu.count': fact(1) } },
  fails: { 'one more than there are': [{ 'dom0-kernel.vcpus': 5 }, 'dom0 asks for 5 virtual CPUs, and the device tree describes 4'] },
  whole: [
    { 'dom0-kernel.vcpus': 8 },
    {
      rule: 'dom0-vcpus', severity: 'warning',
      says: 'dom0 asks for 8 virtual CPUs, and the device tree describes 4',
      at: 'answer dom0-kernel.vcpus',
      also: 'board.dtb /cpus/cpu@* status',
      fix: 'Give it at most 4.',
    },
  ],
  missing: { 'dom0-kernel.vcpus': 'an answer to dom0-kernel.vcpus (virtual CPUs for dom0)', 'cpu.count': 'the CPUs in the device tree' },
})
