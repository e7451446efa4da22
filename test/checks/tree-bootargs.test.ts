import { treeBootargs } from '../../src/checks/tree-bootargs.ts'
import type { BootModuleFact, ChosenBootargs } from '../../src/model/facts.ts'
import { type Changes, fact, tree } from './material.ts'
import { describeCheck } from './table.ts'

const given = (lines: ChosenBootargs): Changes => ({ 'read:dtb.file': tree({ 'chosen.bootargs': fact(lines) }) })
const onModule = (more: Partial<BootModuleFact>): Changes => ({
  'read:dtb.file': tree({
    'chosen.modules': fact([
      { path: '/chosen/dom0', kind: 'kernel', ofGuest: false, problems: [], bootargs: 'console=hvc0', ...more },
    ]),
  }),
})

describeCheck(treeBootargs, {
  passes: {
    'a tree without command lines': {},
    "Linux's own line, as boards' trees bring it": given({ plain: 'earlycon console=ttyS0,115200n8' }),
    'the line of a dom0less guest': onModule({ path: '/chosen/domU1/kernel', ofGuest: true }),
  },
  fails: {
    'a line for Xen': [
      given({ xen: 'dom0_mem=1G' }),
      'has "dom0_mem=1G" for Xen (/chosen/xen,xen-bootargs), and the boot script writes another line',
    ],
    'a line for dom0': [given({ dom0: 'console=hvc0' }), 'for dom0 (/chosen/xen,dom0-bootargs)'],
    "Xen's options under a name that Xen does not read": [
      given({ plain: 'console=dtuart dtuart=/soc/serial@1' }),
      'beside xen,xen-bootargs Xen does not read that one',
    ],
    'a line on a module': [
      onModule({}),
      '(/chosen/dom0/bootargs), and xen,dom0-bootargs, which the boot script writes, counts before it',
    ],
  },
  whole: [
    given({ xen: 'dom0_mem=1G' }),
    {
      rule: 'tree-bootargs',
      severity: 'warning',
      says: 'The device tree has "dom0_mem=1G" for Xen (/chosen/xen,xen-bootargs), and the boot script writes another line in its place',
      at: 'board.dtb /chosen/xen,xen-bootargs',
      also: 'answer xen.options',
      fix: 'Put what you need of it into xen.options.',
    },
  ],
  missing: {
    'read:dtb.file': 'the device tree file (dtb.file)',
    'xen.options': 'an answer to xen.options (further Xen command line options)',
    'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)',
  },
})
