import { guestConsole } from '../../src/checks/guest-console.ts'
import { describeCheck } from './table.ts'

const line = (text: string) => ({ 'guest.cmdline': text })

describeCheck(guestConsole, {
  passes: {
    'what is suggested': {},
    'hvc0 with options, after another': line('console=tty0 console=hvc0,115200 root=/dev/xvda rw'),
    'an empty line, for Linux takes hvc0 then': line(''),
    'no console among others': line('root=/dev/xvda rw'),
    'a name that only ends alike': line('xconsole=ttyS0'),
  },
  fails: {
    'the console of the board': [line('console=ttyAMA0 root=/dev/xvda'), 'has console=ttyAMA0, and not console=hvc0'],
    'another hvc': [line('console=hvc1'), 'has console=hvc1'],
  },
  whole: [
    line('console=tty0 console=ttyS0 root=/dev/xvda rw'),
    {
      rule: 'guest-console',
      severity: 'warning',
      says: "The guest's command line has console=tty0 console=ttyS0, and not console=hvc0: a guest has no such device, and xl console shows nothing",
      at: 'answer guest.cmdline',
      fix: 'Add console=hvc0, as the last console= if there are several.',
    },
  ],
  missing: { 'guest.cmdline': 'an answer to guest.cmdline (the command line of the guest kernel)' },
})
