import { guestBridge } from '../../src/checks/guest-bridge.ts'
import { MiB } from '../../src/model/quantity.ts'
import { plan } from './material.ts'
import { describeCheck } from './table.ts'

/** A guest on a bridge (or on none), and what dom0 makes. */
const set = (wanted: string | undefined, made?: string) => ({
  plan: plan({
    userspace: { system: 'debian', ...(made !== undefined && { bridge: { name: made, interface: 'eth0' } }) },
    guest: {
      name: 'guest1',
      kernel: '/srv/xen/Image',
      memory: 256n * MiB,
      vcpus: 1,
      cmdline: 'console=hvc0',
      ...(wanted !== undefined && { network: { bridge: wanted } }),
    },
  }),
})

describeCheck(guestBridge, {
  passes: {
    'no guest at all': {},
    'a guest without network': set(undefined),
    'the bridge that dom0 makes': set('xenbr0', 'xenbr0'),
    'a bridge that nobody uses': set(undefined, 'xenbr0'),
  },
  fails: {
    'another bridge than the one that is made': [
      set('br0', 'xenbr0'),
      "joins the bridge br0, and dom0's set-up makes xenbr0: xl create would fail",
    ],
    'a name that differs in case only': [set('XenBr0', 'xenbr0'), 'joins the bridge XenBr0'],
    'a bridge that nobody makes': [set('xenbr0'), 'nothing that xenup writes makes it'],
  },
  whole: [
    set('br0', 'xenbr0'),
    {
      rule: 'guest-bridge',
      severity: 'error',
      says: "The guest's network interface joins the bridge br0, and dom0's set-up makes xenbr0: xl create would fail",
      at: 'answer guest.bridge',
      also: 'answer dom0-userspace.bridge',
      fix: 'Name xenbr0 under guest.bridge.',
    },
  ],
  missing: { plan: 'a plan', 'guest.network': 'an answer to guest.network (does the guest have a network interface)' },
})
