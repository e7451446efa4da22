/**
 * What a guest's root= and its disks make of each other; shared by the checks of the answers and of an xl
 * configuration.
 */
import type { Severity } from '../model/finding.ts'

/** A guest as far as its root file system goes. */
export interface GuestRoot {
  readonly root: string | undefined
  readonly hasRamdisk: boolean
  /** Its disks as it sees them: `xvda`, or `xvda1` for one that is a partition by itself. */
  readonly vdevs: readonly string[]
}

/** What is wrong; `says` goes on after "the command line". */
export function rootFault({
  root,
  hasRamdisk,
  vdevs,
}: GuestRoot): { readonly severity: Severity; readonly says: string; readonly fix: string } | undefined {
  const disks = vdevs.map((vdev) => `/dev/${vdev}`)
  if (root === undefined) {
    return hasRamdisk
      ? undefined
      : {
          severity: 'error',
          says: 'names no root=, and the guest has no initramfs: Linux would panic for want of a root file system',
          fix: disks.length > 0 ? `Add root=${disks[0]} rw.` : 'Give the guest an initramfs, or a disk and root=.',
        }
  }
  if (!hasRamdisk && /^(UUID|LABEL)=/.test(root)) {
    return {
      severity: 'error',
      says: `says root=${root}, which only an initramfs can look up, and the guest has none: Linux would panic`,
      fix: `Name the disk${disks.length > 0 ? `: root=${disks[0]}` : ''}.`,
    }
  }
  const name = /^\/dev\/((?:xvd|sd|hd|vd)[a-z]+\d*|mmcblk\d+\S*|nvme\d+\S*)$/.exec(root)?.[1]
  if (name === undefined) return undefined
  if (disks.length === 0)
    return {
      severity: hasRamdisk ? 'warning' : 'error',
      says: `says root=${root}, and the guest has no disk`,
      fix: 'Give the guest a disk, or take root= out where its initramfs has everything.',
    }
  // The disk itself or a partition on it; a disk that is called xvda1 is a partition by itself.
  if (
    vdevs.some(
      (vdev) => name === vdev || (!/\d$/.test(vdev) && name.startsWith(vdev) && /^\d+$/.test(name.slice(vdev.length))),
    )
  )
    return undefined
  return {
    severity: 'error',
    says: `says root=${root}, and the guest sees its ${disks.length === 1 ? 'disk' : 'disks'} as ${disks.join(', ')}: Linux would panic, or wait for ever`,
    fix: `Say root=${disks[0]}.`,
  }
}
