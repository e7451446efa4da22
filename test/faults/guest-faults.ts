/** Faults of guests and of what runs in dom0, as they are made in a session. */
import type { GuestFault } from './session.ts'

const inRamdisk = 'ramdisk = "/media/boot/faults/ramdisk"\n'

export const guestFaults: readonly GuestFault[] = [
  { name: 'guest-good', says: 'a guest that runs', cause: [], step: [] },
  {
    name: 'guest-memory-too-large',
    says: 'the guest is to have more memory than is free',
    edits: [['memory = 128', 'memory = 4096']],
    cause: ['guest-memory'],
    step: ['guest'],
  },
  {
    name: 'guest-memory-too-small',
    says: 'the guest has less memory than its kernel takes',
    edits: [['memory = 128', 'memory = 24']],
    cause: ['guest-memory', 'guest-kernel-fit'],
    step: ['guest'],
  },
  {
    name: 'guest-kernel-path',
    says: "the path of the guest's kernel is wrong",
    edits: [['kernel = "/media/boot/', 'kernel = "/srv/xen/']],
    cause: ['guest-file-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-ramdisk-path',
    says: "the path of the guest's ramdisk is wrong",
    edits: [['faults/ramdisk', 'faults/initrd']],
    cause: ['guest-file-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-kernel-foreign',
    says: "the guest's kernel is for x86",
    edits: [['kernel = "/media/boot/', 'kernel = "/media/boot/faults/bzImage" #']],
    cause: ['no-loader'],
    step: ['guest'],
  },
  {
    name: 'guest-kernel-elf',
    says: "the guest's kernel is an ELF file",
    edits: [['kernel = "/media/boot/', 'kernel = "/bin/busybox" #']],
    cause: ['no-loader'],
    step: ['guest'],
  },
  {
    name: 'guest-disk-missing',
    says: "the guest's disk is not there",
    edits: [['vcpus = 1', 'vcpus = 1\ndisk = ["format=raw, vdev=xvda, access=rw, target=/srv/guest1.img"]']],
    cause: ['no-disk-backend'],
    step: ['guest'],
  },
  {
    name: 'guest-disk-device-missing',
    says: "the guest's disk is a device that is not there",
    edits: [['vcpus = 1', 'vcpus = 1\ndisk = ["phy:/dev/vg0/guest1,xvda,w"]']],
    cause: ['no-disk-backend'],
    step: ['guest'],
  },
  {
    name: 'guest-disk-syntax',
    says: 'the disk of the guest is written wrongly',
    edits: [['vcpus = 1', 'vcpus = 1\ndisk = ["format=rawx, vdev=xvda, access=rw, target=/srv/guest1.img"]']],
    cause: ['disk-spec'],
    step: ['guest'],
  },
  {
    name: 'guest-bridge-missing',
    says: "the guest's bridge is not there",
    edits: [['vcpus = 1', 'vcpus = 1\nvif = ["bridge=xenbr0"]']],
    cause: ['no-bridge'],
    step: ['dom0-userspace', 'guest'],
  },
  {
    name: 'guest-config-quote',
    says: "a quote is missing in the guest's configuration",
    edits: [['name = "guest1"', 'name = "guest1']],
    cause: ['guest-config-syntax'],
    step: ['guest'],
  },
  {
    name: 'guest-config-word',
    says: "a value of the guest's configuration has no quotes",
    edits: [['name = "guest1"', 'name = guest1']],
    cause: ['guest-config-syntax'],
    step: ['guest'],
  },
  {
    name: 'guest-without-name',
    says: 'the guest has no name',
    edits: [['name = "guest1"\n', '']],
    cause: ['guest-name-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-without-kernel',
    says: 'the guest has no kernel',
    edits: [['kernel = ', 'kernels = ']],
    cause: ['guest-name-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-maxvcpus',
    says: 'the guest has more vcpus than maxvcpus',
    edits: [['vcpus = 1', 'vcpus = 2\nmaxvcpus = 1']],
    cause: ['guest-name-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-type-hvm',
    says: 'the guest is of type hvm',
    edits: [['vcpus = 1', 'vcpus = 1\ntype = "hvm"']],
    cause: ['guest-type', 'guest-name-missing', 'qemu-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-config-missing',
    says: 'xl is given a configuration that is not there',
    instead: 'show xl create /etc/xen/guest1.cfg',
    cause: ['guest-config-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-root-wrong',
    says: "the guest's root is not there",
    edits: [
      [inRamdisk, ''],
      ['console=hvc0', 'console=hvc0 root=/dev/xvda1'],
    ],
    cause: ['guest-root-missing'],
    step: ['guest'],
  },
  {
    name: 'guest-root-waits',
    says: 'the guest waits for a root that never comes',
    edits: [
      [inRamdisk, ''],
      ['console=hvc0', 'console=hvc0 root=/dev/xvda1 rootwait'],
    ],
    cause: ['guest-root-waits'],
    step: ['guest'],
  },
  {
    name: 'guest-init-ends',
    says: "the guest's first program ends",
    edits: [['console=hvc0', 'console=hvc0 rdinit=/bin/busybox']],
    cause: ['guest-init-killed', 'guest-panicked'],
    step: ['guest'],
  },
  {
    name: 'guest-kernel-cut',
    says: "the guest's kernel ends in its middle",
    edits: [['kernel = "/media/boot/', 'kernel = "/media/boot/faults/cut" #']],
    cause: ['guest-silent', 'no-loader'],
    step: ['guest'],
  },
  {
    name: 'guest-twice',
    says: 'the guest is created twice',
    before: 'show xl create "$config"',
    cause: ['domain-exists'],
    step: ['guest'],
  },
  {
    name: 'guest-unknown',
    says: 'the console of a guest is asked for that is not there',
    instead: 'show xl console guest2',
    cause: ['domain-unknown', 'console-unattached'],
    step: ['guest', 'dom0-userspace'],
  },
]

/** Faults of what runs in dom0; the last ones leave little of it. */
export const toolstackFaults: readonly GuestFault[] = [
  {
    name: 'net-backend-missing',
    says: 'dom0 has no backend for network interfaces',
    before: 'rmmod xen_netback; brctl addbr xenbr1; ip link set dev xenbr1 up',
    edits: [['vcpus = 1', 'vcpus = 1\nvif = ["bridge=xenbr1"]']],
    cause: ['no-net-backend'],
    step: ['dom0-userspace'],
  },
  {
    name: 'disk-backend-missing',
    says: 'dom0 has no backend for disks',
    before: 'rmmod xen_blkback; truncate -s 1M /tmp/disk.img',
    edits: [['vcpus = 1', 'vcpus = 1\ndisk = ["format=raw, vdev=xvda, access=rw, target=/tmp/disk.img"]']],
    cause: ['no-disk-backend'],
    step: ['dom0-userspace', 'guest'],
  },
  {
    name: 'xenconsoled-missing',
    says: 'xenconsoled does not run',
    before: 'kill $(pidof xenconsoled)',
    cause: ['guest-silent', 'console-unattached', 'xenconsoled-missing'],
    step: ['dom0-userspace'],
    after: 'xenconsoled --pid-file=/run/xenconsoled.pid',
  },
  {
    name: 'privcmd-missing',
    says: "dom0 has no way to Xen's calls",
    instead: 'umount -l /proc/xen; mv /dev/xen/privcmd /dev/xen/away; show xl list',
    after: 'mv /dev/xen/away /dev/xen/privcmd',
    cause: ['no-privcmd'],
    step: ['dom0-userspace'],
  },
  {
    name: 'xenstored-missing',
    says: 'xenstored does not run',
    before: 'kill $(pidof xenstored); rm -rf /run/xenstored/socket* /dev/xen/xenbus',
    cause: ['xenstored-missing'],
    step: ['dom0-userspace'],
  },
]

/** The boots of dom0 in which all of them are made, by the name of the log. */
export const sessions = { guests: guestFaults, toolstack: toolstackFaults } as const
