import { treeModules } from '../../src/checks/tree-modules.ts'
import type { BootModuleFact } from '../../src/model/facts.ts'
import { type Changes, fact, namedPlan, tree } from './material.ts'
import { describeCheck } from './table.ts'

const given = (...modules: readonly Partial<BootModuleFact>[]): Changes => ({
  'read:dtb.file': tree({
    'chosen.modules': fact(
      modules.map((one) => ({
        path: '/chosen/module@0',
        kind: 'kernel',
        ofGuest: false,
        cells: 4,
        problems: [],
        ...one,
      })),
    ),
  }),
})

describeCheck(treeModules, {
  passes: {
    'a tree without modules': {},
    'the nodes that the boot script writes over': given(
      { path: '/chosen/dom0' },
      { path: '/chosen/dom0-ramdisk', kind: 'ramdisk', cells: 2 },
    ),
    'the kernel of a dom0less guest': given({ path: '/chosen/domU1/kernel', ofGuest: true }),
    'a policy': given({ path: '/chosen/policy', kind: 'xsm-policy' }),
  },
  fails: {
    'a kernel': [given({}), 'brings a kernel for dom0 itself (/chosen/module@0)'],
    'an initramfs that U-Boot left': [
      given({ path: '/chosen linux,initrd-start', kind: 'ramdisk' }),
      'brings an initramfs for dom0 itself',
    ],
    'a module without a kind': [given({ kind: 'untyped' }), 'without a kind, which Xen guesses'],
    'a policy with one cell each': [
      given({ path: '/chosen/policy', kind: 'xsm-policy', cells: 2 }),
      'has a reg of 2 cells, and with the two cells each of /chosen it needs 4',
    ],
    'a module without reg': [
      given({ path: '/chosen/domU1/kernel', ofGuest: true, problems: ['it has no reg'] }),
      'Xen cannot read the boot module /chosen/domU1/kernel: it has no reg',
    ],
    'any module under UEFI, which hides xen.cfg': [
      { ...given({ path: '/chosen/dom0' }), plan: namedPlan() },
      'leave xen.cfg unread',
    ],
  },
  whole: [
    given({}),
    {
      rule: 'tree-modules',
      severity: 'error',
      says: 'The device tree brings a kernel for dom0 itself (/chosen/module@0): Xen takes the first, which may be that one',
      at: 'board.dtb /chosen/module@0',
      also: 'answer dtb.file',
      fix: 'Take the node out of the device tree, or start from the tree as the kernel builds it.',
    },
  ],
  missing: { 'read:dtb.file': 'the device tree file (dtb.file)', plan: 'a plan' },
})
