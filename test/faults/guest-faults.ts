/** Faults of the toolstack and of guests: one dom0 makes them all, one after the other. */
import { join } from 'node:path'
import { cpio } from '../../src/rehearse/cpio.ts'
import type { MediumFile } from '../../src/rehearse/disk.ts'
import { dom0Init } from '../../src/rehearse/dom0-init.ts'
import { findParts } from '../../src/rehearse/parts.ts'
import type { Made } from '../e2e/boot.ts'
import { partsFolder } from '../e2e/parts.ts'
import { type Fault, nameOf, partOf } from './fault.ts'

/** What is typed in dom0, and what must be told of it. */
export interface GuestFault extends Pick<Fault, 'name' | 'says' | 'cause' | 'step' | 'isSilent'> {
  /** Texts of the guest's configuration, and what comes in their place. */
  readonly edits?: readonly (readonly [text: string, instead: string])[]
  /** For a shell, before the guest is created. */
  readonly before?: string
  /** For a shell, in place of the guest's creation; `$config` is the configuration. */
  readonly instead?: string
  /** For a shell, so that the next fault begins anew. */
  readonly after?: string
}

const config = (kernel: string): string => `name = "guest1"
kernel = "/media/boot/${kernel}"
ramdisk = "/media/boot/faults/ramdisk"
extra = "console=hvc0"
memory = 128
vcpus = 1
on_crash = "destroy"
on_poweroff = "destroy"
`

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
    name: 'guest-console-wrong',
    says: "the guest's console is ttyAMA0",
    edits: [['console=hvc0', 'console=ttyAMA0 rdinit=/bin/sh']],
    cause: ['guest-silent'],
    step: ['guest'],
  },
  {
    name: 'guest-extra-missing',
    says: "the guest's command line names no console",
    edits: [['console=hvc0', 'rdinit=/bin/sh']],
    cause: ['guest-silent'],
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
    name: 'xenfs-missing',
    says: 'xenfs is not mounted',
    instead: 'umount /proc/xen; show xl list',
    after: 'mount -t xenfs xenfs /proc/xen',
    cause: ['no-privcmd', 'xenstored-missing'],
    step: ['dom0-userspace'],
  },
  {
    name: 'xenstored-missing',
    says: 'xenstored does not run',
    before: 'kill $(pidof xenstored); rm -rf /run/xenstored/socket*',
    cause: ['xenstored-missing'],
    step: ['dom0-userspace'],
  },
]

/** A line before each fault's own. */
export const marker = '@@@ '

/** How long a guest has to say something. */
const guestSeconds = 7

const command = ({ name, before = '', instead, after = '' }: GuestFault): string => `
echo "${marker}${name}"
config=/media/boot/faults/${name}.cfg
${before}
${instead ?? `show xl create $config\n[ $? -ne 0 ] || hear`}
xl destroy guest1 2>/dev/null
${after}
sleep 1
`

const script = (faults: readonly GuestFault[]): string => `#!/bin/sh
show() { echo "root@dom0:~# $*"; "$@" 2>&1; }
# xl console goes on when its input ends, and ends with the guest: what it says is taken from a file.
hear() {
  echo "root@dom0:~# xl console guest1"
  sleep 100 | xl console guest1 >/tmp/said 2>&1 &
  sleep ${guestSeconds}
  kill $(pidof xenconsole sleep)
  while IFS= read -r line; do printf '[xl console] %s\\n' "$line"; done </tmp/said
  show xl list
}
${faults.map(command).join('')}
echo "${marker}end"
`

/** A boot of dom0 in which all of them are made. */
export const guestSession = (faults: readonly GuestFault[]): Fault => ({
  name: 'guests',
  says: 'faults of guests',
  // A hotplug script of dom0's takes long where no acceleration is.
  quietSeconds: 60,
  answers: { 'dom0-kernel.memory': '384M' },
  cause: [],
  step: [],
  files: (made) => [
    { path: nameOf('initrd', made), source: { bytes: withSession(made) } },
    { path: 'rehearse.sh', source: { bytes: Buffer.from(script(faults)) } },
    { path: 'faults/ramdisk', source: { file: join(partsFolder, 'ramdisks', made.plan.arch, 'guest-initrd.img') } },
    { path: 'faults/bzImage', source: { bytes: bzImage() } },
    { path: 'faults/cut', source: { bytes: partOf('kernel', made).subarray(0, 6 << 20) } },
    ...faults.map(
      ({ name, edits = [] }): MediumFile => ({
        path: `faults/${name}.cfg`,
        source: { bytes: Buffer.from(edited(config(nameOf('kernel', made)), edits)) },
      }),
    ),
  ],
})

function edited(text: string, edits: NonNullable<GuestFault['edits']>): string {
  return edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the configuration does not hold ${from}`)
    return before.replace(from, to)
  }, text)
}

/** The first bytes of a kernel for x86 (Linux Documentation/arch/x86/boot.rst: "HdrS" at 0x202). */
function bzImage(): Uint8Array {
  const image = Buffer.alloc(1 << 20)
  image.write('MZ', 0)
  image.writeUInt16LE(0xaa55, 0x1fe)
  image.write('HdrS', 0x202)
  return image
}

/** Of archives one after the other, a file in the last one counts: here /init, which says only at its end that dom0 is up. */
function withSession(made: Made): Uint8Array {
  const { tools } = findParts(partsFolder, made.plan.arch)
  const init = dom0Init(tools).replace('\nup\n\n', '\n\n')
  return Buffer.concat([
    partOf('initrd', made),
    cpio([{ kind: 'file', path: 'init', bytes: Buffer.from(init), mode: 0o755 }]),
  ])
}

/** What a console showed of each fault, as people capture it: how dom0 came up, and the lines of the fault. */
export function sessionLogs(log: string): ReadonlyMap<string, string> {
  const [start = '', ...parts] = log.replaceAll('[xl console] ', '').split(new RegExp(`^${marker}`, 'm'))
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n')
      return [part.slice(0, end).trim(), start + part.slice(end + 1)]
    }),
  )
}
