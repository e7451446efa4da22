import { rootMedium } from '../../src/checks/root-medium.ts'
import type { Changes } from './material.ts'
import { describeCheck } from './table.ts'

const from = (device: NonNullable<Changes['boot-media.device']>, root: string): Changes => ({
  'boot-media.device': device,
  'dom0-kernel.cmdline': `console=hvc0 root=${root} rootwait rw`,
})

describeCheck(rootMedium, {
  passes: {
    QEMU: from('virtio', '/dev/vda2'),
    'both on NVMe': from('nvme', '/dev/nvme0n1p2'),
    'both on SATA': from('scsi', '/dev/sda2'),
    'a file system by its label': from('nvme', 'LABEL=dom0'),
    'boot files on a card, the system on a disk': from('mmc', '/dev/nvme0n1p2'),
    'boot files from the network': from('tftp', '/dev/mmcblk0p2'),
    'a network file system': from('nvme', '/dev/nfs'),
  },
  fails: {
    'a card where the medium is NVMe': [from('nvme', '/dev/mmcblk0p2'), 'root=/dev/mmcblk0p2', 'NVMe disk'],
    'NVMe where the medium is SATA': [from('scsi', '/dev/nvme0n1p2'), 'SATA or SCSI disk'],
    'a card where the medium is USB': [from('usb', '/dev/mmcblk1p2'), 'USB stick or disk'],
  },
  whole: [
    from('nvme', '/dev/mmcblk0p2'),
    {
      rule: 'root-medium',
      severity: 'warning',
      says: "dom0's command line says root=/dev/mmcblk0p2, and U-Boot loads from another kind of disk (NVMe disk): Linux waits for a disk that may not be there",
      at: 'answer dom0-kernel.cmdline',
      also: 'answer boot-media.device',
      fix: 'Name the disk that holds the root file system, such as /dev/nvme0n1p2 or LABEL=dom0, or answer boot-media.device with the medium that is used.',
    },
  ],
  missing: {
    'dom0-kernel.cmdline': 'an answer to dom0-kernel.cmdline (the command line of the dom0 kernel)',
    'boot-media.device': 'an answer to boot-media.device (what U-Boot loads from)',
  },
})
