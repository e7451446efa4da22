/** dom0 and the first guest, as the answers have them. */
import type { Answers } from '../model/answers.ts'
import type { GuestPlan, Plan } from '../model/plan.ts'

/**
 * The bridge that dom0's set-up makes; xl's own default for a guest's interface (xl-network-configuration(5), bridge).
 */
export const bridgeName = 'xenbr0'

/** What dom0 runs. */
export function userspaceOf(answers: Answers): Plan['userspace'] {
  const root = answers['dom0-userspace.root']
  const suite = answers['dom0-userspace.suite']
  const device = answers['dom0-userspace.interface']
  return {
    system: answers['dom0-userspace.system']!,
    ...(suite !== undefined && { suite }),
    ...(root !== undefined && root !== 'none' && { root }),
    ...(device !== undefined && { bridge: { name: bridgeName, interface: device } }),
  }
}

/** Linux without Xen; nothing when it was not asked for. */
export function nativeOf(answers: Answers): Plan['native'] {
  const cmdline = answers['native.cmdline']
  if (cmdline === undefined) return undefined
  const { 'native.console': terminal, 'native.root': root } = answers
  return {
    cmdline,
    ...(terminal !== undefined && terminal !== 'none' && { console: terminal }),
    ...(root !== undefined && root !== 'none' && { root }),
  }
}

/** The first guest; nothing when the goal is dom0. */
export function guestOf(answers: Answers): GuestPlan | undefined {
  const name = answers['guest.name']
  if (name === undefined) return undefined
  const ramdisk = answers['guest.ramdisk']
  const disk = diskOf(answers)
  const bridge = answers['guest.bridge']
  return {
    name,
    kernel: answers['guest.kernel']!,
    ...(ramdisk !== undefined && ramdisk !== 'none' && { ramdisk }),
    memory: answers['guest.memory']!,
    vcpus: answers['guest.vcpus']!,
    cmdline: answers['guest.cmdline']!,
    ...(disk && { disk }),
    ...(bridge !== undefined && { network: { bridge } }),
  }
}

function diskOf(answers: Answers): GuestPlan['disk'] {
  const { 'guest.disk': kind, 'guest.disk-path': path, 'guest.disk-vdev': vdev, 'guest.disk-size': size } = answers
  if (kind === undefined || kind === 'none' || path === undefined || vdev === undefined) return undefined
  return { kind, path, vdev, ...(size !== undefined && { size }) }
}
