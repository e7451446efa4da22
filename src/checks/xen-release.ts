/** The release that was chosen should be the one in the binary: the rules of the other checks depend on it. */
import { releases } from '../model/xen-release.ts'
import { atAnswer, atFact, defineCheck } from './check.ts'

export const xenRelease = defineCheck({
  id: 'xen-release',
  needs: ['xen.version', 'read:xen.file'],
  run(have) {
    const inside = have['read:xen.file'].facts['xen.version']
    if (!inside || inside.value === have['xen.version']) return []
    return [
      {
        severity: 'warning',
        says: `Xen ${have['xen.version']} was chosen, and ${have['read:xen.file'].path} is Xen ${inside.value}`,
        at: atAnswer('xen.version'),
        also: atFact(inside),
        fix: releases.some((release) => release === inside.value)
          ? `Set xen.version to ${inside.value}, so that what holds for it is checked, or give the other file.`
          : `xenup has no table for Xen ${inside.value}: choose the nearest release (${releases.join(', ')}), and expect ${inside.value} on the console.`,
      },
    ]
  },
})
