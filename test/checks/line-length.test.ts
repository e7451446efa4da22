import { lineLength } from '../../src/checks/line-length.ts'
import { plan } from './material.ts'
import { describeCheck } from './table.ts'

/** Of words that are short enough by themselves. */
const words = (length: number): string =>
  Array.from({ length }, (_, index) => (index % 100 === 99 ? ' ' : 'x')).join('')
const xenLine = (length: number) => ({ plan: plan({ xen: { release: '4.17', cmdline: words(length) } }) })
const dom0Line = (length: number) => ({
  plan: plan({ dom0: { memory: 0x3000_0000n, vcpus: 2, cmdline: 'x'.repeat(length) } }),
})

describeCheck(lineLength, {
  passes: { 'the house set-up': {}, 'an empty line': dom0Line(0), 'a line of 511 characters': xenLine(511) },
  fails: {
    'an option that Xen cuts off': [
      { plan: plan({ xen: { release: '4.17', cmdline: `console=dtuart dtuart=/${'a'.repeat(121)}` } }) },
      'There are 129 characters in the option dtuart=/aaaaaaaaaaaaaaaa… for Xen, which takes 127',
    ],
    "a 32-bit guest's line": [
      {
        plan: plan({
          arch: 'arm32',
          guest: { name: 'g', kernel: '/k', memory: 1n, vcpus: 1, cmdline: 'a'.repeat(1024) },
        }),
      },
      'There are 1024 characters in the command line of the guest',
    ],
    'a line that only the script can carry': [
      xenLine(512),
      'There are 512 characters in the command line of Xen',
      'cut off at 512',
    ],
    'the longest line that fits': [xenLine(1023), 'There are 1023 characters'],
    'a line with no room left for its NUL': [xenLine(1024), 'There are 1024 characters', 'room for 1023'],
    "dom0's line as well": [dom0Line(1024), 'the command line of dom0'],
  },
  whole: [
    dom0Line(1500),
    {
      rule: 'line-length',
      severity: 'error',
      says: "There are 1500 characters in the command line of dom0, and U-Boot's fdt command has room for 1023",
      at: 'answer dom0-kernel.cmdline',
      fix: 'Shorten it.',
    },
  ],
  missing: { plan: 'a plan' },
})
