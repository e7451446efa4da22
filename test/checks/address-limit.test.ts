import { addressLimit } from '../../src/checks/address-limit.ts'
import { MiB } from '../../src/model/quantity.ts'
import { type Changes, houseLoadsWith, load, namedPlan, plan, reserved, takenWith } from './material.ts'
import { describeCheck } from './table.ts'

const kernelAt = (address: bigint, arch: 'arm64' | 'arm32'): Changes => ({
  plan: plan({ arch, loads: houseLoadsWith(load('kernel', address, 33n * MiB)) }),
})

describeCheck(addressLimit, {
  passes: {
    'a plan in which the firmware places everything': { plan: namedPlan() },
    'the house set-up': {},
    'a kernel above 4 GiB on 64 bits': kernelAt(0x8_8000_0000n, 'arm64'),
    'a kernel that ends at 4 GiB on 32 bits': kernelAt((1n << 32n) - 33n * MiB, 'arm32'),
    'memory that others keep up there': {
      plan: plan({ arch: 'arm32', taken: takenWith(reserved(0x8_8000_0000n, MiB)) }),
    },
  },
  fails: {
    'a kernel above 4 GiB on 32 bits': [
      kernelAt(0x1_0000_0000n, 'arm32'),
      'The dom0 kernel reaches up to 0x102100000, and a 32-bit U-Boot reaches no further than 0x100000000',
    ],
    'a kernel across 4 GiB on 32 bits': [kernelAt(0xff00_0000n, 'arm32'), 'a 32-bit U-Boot'],
    'a kernel above what Xen maps': [kernelAt(10n << 40n, 'arm64'), 'and Xen reaches no further than 0xa0000000000'],
  },
  whole: [
    kernelAt(0x1_0000_0000n, 'arm32'),
    {
      rule: 'address-limit',
      severity: 'error',
      says: 'The dom0 kernel reaches up to 0x102100000, and a 32-bit U-Boot reaches no further than 0x100000000',
      at: 'answer boot-media.kernel-address (the size of kernel)',
      fix: 'Choose an address below, or let xenup plan it (boot-media.addresses: planned).',
    },
  ],
  missing: { plan: 'a plan' },
})
