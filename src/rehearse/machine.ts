/** The QEMU machine of a rehearsal: its command line, and the device tree that it has. */
import type { Arch } from '../model/arch.ts'
import { MiB } from '../model/quantity.ts'
import { UserError } from '../model/user-error.ts'
import { type Environment, run, type Tool } from './tools.ts'

/** What can be chosen; memory in bytes. */
export interface Machine {
  readonly arch: Arch
  readonly gic: 'v2' | 'v3'
  readonly memory: bigint
  readonly cpus: number
  /** False: firmware enters at EL1, below which no hypervisor can run. */
  readonly virtualization?: false
}

/** The emulator and the CPU of each architecture; both CPUs have the virtualization extension. */
const models = {
  arm64: { qemu: 'qemu-system-aarch64', cpu: 'cortex-a57', options: '' },
  // U-Boot and Linux for 32 bit find no PCI host above 4 GiB (QEMU docs/system/arm/virt.rst, "highmem").
  arm32: { qemu: 'qemu-system-arm', cpu: 'cortex-a15', options: ',highmem=off' },
} as const satisfies Record<Arch, { qemu: Tool; cpu: string; options: string }>

/** The program that emulates it. */
export const qemuOf = ({ arch }: Pick<Machine, 'arch'>): Tool => models[arch].qemu

/**
 * The words that make the hardware, the same for booting and for dumping the device tree: without -bios QEMU's
 * device tree names a pl061 GPIO controller that is not there when firmware runs, and dom0 dies on it.
 */
function hardware(machine: Machine, uboot: string, option = ''): readonly string[] {
  if (machine.memory <= 0n || machine.memory % MiB !== 0n)
    throw new RangeError('the memory of a machine is a whole number of MiB')
  const { cpu, options } = models[machine.arch]
  return [
    '-M',
    `virt,virtualization=${(machine.virtualization ?? true) ? 'on' : 'off'},gic-version=${machine.gic === 'v2' ? 2 : 3}${options}${option}`,
    '-cpu',
    cpu,
    '-smp',
    String(machine.cpus),
    '-m',
    `${machine.memory / MiB}M`,
    '-bios',
    uboot,
    '-display',
    'none',
    '-monitor',
    'none',
    '-no-reboot',
  ]
}

/**
 * The files of a boot, and its network: QEMU's own, which nothing leaves, with a TFTP server over a folder when one is
 * named.
 */
export interface Attached {
  readonly uboot: string
  readonly disk: string
  readonly serial: string
  readonly network?: { readonly tftp?: string | undefined } | undefined
}

/** Words for QEMU that boot, the serial console written to a file. */
export const bootWords = (machine: Machine, { uboot, disk, serial, network }: Attached): readonly string[] => [
  ...hardware(machine, uboot),
  '-drive',
  `if=none,id=hd0,format=raw,file=${quoted(disk)}`,
  '-device',
  'virtio-blk-device,drive=hd0',
  ...(network
    ? [
        '-netdev',
        `user,id=net0,restrict=on${network.tftp === undefined ? '' : `,tftp=${quoted(network.tftp)}`}`,
        '-device',
        'virtio-net-device,netdev=net0',
      ]
    : ['-net', 'none']),
  '-serial',
  `file:${serial}`,
]

/** Words for QEMU that write the machine's device tree to a file and end. */
export const dumpWords = (
  machine: Machine,
  files: { readonly uboot: string; readonly dtb: string },
): readonly string[] => [
  ...hardware(machine, files.uboot, `,dumpdtb=${quoted(files.dtb)}`),
  '-net',
  'none',
  '-serial',
  'null',
]

/** Writes the machine's device tree to a file (1 MiB: QEMU pads it). */
export async function dumpDeviceTree(
  machine: Machine,
  files: { readonly uboot: string; readonly dtb: string },
  environment: Environment,
): Promise<void> {
  const words = dumpWords(machine, files)
  try {
    await run(qemuOf(machine), words, environment)
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(`QEMU could not write the machine's device tree: ${error.message}`)
      : error
  }
}

/** A comma separates QEMU's options and is doubled inside one (QEMU docs, "comma"). */
const quoted = (path: string): string => path.replaceAll(',', ',,')
