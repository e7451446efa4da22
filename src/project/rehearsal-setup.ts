/** What a rehearsal needs to know of a plan: what dom0 and the guest are to have there. */
import { rootOf } from '../model/linux-command-line.ts'
import type { Plan } from '../model/plan.ts'
import { MiB } from '../model/quantity.ts'
import type { RehearsalSetup } from '../rehearse/rehearse.ts'
import { locateUserFile } from './user-file.ts'

/** A device has the size that it has; ours is large enough for what the rehearsal puts on it. */
const deviceSize = 128n * MiB

/** The part of the set-up that the plan decides; relative files of the answers are looked for in `folders`. */
export function rehearsed(
  plan: Plan,
  folders: readonly string[],
  { native }: { readonly native: boolean },
): Pick<RehearsalSetup, 'native' | 'tftp' | 'dom0' | 'guest'> {
  const common = { native, tftp: plan.medium.device === 'tftp' }
  if (native) return { ...common, dom0: { root: plan.native !== undefined && hasRootDevice(plan.native.cmdline) } }
  return {
    ...common,
    dom0: { root: hasRootDevice(plan.dom0.cmdline), bridge: bridgeOf(plan) },
    guest: plan.guest && guestOf(plan.guest, folders),
  }
}

/** True when Linux looks for its root on a device; /dev/ram* is the initramfs. */
const hasRootDevice = (cmdline: string): boolean => !/^(\/dev\/ram\d*)?$/.test(rootOf(cmdline) ?? '')

/**
 * The plan's bridge; where the user has a set-up of their own, the bridge that the guest wants, without an interface.
 */
const bridgeOf = ({ userspace, guest }: Plan): NonNullable<RehearsalSetup['dom0']>['bridge'] =>
  userspace.bridge ?? (guest?.network && { name: guest.network.bridge })

function guestOf(guest: NonNullable<Plan['guest']>, folders: readonly string[]): NonNullable<RehearsalSetup['guest']> {
  const file = (path: string | undefined) => (path === undefined ? undefined : locateUserFile(path, folders))
  return {
    name: guest.name,
    configPath: `guests/${guest.name}.cfg`,
    kernelPath: guest.kernel,
    kernelFile: file(guest.kernelFile),
    ramdiskPath: guest.ramdisk,
    ramdiskFile: file(guest.ramdiskFile),
    disk: guest.disk && { ...guest.disk, size: guest.disk.size ?? deviceSize },
    network: guest.network !== undefined,
  }
}
