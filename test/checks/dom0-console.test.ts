import { dom0Console } from '../../src/checks/dom0-console.ts'
import { describeCheck } from './table.ts'

const line = (text: string) => ({ 'dom0-kernel.cmdline': text })

describeCheck(dom0Console, {
  passes: {
    'what is suggested': {},
    'hvc0 with options': line('console=hvc0,115200 root=/dev/vda2'),
    'hvc0 after another console': line('console=tty0 console=hvc0'),
    'hvc0 alone': line('console=hvc0'),
  },
  fails: {
    'hvc0 before another console: both are written to, and one is where programs print': [
      line('console=hvc0 console=tty0'),
      "The last console on dom0's command line is console=tty0",
    ],
    'the console of the native boot': [
      line('console=ttyS2,1500000n8 root=/dev/mmcblk0p2 rootwait'),
      "dom0's command line has console=ttyS2,1500000n8, and not console=hvc0",
    ],
    'no console at all': [line('root=/dev/vda2 rw'), "dom0's command line has no console=hvc0: dom0 is silent"],
    'another hvc': [line('console=hvc1'), 'has console=hvc1'],
    'a name that only begins alike': [line('console=hvc01'), 'has console=hvc01'],
    'hvc0 as the value of something else': [line('xconsole=hvc0 earlycon=xenboot'), 'no console=hvc0'],
    'capital letters, which Linux tells apart': [line('CONSOLE=hvc0'), 'no console=hvc0'],
  },
  whole: [
    line('console=ttyAMA0 console=tty0'),
    {
      rule: 'dom0-console',
      severity: 'warning',
      says: "dom0's command line has console=ttyAMA0 console=tty0, and not console=hvc0: Xen keeps that UART for itself, and dom0 is silent",
      at: 'answer dom0-kernel.cmdline',
      fix: 'Add console=hvc0, as the last console= if there are several.',
    },
  ],
  missing: { 'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)' },
})
