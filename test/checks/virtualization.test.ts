import { virtualization } from '../../src/checks/virtualization.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

describeCheck(virtualization, {
  passes: {
    'a Cortex-A57': {},
    'big and LITTLE cores that all have it': { 'cpu.models': fact(['arm,cortex-a53', 'arm,cortex-a73']) },
  },
  fails: {
    'a core without': [
      { 'cpu.virtualization': fact('no'), 'cpu.models': fact(['arm,cortex-a7', 'arm,cortex-a9']) },
      'arm,cortex-a7, arm,cortex-a9',
    ],
  },
  whole: [
    { 'cpu.virtualization': fact('no', '/cpus/cpu@* compatible'), 'cpu.models': fact(['arm,cortex-a9']) },
    {
      rule: 'virtualization',
      severity: 'error',
      says: 'Not every CPU has the virtualization extension (arm,cortex-a9): Xen cannot run here',
      at: 'board.dtb /cpus/cpu@* compatible',
      fix: 'Use another board.',
    },
  ],
  missing: {
    'cpu.virtualization': 'a CPU model in the device tree that tells whether it has the virtualization extension',
    'cpu.models': 'the CPU models in the device tree',
  },
})
