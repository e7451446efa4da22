/**
 * What a guest's root= and its disks make of each other; shared by the checks of the answers and of an xl
 * configuration.
 */
import type { ParsedFile } from '../model/facts.ts'
import type { Severity } from '../model/finding.ts'
import { rootOf } from '../model/linux-command-line.ts'

/** A guest as far as its root file system goes. */
export interface GuestRoot {
  readonly cmdline: string
  readonly hasRamdisk: boolean
  /** Its disks as it sees them: `xvda`, or `xvda1` for one that is a partition by itself. */
  readonly vdevs: readonly string[]
  /** Its kernel, where it is known. */
  readonly kernel?: ParsedFile | undefined
}

/**
 * What is wrong, and what to do. A guest need not be Linux (Unikraft, Zephyr, FreeBSD and Mini-OS take no root=), and a
 * Linux may bring an initramfs in its own image: what holds only for others is said so, and no error.
 */
export function rootFault({
  cmdline,
  hasRamdisk,
  vdevs,
  kernel,
}: GuestRoot): { readonly severity: Severity; readonly says: string; readonly fix: string } | undefined {
  const root = rootOf(cmdline)
  const disks = vdevs.map((vdev) => `/dev/${vdev}`)
  if (root === undefined) {
    if (isNoLinux(kernel)) return undefined
    if (!hasRamdisk)
      return {
        severity: 'warning',
        says: 'If the guest is Linux, and no initramfs is built into its kernel, it panics for want of a root file system: there is no initramfs, and no root= on its command line',
        fix: disks.length > 0 ? `Add root=${disks[0]} rw.` : 'Give the guest an initramfs, or a disk and root=.',
      }
    if (disks.length === 0 || namesItsStart(cmdline)) return undefined
    return {
      severity: 'warning',
      says: `The guest has the disk ${disks[0]} and an initramfs, and no root= on its command line: the initramfs of a distribution mounts nothing then, and ends at (initramfs) with "No root device specified"`,
      fix: `Add root=${disks[0]} rw, unless its initramfs has everything and the disk is for data.`,
    }
  }
  if (!hasRamdisk && /^(UUID|LABEL)=/.test(root)) {
    return {
      severity: 'error',
      says: `The guest's command line says root=${root}, which only an initramfs can look up, and the guest has none: Linux would panic`,
      fix: `Name the disk${disks.length > 0 ? `: root=${disks[0]}` : ''}.`,
    }
  }
  const name = /^\/dev\/((?:xvd|sd|hd|vd)[a-z]+\d*|mmcblk\d\S*|nvme\d\S*)$/.exec(root)?.[1]
  if (name === undefined) return undefined
  if (disks.length === 0)
    return {
      severity: hasRamdisk ? 'warning' : 'error',
      says: `The guest's command line says root=${root}, and the guest has no disk`,
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
    says: `The guest's command line says root=${root}, and the guest sees its ${disks.length === 1 ? 'disk' : 'disks'} as ${disks.join(', ')}: Linux would panic, or wait for ever`,
    fix: `Say root=${disks[0]}.`,
  }
}

/** True for a kernel that was read, has the header of an Image, and no banner of Linux anywhere in it. */
const isNoLinux = (kernel: ParsedFile | undefined): boolean =>
  kernel?.kind === 'arm64-image' && kernel.facts['linux.version'] === undefined

/**
 * True where the command line says itself how its initramfs starts: rdinit= is Linux' (init/main.c), and boot= chooses
 * another script than the one that mounts root= (initramfs-tools(7); live systems do).
 */
const namesItsStart = (cmdline: string): boolean => /(^|\s)(rdinit|boot)=/.test(cmdline)
