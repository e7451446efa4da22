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

/** Machines that start by UEFI are servers and workstations. */
export const usualWithUefi = 'nvme' satisfies MediumId

/** The words before address and file name: `load mmc 0:1`, or `tftpboot`. */
export const loadCommand = (device: MediumId, partition: string): string =>
  'isNetwork' in medium[device] ? 'tftpboot' : `load ${device} ${partition}`
