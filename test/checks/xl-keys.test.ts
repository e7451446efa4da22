import { xlKeys } from '../../src/checks/xl-keys.ts'
import { parseFile } from '../../src/learn/file.ts'
import { file } from './material.ts'
import { describeCheck } from './table.ts'

const with_ = (line: string) => ({
  'read:guest.config-file': parseFile(
    Buffer.from(`name = "guest1"\nkernel = "/srv/xen/Image"\nmemory = 256\n${line}\n`),
    'guest.cfg',
  ),
})

describeCheck(xlKeys, {
  passes: {
    'the house configuration': {},
    'root and extra without cmdline': with_('root = "/dev/xvda"\nextra = "console=hvc0"'),
    "today's type": with_('type = "pvh"'),
    'a disk as it is written today': with_('disk = [ "format=raw,vdev=xvda,access=rw,target=/srv/guest.img" ]'),
    'keys of Arm': with_('gic_version = "v2"\nvuart = "sbsa_uart"'),
  },
  fails: {
    'a key that is misspelt': [
      with_('vcpu = 2'),
      'xl knows no key vcpu, and ignores it without a word; perhaps vcpus is meant',
    ],
    'a key that nothing is like': [
      with_('colour_of_the_sky = "blue"'),
      /xl knows no key colour_of_the_sky, and ignores it without a word$/,
    ],
    'root beside cmdline': [with_('cmdline = "console=hvc0"\nroot = "/dev/xvda"'), 'xl ignores root beside cmdline'],
    builder: [with_('builder = "generic"'), 'builder is of old times'],
    'a PV guest': [with_('type = "pv"'), 'guests on Arm are PVH'],
    'an HVM guest': [with_('type = "hvm"'), 'of type hvm, and Arm has no such guests'],
    'settings for x86': [with_('vnc = 1\nstdvga = 1'), 'Guests on Arm have no vnc, stdvga'],
    'a disk as it was written in old times': [
      with_('disk = [ "phy:/dev/loop0,xvda,w" ]'),
      'The disk phy:/dev/loop0,xvda,w has the prefix phy: of old times',
    ],
  },
  whole: [
    with_('vcpu = 2'),
    {
      rule: 'xl-keys',
      severity: 'warning',
      says: 'xl knows no key vcpu, and ignores it without a word; perhaps vcpus is meant',
      at: 'answer guest.config-file',
      also: 'guest.cfg line 4',
      fix: 'Write vcpus, or take it out.',
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
