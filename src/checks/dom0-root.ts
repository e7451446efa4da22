/**
 * Where dom0 finds its root file system: a wrong or missing root= ends in "VFS: Unable to mount root fs", after Xen has
 * done its part.
 */
import { rootOf } from '../model/linux-command-line.ts'
import type { Material } from '../model/material.ts'
import { atAnswer, defineCheck, type Found } from './check.ts'

export const dom0Root = defineCheck({
  id: 'dom0-root',
  needs: ['dom0-kernel.cmdline', 'dom0-kernel.initrd'],
  uses: ['dom0-userspace.root', 'dom0-userspace.system', 'goal.target'],
  run(have) {
    const fault = faultOf(have['dom0-kernel.cmdline'], have['dom0-kernel.initrd'] === 'yes', have)
    return fault ? [{ at: atAnswer('dom0-kernel.cmdline'), ...fault }] : []
  },
})

/** Disks that may not be there yet when Linux looks for them: cards and USB are found while it runs. */
const slow = /^\/dev\/(mmcblk|sd[a-z])/

function faultOf(cmdline: string, hasInitrd: boolean, have: Material): Omit<Found, 'at'> | undefined {
  const root = rootOf(cmdline)
  const words = cmdline.split(/\s+/)
  if (root === undefined)
    return hasInitrd
      ? withoutRoot(have)
      : {
          severity: 'error',
          says: "dom0's command line names no root=, and there is no initramfs: Linux would panic for want of a root file system",
          also: atAnswer('dom0-kernel.initrd'),
          fix: 'Add root= and the device of its root file system, or boot dom0 with an initramfs.',
        }
  // Names of file systems are looked up by programs in an initramfs; the kernel knows PARTUUID and PARTLABEL (Linux
  // block/early-lookup.c).
  if (!hasInitrd && /^(UUID|LABEL)=/.test(root)) {
    return {
      severity: 'error',
      says: `dom0's command line says root=${root}, which only an initramfs can look up, and there is none: Linux would panic`,
      also: atAnswer('dom0-kernel.initrd'),
      fix: 'Name the partition (root=/dev/… or root=PARTUUID=…), or boot dom0 with an initramfs.',
    }
  }
  if (/^\/dev\/xvd/.test(root)) {
    return {
      severity: 'error',
      says: `dom0's command line says root=${root}, and xvd is what guests call their disks: dom0 has the disks of the board`,
      fix: 'Name the disk as Linux does without Xen.',
    }
  }
  return (
    elsewhere(root, have) ??
    (!hasInitrd && slow.test(root) && !words.some((word) => /^root(wait|delay)(=|$)/.test(word))
      ? {
          severity: 'warning',
          says: `dom0's command line has root=${root} without rootwait, and Linux may look for it before the disk is found`,
          fix: 'Add rootwait.',
        }
      : undefined)
  )
}

/** An initramfs of a distribution mounts what root= says; one with everything in it needs none. */
function withoutRoot(have: Material): Omit<Found, 'at'> | undefined {
  const system = have['dom0-userspace.system']
  if (system === undefined || system === 'initramfs') return undefined
  return {
    severity: 'warning',
    says: "dom0's command line names no root=, and its system is to be on a disk: the initramfs would end in a shell of its own",
    also: atAnswer('dom0-userspace.system'),
    fix: 'Add root= and the device of its root file system.',
  }
}

/** Another device than the one that holds the system, or one of a kind that the machine does not have. */
function elsewhere(root: string, have: Material): Omit<Found, 'at'> | undefined {
  const holds = have['dom0-userspace.root']
  const [sort] = sortOf(root)
  if (holds !== undefined && holds !== 'none' && holds !== root && sort === sortOf(holds)[0]) {
    return {
      severity: 'error',
      says: `dom0's command line says root=${root}, and its root file system is on ${holds}`,
      also: atAnswer('dom0-userspace.root'),
      fix: 'Make both the same.',
    }
  }
  const target = have['goal.target']
  if (target === 'qemu' && /^\/dev\/(mmcblk|nvme|sd)/.test(root)) {
    return {
      severity: 'warning',
      says: `dom0's command line says root=${root}, and QEMU's virt machine has virtio disks, unless you give it others`,
      also: atAnswer('goal.target'),
      fix: 'Name a virtio disk, such as root=/dev/vda2.',
    }
  }
  if (target === 'hardware' && /^\/dev\/vd/.test(root)) {
    return {
      severity: 'warning',
      says: `dom0's command line says root=${root}, and virtio disks are those of virtual machines`,
      also: atAnswer('goal.target'),
      fix: 'Name the disk as Linux does without Xen.',
    }
  }
  return undefined
}

/** Two spellings of different sorts may name one device, and two of the same sort do not. */
const sortOf = (device: string): readonly string[] => /^([A-Z]+=|\/dev\/disk\/[^/]+\/|\/dev\/)/.exec(device) ?? [device]
