/** What U-Boot can load from: the words of its `load` command, and what wakes the device up first. */
export interface BootMedium {
  /** For people. */
  readonly name: string
  /** The command that finds the devices, where U-Boot does not do it by itself (U-Boot doc/usage/cmd). */
  readonly prepare?: string
  /** The name of the first disk's second partition in Linux, for root=. */
  readonly root: string
}

export const medium = {
  virtio: { name: 'virtio disk (QEMU)', prepare: 'virtio scan', root: '/dev/vda2' },
  mmc: { name: 'SD card or eMMC', root: '/dev/mmcblk0p2' },
  usb: { name: 'USB stick or disk', prepare: 'usb start', root: '/dev/sda2' },
  scsi: { name: 'SATA or SCSI disk', prepare: 'scsi scan', root: '/dev/sda2' },
  nvme: { name: 'NVMe disk', prepare: 'nvme scan', root: '/dev/nvme0n1p2' },
} as const satisfies Record<string, BootMedium>

export type MediumId = keyof typeof medium
