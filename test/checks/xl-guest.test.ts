import { xlGuest } from '../../src/checks/xl-guest.ts'
import { parseFile } from '../../src/learn/file.ts'
import { type Changes, fact, file } from './material.ts'
import { describeCheck } from './table.ts'

/** A guest with a disk; `lines` come after, and take the place of a line with the same key. */
function guest(lines: string, without: readonly string[] = []): Changes {
  const usual = [
    'name = "guest1"',
    'kernel = "/srv/xen/Image"',
    'memory = 256',
    'disk = [ "/dev/vg0/guest,raw,xvda,rw" ]',
    'cmdline = "console=hvc0 root=/dev/xvda rw"',
  ]
  const keyOf = (line: string): string => line.split(' ')[0]!
  const own = lines.split('\n').filter((line) => line !== '')
  const kept = usual.filter((line) => !without.includes(keyOf(line)) && !own.some((one) => keyOf(one) === keyOf(line)))
  return { 'read:guest.config-file': parseFile(Buffer.from(`${[...kept, ...own].join('\n')}\n`), 'guest.cfg') }
}
const gicOf = (version: 'v2' | 'v3') =>
  fact({ path: '/intc@8000000', version, usable: true, problems: [] }, '/intc@8000000 compatible')

describeCheck(xlGuest, {
  passes: {
    'the house configuration': {},
    'a guest with a disk': guest(''),
    'a boot loader in place of a kernel': guest('bootloader = "pygrub"', ['kernel', 'cmdline']),
    'root and extra in place of cmdline': guest('root = "/dev/xvda"\nextra = "console=hvc0 rw"', ['cmdline']),
    'no console, for Linux takes hvc0 then': guest('cmdline = "root=/dev/xvda"'),
    'a UART of its own': guest('vuart = "sbsa_uart"\ncmdline = "console=ttyAMA0 root=/dev/xvda"'),
    'the GIC of the board by name': guest('gic_version = "v2"'),
    'eight CPUs with a GICv2': { ...guest('vcpus = 8'), 'cpu.count': fact(8) },
    'as many CPUs as there are': guest('vcpus = 4\nmaxvcpus = 4'),
  },
  fails: {
    'no name': [guest('', ['name']), 'The guest has no name'],
    'no kernel': [guest('', ['kernel', 'cmdline']), 'The guest has no kernel'],
    'no memory': [guest('', ['memory']), 'has no memory= and would get 32 MiB'],
    'more memory than there is, as bytes give it': [
      guest('memory = 268435456'),
      'The guest asks for 256 TiB, and dom0 has 768 MiB of 2 GiB',
    ],
    'more CPUs than there are': [guest('vcpus = 6'), 'asks for 6 virtual CPUs, and the device tree describes 4'],
    'more CPUs than there are, in quotes': [guest('vcpus = "6"'), 'asks for 6 virtual CPUs'],
    'a disk that the guest has no name for': [
      guest('disk = [ "format=raw, access=rw, target=/dev/vg0/guest" ]'),
      'says root=/dev/xvda, and the guest has no disk',
    ],
    'nine CPUs with a GICv2': [guest('vcpus = 9'), 'with a GICv2 a domain has eight at most'],
    'fewer at most than at first': [guest('vcpus = 2\nmaxvcpus = 1'), 'vcpus = 2 and maxvcpus = 1'],
    'a newer GIC than the board has': [
      guest('gic_version = "v3"'),
      'asks for a GICv3, and the board has a GICv2: xl create would fail',
    ],
    'an older GIC than the board has': [
      { ...guest('gic_version = "v2"'), gic: gicOf('v3') },
      'asks for a GICv2, and the board has a GICv3',
    ],
    'another disk': [
      guest('cmdline = "console=hvc0 root=/dev/xvdb"'),
      "The guest's command line says root=/dev/xvdb, and the guest sees its disk as /dev/xvda",
    ],
    'nothing to start from': [guest('cmdline = "console=hvc0"'), /^If the guest is Linux/],
    "the board's console": [guest('cmdline = "console=ttyS0 root=/dev/xvda"'), "The guest's console is ttyS0"],
  },
  whole: [
    guest('cmdline = "console=hvc0 root=/dev/xvdb"'),
    {
      rule: 'xl-guest',
      severity: 'error',
      says: "The guest's command line says root=/dev/xvdb, and the guest sees its disk as /dev/xvda: Linux would panic, or wait for ever",
      at: 'answer guest.config-file',
      also: 'guest.cfg line 5',
      fix: 'Say root=/dev/xvda.',
    },
  ],
  missing: { 'read:guest.config-file': 'an xl configuration of your own (guest.config-file)' },
  lacks: {
    'a file that is no configuration': [
      { 'read:guest.config-file': file('notes.txt', 'text') },
      'a configuration for xl, and notes.txt is none',
    ],
  },
})
