import { deviceTreeSize } from '../../src/checks/device-tree-size.ts'
import { KiB, MiB } from '../../src/model/quantity.ts'
import { namedPlan } from './material.ts'
import { describeCheck } from './table.ts'

const tree = (size: bigint, used?: bigint) => ({
  'read:dtb.file': { path: 'board.dtb', kind: 'dtb', size, ...(used !== undefined && { used }), facts: {} } as const,
})

describeCheck(deviceTreeSize, {
  passes: {
    'a tree of 32 KiB': {},
    "QEMU's tree, padded to 1 MiB": tree(MiB),
    'a tree that is large by its padding only, which fdt resize takes away': tree(4n * MiB, 100n * KiB),
    'a tree of 2 MiB that nobody changes, since UEFI starts Xen': { ...tree(2n * MiB), plan: namedPlan() },
    'a tree that has 2 MiB to the byte once our nodes and what U-Boot adds are in': tree(2n * MiB - 32n * KiB),
  },
  fails: {
    'a tree that Xen reads as it is, since UEFI starts it': [
      { ...tree(2n * MiB + 1n), plan: namedPlan() },
      /^board\.dtb has 2 MiB of content; Xen takes/,
    ],
    'a tree one byte larger': [tree(2n * MiB - 32n * KiB + 1n), 'board.dtb has 2 MiB'],
    'a tree with all symbols': [tree(3n * MiB), '3 MiB'],
    'a padded tree that has too much content as well': [tree(8n * MiB, 3n * MiB), 'board.dtb has 3 MiB of content'],
  },
  whole: [
    tree(2n * MiB),
    {
      rule: 'device-tree-size',
      severity: 'error',
      says: 'board.dtb has 2 MiB of content, with our nodes 2 MiB; Xen takes 2 MiB at most',
      at: 'answer dtb.file',
      fix: 'Use a smaller device tree; one built with symbols (dtc -@) shrinks when it is compiled again without.',
    },
  ],
  missing: { plan: 'a plan', 'read:dtb.file': 'the device tree file (dtb.file)' },
})
