import { hex } from './quantity.ts'

/** What U-Boot can load from: its words, and what wakes the device up first. */
export interface BootMedium {
  /** For people. */
  readonly name: string
  /** The command that finds the devices, where U-Boot does not do it by itself (U-Boot doc/usage/cmd). */
  readonly prepare?: string
  /** True when files come over the network by their name alone: there is no device and no partition. */
  readonly isNetwork?: true
  /** The name of the first disk's second partition in Linux, for root=. */
  readonly root: string
}

export const medium = {
  virtio: { name: 'virtio disk (QEMU)', prepare: 'virtio scan', root: '/dev/vda2' },
  mmc: { name: 'SD card or eMMC', root: '/dev/mmcblk0p2' },
  usb: { name: 'USB stick or disk', prepare: 'usb start', root: '/dev/sda2' },
  scsi: { name: 'SATA or SCSI disk', prepare: 'scsi scan', root: '/dev/sda2' },
  nvme: { name: 'NVMe disk', prepare: 'nvme scan', root: '/dev/nvme0n1p2' },
  // With autoload=no dhcp only asks for addresses (U-Boot doc/usage/environment.rst, autoload).
  tftp: {
    name: 'TFTP server on the network',
    prepare: 'setenv autoload no; dhcp',
    isNetwork: true,
    root: '/dev/mmcblk0p2',
  },
} as const satisfies Record<string, BootMedium>

export type MediumId = keyof typeof medium

/** True where files come by their name alone. */
export const isNetwork = (device: MediumId): boolean => 'isNetwork' in medium[device]

/** What U-Boot loads from: a partition of a device, as U-Boot writes it, or the network. */
export type LoadSource =
  | { readonly device: MediumId; readonly partition: string }
  | { readonly device: MediumId; readonly isNetwork: true }

/** As far as it is known, what U-Boot loads from. */
export function loadSource(device: MediumId | undefined, partition: string | undefined): LoadSource | undefined {
  if (device === undefined) return undefined
  if (isNetwork(device)) return { device, isNetwork: true }
  return partition === undefined ? undefined : { device, partition }
}

/** What is typed at U-Boot's prompt to run a script from the medium. */
export const commandsToRun = (script: string, source: LoadSource, address: bigint): readonly string[] => [
  `${loadCommand(source)} ${hex(address)} ${script}`,
  `source ${hex(address)}`,
]

/** The words before address and file name: `load mmc 0:1`, or `tftpboot`. */
export const loadCommand = (source: LoadSource): string =>
  'isNetwork' in source ? 'tftpboot' : `load ${source.device} ${source.partition}`
