import type { Answers } from './answers.ts'

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
  // Controllers behind PCI are found by the enumeration alone (U-Boot cmd/nvme.c, drivers/nvme/nvme-uclass.c); where U-Boot
  // has no PCI the command fails, and the script goes on.
  usb: { name: 'USB stick or disk', prepare: 'pci enum; usb start', root: '/dev/sda2' },
  scsi: { name: 'SATA or SCSI disk', prepare: 'pci enum; scsi scan', root: '/dev/sda2' },
  nvme: { name: 'NVMe disk', prepare: 'pci enum; nvme scan', root: '/dev/nvme0n1p2' },
  // With autoload=no dhcp only asks for addresses (U-Boot doc/usage/environment.rst, autoload).
  tftp: {
    name: 'TFTP server on the network',
    prepare: 'setenv autoload no; dhcp',
    isNetwork: true,
    root: '/dev/mmcblk0p2',
  },
} as const satisfies Record<string, BootMedium>

export type MediumId = keyof typeof medium

/** Machines that start by UEFI are servers and workstations. */
export const usualWithUefi = 'nvme' satisfies MediumId

/** What finds the devices before something is loaded from one: a command, or none. */
export function prepareCommand(device: MediumId): readonly string[] {
  const { prepare }: BootMedium = medium[device]
  return prepare === undefined ? [] : [prepare]
}

/** The words before address and file name: `load mmc 0:1`, or `tftpboot`. */
export const loadCommand = (device: MediumId, partition: string): string =>
  'isNetwork' in medium[device] ? 'tftpboot' : `load ${device} ${partition}`

/**
 * root= for the file system that stage.sh makes for dom0: the numbers of disks change from boot to boot, its label does
 * not.
 */
export const labelledRoot = 'LABEL=dom0'

/** True where stage.sh makes it, and an initramfs is there to look a label up (Linux block/early-lookup.c knows none). */
export const hasLabelledRoot = (answers: Answers): boolean =>
  (answers['dom0-kernel.initrd'] ?? 'yes') === 'yes' &&
  (answers['dom0-userspace.system'] ?? (answers['goal.target'] === 'qemu' ? 'initramfs' : 'debian')) === 'debian'
