/** A root device of another kind than the disk that the boot files are on: Linux would wait for a disk that is not there. */
import { type MediumId, medium } from '../model/boot-medium.ts'
import { rootOf } from '../model/linux-command-line.ts'
import { atAnswer, defineCheck } from './check.ts'

export const rootMedium = defineCheck({
  id: 'root-medium',
  needs: ['dom0-kernel.cmdline', 'boot-media.device'],
  run(have) {
    const device = have['boot-media.device']
    const expected = linuxNames[device]
    const root = rootOf(have['dom0-kernel.cmdline']) ?? ''
    if (expected === undefined || !/^\/dev\/(mmcblk|sd|nvme)/.test(root) || expected.test(root)) return []
    return [
      {
        severity: 'warning',
        says: `dom0's command line says root=${root}, and U-Boot loads from another kind of disk (${medium[device].name}): Linux waits for a disk that may not be there`,
        at: atAnswer('dom0-kernel.cmdline'),
        also: atAnswer('boot-media.device'),
        fix: `Name the disk that holds the root file system, such as ${medium[device].root} or LABEL=dom0, or answer boot-media.device with the medium that is used.`,
      },
    ]
  },
})

/**
 * How Linux calls the disks of a medium (Documentation/admin-guide/devices.txt). Boot files on a card, or from the
 * network, and the root file system on a larger disk are usual.
 */
const linuxNames: { readonly [K in MediumId]?: RegExp } = {
  usb: /^\/dev\/sd/,
  scsi: /^\/dev\/sd/,
  nvme: /^\/dev\/nvme/,
}
