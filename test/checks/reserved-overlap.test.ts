import { reservedOverlap } from '../../src/checks/reserved-overlap.ts'
import { MiB } from '../../src/model/quantity.ts'
import type { ReservedRange } from '../../src/model/range.ts'
import { type Changes, fact } from './material.ts'
import { describeCheck } from './table.ts'

const node = (base: bigint, size: bigint, name: string): ReservedRange => ({
  base,
  size,
  path: `/reserved-memory/${name}`,
})
const set = (release: '4.17' | '4.18' | '4.22', ...all: readonly ReservedRange[]): Changes => ({
  'xen.version': release,
  'memory.reserved': fact(all, '/reserved-memory/* reg, /memreserve/'),
})
const optee = node(0xb000_0000n, 4n * MiB, 'optee@b0000000')

describeCheck(reservedOverlap, {
  passes: {
    'nothing reserved': { 'memory.reserved': undefined },
    'regions that touch': set('4.22', optee, node(0xb040_0000n, MiB, 'shm@b0400000')),
    'a node inside a range of /memreserve/': set('4.22', { base: 0xb000_0000n, size: 8n * MiB }, optee),
    'a node that is a range of /memreserve/': set('4.22', { base: 0xb000_0000n, size: 4n * MiB }, optee),
    'two ranges of /memreserve/': set('4.22', { base: 0xb000_0000n, size: MiB }, { base: 0xb000_0000n, size: MiB }),
    'a node around a range of /memreserve/, which 4.18 does not compare': {
      ...set('4.18', optee),
      'memory.reserved': fact([optee]),
    },
  },
  fails: {
    'a region inside another': [
      set('4.22', optee, node(0xb010_0000n, MiB, 'shm@b0100000')),
      'Xen 4.22 would stop without a word',
    ],
    'the same region twice': [
      set('4.18', optee, node(0xb000_0000n, 4n * MiB, 'tee')),
      'Xen 4.18 would stop without a word',
    ],
    'one byte': [
      set('4.22', node(0xb03f_ffffn, 1n, 'byte'), optee),
      '/reserved-memory/byte (0xb03fffff to 0xb0400000)',
    ],
    'a pair that is written the higher first': [
      set('4.22', node(0xb010_0000n, MiB, 'shm@b0100000'), optee),
      /optee@b0000000 .* and .*shm@b0100000/,
    ],
    'a pair that the older Xen takes': [
      set('4.17', optee, node(0xb010_0000n, MiB, 'shm')),
      'Xen 4.17 takes it, and stops there from 4.18 on',
    ],
    'a node that reaches out of a range of /memreserve/': [
      set('4.22', { base: 0xb000_0000n, size: MiB }, optee),
      '/memreserve/ (0xb0000000 to 0xb0100000)',
    ],
    'the same with 4.18, which does not compare them': [
      set('4.18', { base: 0xb000_0000n, size: MiB }, optee),
      'stops there from 4.19 on',
    ],
  },
  whole: [
    set('4.22', optee, node(0xb010_0000n, MiB, 'shm@b0100000')),
    {
      rule: 'reserved-overlap',
      severity: 'error',
      says: 'The device tree reserves /reserved-memory/optee@b0000000 (0xb0000000 to 0xb0400000) and /reserved-memory/shm@b0100000 (0xb0100000 to 0xb0200000), which overlap: Xen 4.22 would stop without a word',
      at: 'board.dtb /reserved-memory/* reg, /memreserve/',
      fix: 'Use a tree in which they lie apart: one of a newer kernel, or with one of the nodes changed or taken out; what they keep is for the firmware to say.',
    },
  ],
  missing: {
    'xen.version': 'an answer to xen.version (the Xen release that will boot)',
    'read:dtb.file': 'the device tree file (dtb.file)',
  },
})
