import { expect, test } from 'vitest'
import { overlap } from '../../src/checks/overlap.ts'
import { KiB, MiB } from '../../src/model/quantity.ts'
import { houseLoadsWith, load, namedPlan, plan, reserved, takenWith } from './material.ts'
import { describeCheck, findings } from './table.ts'

const kernelAt = (address: bigint, footprint = 33n * MiB) => ({
  plan: plan({ loads: houseLoadsWith(load('kernel', address, footprint)) }),
})

describeCheck(overlap, {
  passes: {
    'a plan in which the firmware places everything': { plan: namedPlan() },
    'the house set-up': {},
    'two loads that touch: one ends where the next begins': kernelAt(0x4080_0000n, 0x4400_0000n - 0x4080_0000n),
    'two reserved regions inside each other, which are not ours': {
      plan: plan({ taken: [reserved(0xb000_0000n, 4n * MiB), reserved(0xb010_0000n, MiB, 'shm@b0100000')] }),
    },
    'U-Boot inside a region that the device tree keeps for it': {
      plan: plan({ taken: takenWith(reserved(0xbc00_0000n, 64n * MiB, 'u-boot')) }),
    },
    'the same addresses 4 GiB apart': {
      plan: plan({ loads: houseLoadsWith(load('kernel', 0x1_4400_0000n, 33n * MiB)) }),
    },
  },
  fails: {
    'a kernel that reaches one byte into the initramfs': [
      kernelAt(0x4080_0000n, 0x4400_0000n - 0x4080_0000n + 1n),
      'The dom0 kernel (0x40800000 to 0x44000001) overlaps the dom0 initramfs (0x44000000 to 0x46800000)',
    ],
    'a kernel over the device tree': [
      kernelAt(0x4040_0000n, MiB),
      /device tree \(0x40400000 to 0x4040c000\) overlaps the dom0 kernel|dom0 kernel .* overlaps the device tree/,
    ],
    'a kernel inside Xen, by its BSS and not by its file': [
      { plan: plan({ loads: houseLoadsWith(load('xen', 0x4060_0000n, 3n * MiB, { fileSize: MiB })) }) },
      'Xen (0x40600000 to 0x40900000) overlaps the dom0 kernel',
    ],
    'a load over the boot script': [
      { plan: plan({ loads: houseLoadsWith(load('dtb', 0x4020_8000n, 48n * KiB)) }) },
      'The boot script',
      'overlaps the device tree',
    ],
    'a load in secure memory': [
      { plan: plan({ taken: takenWith(reserved(0x4100_0000n, MiB, 'optee@41000000')) }) },
      'the region "reserved: optee@41000000" (0x41000000 to 0x41100000)',
    ],
    'a load over U-Boot at the top of RAM': [kernelAt(0xbc00_0000n), 'U-Boot (0xbc000000 to 0xc0000000)'],
    'a script address inside reserved memory': [
      { plan: plan({ taken: takenWith(reserved(0x4020_0000n, 4n * KiB, 'spin-table')) }) },
      'The boot script (0x40200000 to 0x40210000) overlaps the region',
    ],
  },
  whole: [
    { plan: plan({ taken: takenWith(reserved(0x4060_0000n - 4n * KiB, 8n * KiB, 'mailbox@405ff000')) }) },
    {
      rule: 'overlap',
      severity: 'error',
      says: 'The region "reserved: mailbox@405ff000" (0x405ff000 to 0x40601000) overlaps Xen (0x40600000 to 0x40800000)',
      at: 'answer boot-media.xen-address (the size of xen)',
      also: 'board.dtb keeps it (/reserved-memory/mailbox@405ff000)',
      fix: 'Move one of them, or let xenup plan the addresses (boot-media.addresses: planned).',
    },
  ],
  missing: { plan: 'a plan' },
})

test('the place of a region that begins where a load begins is still its own', () => {
  const [found] = findings(overlap, { plan: plan({ taken: takenWith(reserved(0x4060_0000n, MiB, 'shm')) }) })
  expect([found?.at, found?.also].sort()).toEqual([
    'answer boot-media.xen-address (the size of xen)',
    'board.dtb keeps it (/reserved-memory/shm)',
  ])
})
