/** A dom0 that lives on a disk and bridges its guests to the network, and a guest with a disk and an interface. */
import { expect, test } from 'vitest'
import { boot, machineOf, missingLines, type Scenario } from './boot.ts'

const onDisk = {
  'dom0-kernel.cmdline': 'console=hvc0 earlycon=xenboot root=/dev/vda2 rootwait rw',
  'dom0-userspace.system': 'own',
  'dom0-userspace.bridge': 'yes',
  'dom0-userspace.interface': 'end0',
  'guest.network': 'yes',
  'guest.bridge': 'xenbr0',
}

const scenarios: readonly (Scenario & { readonly says: string })[] = [
  {
    name: 'arm64-disks',
    says: 'a guest with a file on the disk of dom0 as its disk',
    machine: machineOf('arm64', { gic: 'v3' }),
    answers: {
      ...onDisk,
      'guest.disk': 'file',
      'guest.disk-path': '/srv/xen disks/guest1.img',
      'guest.disk-size': '128M',
      'guest.disk-vdev': 'xvda1',
    },
  },
  {
    name: 'arm32-disks',
    says: 'in 32 bit, a guest with a device of dom0 as its disk',
    machine: machineOf('arm32'),
    // With two virtual CPUs this dom0 (Linux 6.1, Xen 4.17) hangs in QEMU as soon as the guest opens its disk.
    answers: {
      ...onDisk,
      'guest.disk': 'device',
      'guest.disk-path': '/dev/vg0/guest1',
      'guest.disk-vdev': 'xvdb',
      'dom0-kernel.vcpus': '1',
    },
  },
]

test.each(scenarios)('$says reads and writes it, and reaches what is behind the bridge', async (scenario) => {
  const booted = await boot(scenario)
  const { guest } = booted.plan
  expect(booted.verdict).toMatchObject({
    ok: true,
    reached: 'guest-network',
    guest: { cpus: 1 },
    disk: { device: guest!.disk!.vdev, is: 'disk of guest1' },
  })
  expect(booted.log).toContain('xenup-dom0: root /dev/vda2 is the disk of dom0')
  expect(booted.log).toContain('xenup-dom0: bridge xenbr0 on end0 reaches 10.0.2.2')
  expect(missingLines(booted)).toEqual([])
})
