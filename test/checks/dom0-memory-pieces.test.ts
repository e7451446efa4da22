import { expect, test } from 'vitest'
import { dom0MemoryPieces } from '../../src/checks/dom0-memory-pieces.ts'
import { GiB, MiB } from '../../src/model/quantity.ts'
import { plan } from './material.ts'
import { describeCheck, findings } from './table.ts'

const dom0 = (memory: bigint) => ({ plan: plan({ dom0: { memory, vcpus: 2, cmdline: 'console=hvc0' } }) })

describeCheck(dom0MemoryPieces, {
  passes: {
    '768M': {},
    '1G': dom0(GiB),
    '1408M': dom0(1408n * MiB),
    'one piece': dom0(128n * MiB),
    'a small power of two': dom0(64n * MiB),
  },
  fails: {
    '1000M, which Xen 4.17 was seen to refuse on 2 GiB': [
      dom0(1000n * MiB),
      'dom0 is to get 1000M',
      'not a whole number of pieces of 128 MiB',
    ],
    'half a piece more': [dom0(704n * MiB), 'dom0 is to get 704M'],
    'less than a piece, and no power of two': [dom0(96n * MiB), 'dom0 is to get 96M'],
  },
  whole: [
    dom0(443n * MiB),
    {
      rule: 'dom0-memory-pieces',
      severity: 'warning',
      says: 'dom0 is to get 443M, which is not a whole number of pieces of 128 MiB: Xen may find no place for the rest',
      at: 'answer dom0-kernel.memory',
      fix: 'Give dom0 384M or 512M; Xen could stop with "Failed to allocate requested dom0 memory" although enough is free.',
    },
  ],
  missing: { plan: 'a plan' },
})

test('what is proposed is a piece, or the two sizes around', () => {
  expect(findings(dom0MemoryPieces, dom0(96n * MiB))[0]?.fix).toContain('Give dom0 128M;')
  expect(findings(dom0MemoryPieces, dom0(1000n * MiB))[0]?.fix).toContain('Give dom0 896M or 1G;')
})
