/** The releases of Xen that the tables here know. */

/** Oldest first; the last is the one in development (xen.git CHANGELOG.md and xen/Makefile, the stable-* branches). */
export const releases = ['4.14', '4.15', '4.16', '4.17', '4.18', '4.19', '4.20', '4.21', '4.22', '4.23'] as const

export type XenRelease = (typeof releases)[number]

/** What is built for a release: the tag of its newest point release (tags of xen.git, August 2026), or the branch. */
export const pointReleases: Readonly<Record<XenRelease, string>> = {
  '4.14': 'RELEASE-4.14.6',
  '4.15': 'RELEASE-4.15.7',
  '4.16': 'RELEASE-4.16.7',
  '4.17': 'RELEASE-4.17.7',
  '4.18': 'RELEASE-4.18.6',
  '4.19': 'RELEASE-4.19.6',
  '4.20': 'RELEASE-4.20.4',
  '4.21': 'RELEASE-4.21.2',
  '4.22': 'RELEASE-4.22.0',
  '4.23': 'master',
}

/** The newest stable release (xen.git CHANGELOG.md: 4.22.0, 2026-07-30). */
export const newestRelease: XenRelease = '4.22'

/** The release that master is to become; Xen calls itself 4.23-unstable until then. */
export const unstableRelease: XenRelease = '4.23'

/**
 * Which of two releases is older; below 0 when the first is. Releases that are older than the table (drivers came with
 * `4.4`) stand before it, in the order of their numbers.
 */
export function compareReleases(a: string, b: string): number {
  const known: readonly string[] = releases
  const [aPlace, bPlace] = [known.indexOf(a), known.indexOf(b)]
  return aPlace >= 0 && bPlace >= 0 ? aPlace - bPlace : byNumbers(a, b)
}

function byNumbers(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number)
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number)
  return aMajor - bMajor || aMinor - bMinor
}

/** True when a feature that came with `since` (`4.19`, or `<=4.3` for "always") is in `release`. */
export const hasFeatureSince = (release: string, since: string): boolean =>
  since.startsWith('<=') || compareReleases(release, since) >= 0
