import { memoryTotal } from '../../src/checks/memory-total.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { plan, reserved, takenWith } from './material.ts'
import { describeCheck } from './table.ts'

const guest = (mebibytes: bigint) => ({ 'guest.memory': mebibytes * MiB })

describeCheck(memoryTotal, {
  passes: {
    '768M and 256M of 2G': {},
    'all but what Xen keeps': guest(2048n - 768n - 128n),
    'RAM above 4 GiB counted too': {
      ...guest(2048n),
      plan: plan({
        banks: [
          { base: 0x4000_0000n, size: 2n * GiB },
          { base: 0x1_0000_0000n, size: 2n * GiB },
        ],
      }),
    },
  },
  fails: {
    'one MiB too much': [
      guest(2048n - 768n - 127n),
      'dom0 (768 MiB) and the guest (1.1 GiB) together want 1.9 GiB of 2 GiB',
    ],
    'a guest larger than the machine': [guest(4096n), 'the guest (4 GiB)', 'of 2 GiB'],
    'what is left only on paper: the device tree reserves half': [
      { ...guest(512n), plan: plan({ taken: takenWith(reserved(0x8000_0000n, GiB)) }) },
      'of 1 GiB (without 1 GiB that the device tree reserves)',
    ],
  },
  whole: [
    guest(1536n),
    {
      rule: 'memory-total',
      severity: 'error',
      says: 'dom0 (768 MiB) and the guest (1.5 GiB) together want 2.3 GiB of 2 GiB, and Xen needs about 128 MiB of that',
      at: 'answer guest.memory',
      also: 'answer dom0-kernel.memory',
      fix: 'Give one of them less; xl create would fail with "failed to free memory for the domain".',
    },
  ],
  missing: { plan: 'a plan', 'guest.memory': 'an answer to guest.memory (memory for the guest)' },
  lacks: {
    'a server whose RAM only its firmware knows': [
      { plan: plan({ banks: [] }) },
      'memory with a size, in the device tree or counted by U-Boot (dtb.file, firmware.log)',
    ],
  },
})
