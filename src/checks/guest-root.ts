/** The guest's root= must name its disk as the guest sees it. */
import { rootOf } from '../model/linux-command-line.ts'
import type { Material } from '../model/material.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'
import { rootFault } from './guest-disk-root.ts'

export const guestRoot = defineCheck({
  id: 'guest-root',
  needs: ['guest.cmdline', 'guest.disk', 'guest.ramdisk'],
  uses: ['guest.disk-vdev', 'read:guest.kernel-file'],
  run(have) {
    const fault = faultOf(have)
    return fault ? [{ at: atAnswer('guest.cmdline'), ...fault }] : []
  },
})

function faultOf(have: Material): Omit<Found, 'at'> | undefined {
  const cmdline = have['guest.cmdline'] ?? ''
  const root = rootOf(cmdline)
  const hasRamdisk = have['guest.ramdisk'] !== 'none'
  const vdev = have['guest.disk'] === 'none' ? undefined : have['guest.disk-vdev']
  const fault = rootFault({
    cmdline,
    hasRamdisk,
    vdevs: vdev === undefined ? [] : [vdev],
    kernel: have['read:guest.kernel-file'],
  })
  if (fault)
    return {
      ...fault,
      also: atAnswer(vdev === undefined ? 'guest.disk' : 'guest.disk-vdev'),
    }
  // build/guest-disk.sh puts a file system on the whole image.
  const partition =
    vdev !== undefined && have['guest.disk'] === 'file' && root !== `/dev/${vdev}` && root?.startsWith(`/dev/${vdev}`)
  return partition
    ? {
        severity: 'warning',
        says: `The guest's command line says root=${root}, and the image that build/guest-disk.sh makes has no partitions`,
        also: atAnswer('guest.disk-vdev'),
        fix: `Say root=/dev/${vdev}, unless the image has a partition table.`,
      }
    : undefined
}
