import { psciConduit } from '../../src/checks/psci-conduit.ts'
import type { PsciFact } from '../../src/model/facts.ts'
import { fact } from './material.ts'
import { describeCheck } from './table.ts'

const psci = (changes: Partial<PsciFact>) => ({
  psci: fact<PsciFact>(
    { path: '/psci', usable: false, problems: ['its method is hvc'], ...changes },
    '/psci compatible, method',
  ),
})

describeCheck(psciConduit, {
  passes: {
    'PSCI 1.0 by smc': {},
    'a node below /firmware': psci({
      path: '/firmware/psci',
      version: '0.2',
      method: 'smc',
      usable: true,
      problems: [],
    }),
    'PSCI 0.1 with its function numbers': psci({ version: '0.1', method: 'smc', usable: true, problems: [] }),
  },
  fails: {
    'hvc, as QEMU has it without virtualization=on': [
      psci({ version: '1.0', method: 'hvc' }),
      '/psci has the method hvc',
      'Xen takes smc only',
    ],
    'a method that nobody knows': [psci({ method: 'magic' }), 'the method magic'],
    'no method at all': [
      psci({ problems: ['it has no method property'] }),
      'Xen cannot use /psci: it has no method property',
    ],
    'PSCI 0.1 without cpu_on': [
      psci({ version: '0.1', method: 'smc', problems: ['it is PSCI 0.1 without a cpu_on function number'] }),
      'Xen cannot use /psci: it is PSCI 0.1',
    ],
  },
  whole: [
    psci({ version: '1.0', method: 'hvc' }),
    {
      rule: 'psci-conduit',
      severity: 'error',
      says: '/psci has the method hvc: this firmware, or a hypervisor below, does not start what it boots at EL2, and Xen takes smc only',
      at: 'board.dtb /psci compatible, method',
      fix: 'Have the firmware enter U-Boot at EL2 (QEMU: virtualization=on), and take the device tree again.',
    },
  ],
  missing: { psci: 'a psci node in the device tree (firmware may add one at boot)' },
})
