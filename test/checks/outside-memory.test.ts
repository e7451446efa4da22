import { outsideMemory } from '../../src/checks/outside-memory.ts'
import { GiB, KiB, MiB } from '../../src/model/quantity.ts'
import { houseLoadsWith, load, namedPlan, plan, takenWith } from './material.ts'
import { describeCheck } from './table.ts'

const initrdAt = (address: bigint, footprint = 40n * MiB) => houseLoadsWith(load('initrd', address, footprint))
const lowAndHigh = [
  { base: 0x4000_0000n, size: 2n * GiB },
  { base: 0x1_0000_0000n, size: 2n * GiB },
]

describeCheck(outsideMemory, {
  passes: {
    'a plan in which the firmware places everything': { plan: namedPlan() },
    'the house set-up': {},
    'a load that ends with the last byte of RAM': {
      plan: plan({ loads: initrdAt(0xc000_0000n - 40n * MiB), taken: [] }),
    },
    'a load that starts with the first byte of RAM': { plan: plan({ loads: initrdAt(0x4000_0000n) }) },
    'a load across two banks that touch': {
      plan: plan({
        banks: [
          { base: 0x4400_0000n, size: GiB },
          { base: 0x4000_0000n, size: 0x400_0000n },
        ],
        loads: initrdAt(0x43ff_0000n),
      }),
    },
    'a load in the bank above 4 GiB': { plan: plan({ banks: lowAndHigh, loads: initrdAt(0x1_0000_0000n) }) },
    'firmware outside RAM, which is not ours': {
      plan: plan({
        taken: takenWith({ name: 'SRAM', kind: 'firmware', base: 0n, size: 64n * KiB, because: 'boot ROM' }),
      }),
    },
  },
  fails: {
    'a load that ends one byte behind RAM': [
      { plan: plan({ loads: initrdAt(0xc000_0000n - 40n * MiB + 1n) }) },
      'The dom0 initramfs (40 MiB at 0xbd800001)',
    ],
    'a load one byte before RAM': [{ plan: plan({ loads: initrdAt(0x3fff_ffffn) }) }, '0x3fffffff'],
    'a load in the gap between two banks': [
      { plan: plan({ banks: lowAndHigh, loads: initrdAt(0xc000_0000n) }) },
      '0xc0000000',
    ],
    'a load that begins in one bank and ends in the gap behind it': [
      { plan: plan({ banks: lowAndHigh, loads: initrdAt(0xbfff_0000n), taken: [] }) },
      '0xbfff0000',
    ],
    'an address of 0, which is what a board with RAM at 0 would take': [
      { plan: plan({ loads: houseLoadsWith(load('xen', 0n, 2n * MiB)) }) },
      'Xen (2 MiB at 0x0)',
    ],
    'a script address of another board': [
      {
        plan: plan({
          taken: [{ name: 'boot script', kind: 'script', base: 0x90_0000n, size: 64n * KiB, because: 'scriptaddr' }],
        }),
      },
      'The boot script (64 KiB at 0x900000)',
    ],
  },
  whole: [
    { plan: plan({ banks: lowAndHigh, loads: initrdAt(0x8_0000_0000n) }) },
    {
      rule: 'outside-memory',
      severity: 'error',
      says: 'The dom0 initramfs (40 MiB at 0x800000000) does not lie inside RAM',
      at: 'answer boot-media.initrd-address (the size of initrd)',
      also: 'RAM: 0x40000000 to 0xc0000000, 0x100000000 to 0x180000000',
      fix: 'Choose an address inside RAM, or let xenup plan it (boot-media.addresses: planned).',
    },
  ],
  missing: { plan: 'a plan' },
})
