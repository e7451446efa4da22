/** The QEMU machine of a rehearsal: its command line, and the device tree that it has. */
import { MiB } from '../model/quantity.ts'
import { Trouble } from '../model/trouble.ts'
import { run, type Environment } from './tools.ts'

/** What can be chosen; memory in bytes. */
export interface Machine {
  readonly gic: 'v2' | 'v3'
  readonly memory: bigint
  readonly cpus: number
  readonly cpu: 'cortex-a57'
}

/**
 * The words that make the hardware, the same for booting and for dumping the device tree: without -bios QEMU's
 * device tree names a pl061 GPIO controller that is not there when firmware runs, and dom0 dies on it.
 */
function hardware(machine: Machine, uboot: string, option = ''): readonly string[] {
  if (machine.memory <= 0n || machine.memory % MiB !== 0n) throw new RangeError('the memory of a machine is a whole number of MiB')
  return [
    '-M', `virt,virtualization=on,gic-version=${machine.gic === 'v2' ? 2 : 3}${option}`,
    '-cpu', machine.cpu,
    '-smp', String(machine.cpus),
    '-m', `${machine.memory / MiB}M`,
    '-bios', uboot,
    '-net', 'none', '-display', 'none', '-monitor', 'none', '-no-reboot',
  ]
}

/** Words for qemu-system-aarch64 that boot a disk, the serial console written to a file. */
export const bootWords = (machine: Machine, files: { readonly uboot: string; readonly disk: string; readonly serial: string }): readonly string[] => [
  ...hardware(machine, files.uboot),
  '-drive', `if=none,id=hd0,format=raw,file=${quoted(files.disk)}`,
  '-device', 'virtio-blk-device,drive=hd0',
  '-serial', `file:${files.serial}`,
]

/** Words for qemu-system-aarch64 that write the machine's device tree to a file and end. */
export const dumpWords = (machine: Machine, files: { readonly uboot: string; readonly dtb: string }): readonly string[] => [
  ...hardware(machine, files.uboot, `,dumpdtb=${quoted(files.dtb)}`),
  '-serial', 'null',
]

/** Writes the machine's device tree to a file (1 MiB: QEMU pads it). */
export async function dumpDeviceTree(machine: Machine, files: { readonly uboot: string; readonly dtb: string }, environment: Environment): Promise<void> {
  const words = dumpWords(machine, files)
  try {
    await run('qemu-system-aarch64', words, environment)
  } catch (error) {
    throw error instanceof Trouble ? new Trouble(`QEMU could not write the machine's device tree: ${error.message}`) : error
  }
}

/** A comma separates QEMU's options and is doubled inside one (QEMU docs, "comma"). */
const quoted = (path: string): string => path.replaceAll(',', ',,')
