/** Devices that have their clock or power from firmware, by calls that this Xen does not hand on. */

import type { ScmiUser } from '../model/facts.ts'
import { isController, isForwarded, rootBusOf, scmiSince } from '../model/firmware-calls.ts'
import { atAnswer, atFact, defineCheck, type Found } from './check.ts'

export const firmwareCalls = defineCheck({
  id: 'firmware-calls',
  needs: ['tree.lacks', 'xen.version'],
  uses: ['firmware.scmi', 'dom0-userspace.root', 'boot-media.device', 'boot-media.partition'],
  run(have) {
    const fact = have['firmware.scmi']
    if (!fact) return []
    const { value: scmi } = fact
    if (isForwarded(scmi, have['xen.version'])) return []
    const root = scmi.users.filter((user) => isRoot(user, have))
    const others = scmi.users.filter((user) => !root.includes(user))
    const found = (severity: Found['severity'], users: readonly ScmiUser[], means: string): readonly Found[] =>
      users.length === 0
        ? []
        : [
            {
              severity,
              says: `${users.map(inWords).join(', ')} by calls to firmware (${scmi.path}) that Xen ${have['xen.version']} does not hand on: ${means}`,
              at: atFact(fact),
              also: atAnswer('xen.version'),
              fix: scmi.isForwardable
                ? `Take Xen ${scmiSince} or newer (xen.version), which hands on the calls of dom0.`
                : 'No release of Xen hands on calls of this kind: use devices that do without.',
            },
          ]
    return [
      ...found('error', root, 'dom0 would not find the device that its root is on'),
      ...found('warning', others, 'dom0 cannot use them'),
    ]
  },
})

const inWords = ({ path, by }: ScmiUser): string => `${path} has its ${by.replace('assigned-', '')}`

interface Places {
  readonly 'dom0-userspace.root'?: string
  readonly 'boot-media.device'?: string
  readonly 'boot-media.partition'?: string
}

/**
 * True for the controller of the root device, or of the medium that is booted from. Cards are told apart by their
 * number, which is that of the alias for Linux and for U-Boot; a card without one may be any.
 */
function isRoot(user: ScmiUser, places: Places): boolean {
  const root = places['dom0-userspace.root']
  const device = places['boot-media.device']
  const bus = rootBusOf(root, device)
  if (!bus || !isController(user, bus)) return false
  if (bus !== 'mmc') return true
  const numbers = [
    ...(/^\/dev\/mmcblk(\d+)/.exec(root ?? '')?.slice(1) ?? []),
    ...(device === 'mmc' ? [String(Number.parseInt(places['boot-media.partition'] ?? '', 16))] : []),
  ]
  const own = user.aliases.filter((name) => /^mmc\d+$/.test(name))
  return own.length === 0 || own.some((name) => numbers.includes(name.slice(3)))
}
