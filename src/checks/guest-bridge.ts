/** The guest's network interface joins a bridge, which somebody in dom0 has to make. */
import { atAnswer, defineCheck } from './check.ts'

export const guestBridge = defineCheck({
  id: 'guest-bridge',
  needs: ['plan', 'guest.network'],
  run({ plan: { userspace, guest } }) {
    const wanted = guest?.network?.bridge
    if (wanted === undefined) return []
    const made = userspace.bridge
    if (made?.name === wanted) return []
    return [
      {
        severity: made ? 'error' : 'warning',
        says: made
          ? `The guest's network interface joins the bridge ${wanted}, and dom0's set-up makes ${made.name}: xl create would fail`
          : `The guest's network interface joins the bridge ${wanted}, and nothing that xenup writes makes it: without it xl create fails`,
        at: atAnswer('guest.bridge'),
        also: atAnswer('dom0-userspace.bridge'),
        fix: made
          ? `Name ${made.name} under guest.bridge.`
          : `Answer dom0-userspace.bridge with yes, make ${wanted} in dom0 yourself, or answer guest.network with no.`,
      },
    ]
  },
})
