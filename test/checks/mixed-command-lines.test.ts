import { expect, test } from 'vitest'
import { mixedCommandLines } from '../../src/checks/mixed-command-lines.ts'
import { describeCheck, findings } from './table.ts'

const dom0 = (text: string) => ({ 'dom0-kernel.cmdline': text })
const xen = (text: string) => ({ 'xen.options': text })

describeCheck(mixedCommandLines, {
  passes: {
    'what is suggested': {},
    'options that both have': {
      ...dom0('console=hvc0 loglevel=7 maxcpus=1 iommu=off'),
      ...xen('loglvl=all maxcpus=1 iommu=no'),
    },
    'values that look like options': dom0('console=hvc0 init=/sbin/dtuart'),
  },
  fails: {
    "Xen's memory for dom0 among Linux's options": [
      dom0('console=hvc0 dom0_mem=512M'),
      'The command line of dom0 has dom0_mem=512M, which is for Xen',
    ],
    "Xen's console among Linux's options": [
      dom0('console=dtuart dtuart=serial0 console=hvc0'),
      'has console=dtuart dtuart=serial0',
    ],
    "Linux's root among Xen's options": [
      xen('loglvl=all root=/dev/mmcblk0p2 rootwait'),
      'The options for Xen have root=/dev/mmcblk0p2 rootwait, which is for Linux',
    ],
    "Linux's early console among Xen's options": [xen('earlycon=xenboot'), 'earlycon=xenboot'],
  },
  whole: [
    dom0('console=hvc0 sched=credit'),
    {
      rule: 'mixed-command-lines',
      severity: 'warning',
      says: 'The command line of dom0 has sched=credit, which is for Xen: Linux ignores it, and Xen never sees it',
      at: 'answer dom0-kernel.cmdline',
      fix: 'Move it to xen.options; memory, virtual CPUs and the UART have answers of their own.',
    },
  ],
  missing: {
    'xen.options': 'an answer to xen.options (further Xen command line options)',
    'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)',
  },
})

test('both lines the wrong way round are two findings', () => {
  expect(findings(mixedCommandLines, { ...dom0('dtuart=serial0'), ...xen('root=/dev/vda2') })).toHaveLength(2)
})
