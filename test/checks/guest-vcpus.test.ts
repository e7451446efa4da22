import { guestVcpus } from '../../src/checks/guest-vcpus.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

const gicOf = (version: 'v2' | 'v3') =>
  fact({ path: '/intc@8000000', version, usable: true, problems: [] }, '/intc@8000000 compatible')
const sixteen = { 'cpu.count': fact(16, '/cpus/cpu@* status') }

describeCheck(guestVcpus, {
  passes: {
    'one of four': {},
    'as many as there are': { 'guest.vcpus': 4 },
    'eight of sixteen with a GICv2': { ...sixteen, 'guest.vcpus': 8 },
    'nine of sixteen with a GICv3': { ...sixteen, 'guest.vcpus': 9, gic: gicOf('v3') },
    'nine of sixteen with a controller that the tree does not show': { ...sixteen, 'guest.vcpus': 9, gic: undefined },
    'sched=null with a CPU for each': { 'guest.vcpus': 2, 'xen.options': 'sched=null' },
    'more than there are together, which a scheduler shares out': { 'guest.vcpus': 4, 'dom0-kernel.vcpus': 4 },
  },
  fails: {
    'one more than there are': [
      { 'guest.vcpus': 5 },
      'The guest asks for 5 virtual CPUs, and the device tree describes 4',
    ],
    'nine with a GICv2': [
      { ...sixteen, 'guest.vcpus': 9 },
      'with a GICv2 a domain has eight at most: xl create would fail',
    ],
    'sched=null without a CPU for each': [
      { 'guest.vcpus': 3, 'xen.options': 'loglvl=all sched=null' },
      'dom0 (2) and the guest (3) ask for more than the 4 that there are',
    ],
  },
  whole: [
    { ...sixteen, 'guest.vcpus': 12 },
    {
      rule: 'guest-vcpus',
      severity: 'error',
      says: 'The guest asks for 12 virtual CPUs, and with a GICv2 a domain has eight at most: xl create would fail',
      at: 'answer guest.vcpus',
      also: 'board.dtb /intc@8000000 compatible, reg, interrupts',
      fix: 'Give it at most 8.',
      set: 'guest.vcpus=8',
    },
  ],
  missing: {
    'guest.vcpus': 'an answer to guest.vcpus (virtual CPUs for the guest)',
    'cpu.count': 'the CPUs in the device tree',
  },
})
