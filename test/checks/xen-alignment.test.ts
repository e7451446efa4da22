import { xenAlignment } from '../../src/checks/xen-alignment.ts'
import { MiB } from '../../src/model/quantity.ts'
import { houseLoadsWith, load, namedPlan, plan } from './material.ts'
import { describeCheck } from './table.ts'

const xenAt = (address: bigint) => ({ plan: plan({ loads: houseLoadsWith(load('xen', address, 2n * MiB)) }) })

describeCheck(xenAlignment, {
  passes: {
    'a plan in which the firmware places everything': { plan: namedPlan() },
    'the house set-up': {},
    'Xen at 0, which is a multiple of everything': xenAt(0n),
    'Xen above 4 GiB': xenAt(0x1_0020_0000n),
    'a kernel at an odd place, which Xen copies anyway': {
      plan: plan({ loads: houseLoadsWith(load('kernel', 0x4080_1000n, 33n * MiB)) }),
    },
  },
  fails: {
    'Xen at an odd MiB': [xenAt(0x4110_0000n), 'Xen is loaded at 0x41100000', 'U-Boot would move it to 0x41200000'],
    'Xen one page too high': [xenAt(0x4060_1000n), '0x40800000'],
    'Xen one byte too low': [xenAt(0x405f_ffffn), '0x40600000'],
  },
  whole: [
    xenAt(0x4108_0000n),
    {
      rule: 'xen-alignment',
      severity: 'error',
      says: 'Xen is loaded at 0x41080000, which is no multiple of 2 MiB: U-Boot would move it to 0x41200000, over what lies there',
      at: 'answer boot-media.xen-address',
      fix: 'Load it at 0x41200000, or let xenup plan the addresses.',
      set: 'boot-media.xen-address=0x41200000',
    },
  ],
  missing: { plan: 'a plan' },
})
