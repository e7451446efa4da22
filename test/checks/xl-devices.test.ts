import { expect, test } from 'vitest'
import { xlDevices } from '../../src/checks/xl-devices.ts'
import { parseFile } from '../../src/learn/file.ts'
import { type Changes, file, plan } from './material.ts'
import { describeCheck, findings } from './table.ts'

const with_ = (line: string, bridge?: string): Changes => ({
  'read:guest.config-file': parseFile(
    Buffer.from(`name = "guest1"\nkernel = "/srv/xen/Image"\nmemory = 256\n${line}\n`),
    'guest.cfg',
  ),
  plan: plan({
    userspace: { system: 'debian', ...(bridge !== undefined && { bridge: { name: bridge, interface: 'eth0' } }) },
  }),
})

describeCheck(xlDevices, {
  passes: {
    'no devices': {},
    'a disk and an interface': with_(
      'disk = [ "/dev/vg0/guest,raw,xvda,rw" ]\nvif = [ "mac=00:16:3e:00:00:01,bridge=xenbr0" ]',
      'xenbr0',
    ),
    'the bridge that is the default': with_('vif = [ "" ]', 'xenbr0'),
    'an interface that is routed': with_('vif = [ "script=vif-route" ]', 'br7'),
  },
  fails: {
    'a disk without a name for the guest': [
      with_('disk = [ "/dev/vg0/guest" ]'),
      'xl would not take the disk "/dev/vg0/guest": it has no vdev',
    ],
    'a format that there is not': [with_('disk = [ "/srv/guest.img,vmdk,xvda,w" ]'), '"vmdk" is no format'],
    'two disks of one name': [
      with_('disk = [ "/a,raw,xvda,w", "/b,raw,xvda,w" ]'),
      'Two disks of guest.cfg are xvda for the guest',
    ],
    'a setting that there is not': [
      with_('vif = [ "brigde=xenbr0" ]', 'xenbr0'),
      'xl would not take the network interface "brigde=xenbr0": xl knows no brigde=',
    ],
    'an image that only QEMU reads, in a dom0 without one': [
      with_('disk = [ "format=qcow2,vdev=xvda,access=rw,target=/srv/g.qcow2" ]'),
      'has the format qcow2, which only a QEMU in dom0 can serve, and the dom0 that xenup makes has none',
    ],
    "a raw image that is asked of QEMU, in a dom0 of one's own": [
      {
        ...with_('disk = [ "format=raw,vdev=xvda,access=rw,backendtype=qdisk,target=/srv/g.img" ]'),
        plan: plan({ userspace: { system: 'own' } }),
      },
      'has backendtype=qdisk',
      'xl create fails where dom0 has none',
    ],
    'a bridge that nobody makes': [
      with_('vif = [ "bridge=br0" ]'),
      'joins the bridge br0, and nothing that xenup writes makes it',
    ],
    'a bridge that dom0 does not make': [
      with_('vif = [ "bridge=br0" ]', 'xenbr0'),
      "joins the bridge br0, and dom0's set-up makes xenbr0",
    ],
  },
  whole: [
    with_('vif = [ "bridge=br0" ]', 'xenbr0'),
    {
      rule: 'xl-devices',
      severity: 'error',
      says: "The guest's network interface joins the bridge br0, and dom0's set-up makes xenbr0: xl create would fail",
      at: 'answer guest.config-file',
      also: 'guest.cfg line 4',
      fix: 'Write bridge=xenbr0, or make br0 in dom0.',
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

test.each([
  ['disk = [ "/dev/vg0/guest" ]', 'Write it as format=raw,vdev=xvda,access=rw,target=/path/in/dom0.'],
  ['vif = [ "brigde=xenbr0" ]', 'Write it as mac=00:16:3e:00:00:01,bridge=xenbr0, or leave mac out.'],
])('%s: it says how such a device is written', (line, fix) => {
  expect(findings(xlDevices, with_(line, 'xenbr0'))[0]?.fix).toBe(fix)
})
